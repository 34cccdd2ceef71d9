"""What the columns of a file of people are called, and the words in them: English, German, Spanish, French, and the common HR systems."""

from allaboard.foundation.people.choices import EmploymentStatus, EmploymentType, UserType

LEAVE_OUT, MANAGER, HR_PARTNER, BIRTH_DATE = "", "manager", "hr_partner", "birth_date"

# Written without spaces, accents, case and punctuation. SAP SuccessFactors, BambooHR, Workday, ADP, Finch, Merge and SCIM
# names are among them. The first synonym found in a file wins its field.
HEADERS: dict[str, str] = {
    "email": "email workemail emailaddress emailprimarywork primaryemail workemailaddress businessemail companyemail mail"
    " emails emailsvalue email1 correo correoelectronico correodetrabajo emailcorporativo courriel adresseemail"
    " emailprofessionnel adressemail mailadresse emailadresse dienstlicheemail geschaeftlicheemail geschaftlicheemail emailgeschaftlich emailgeschaeftlich"
    " emailwork emailtravail emaildetravail direcciondecorreo direcciondecorreoelectronico"
    " emailadr emaildienstlich emailadressedienstlich dienstlicheemailadresse emaildienst emailberuflich beruflicheemail arbeitsemail adresseemailprofessionnelle mailpro emailpro mailprofessionnel courrielprofessionnel correocorporativo correolaboral correoempresa emaillaboral emaildeempresa emailid",
    "external_id": "externalid userid personid workerid workeridvalue associateoid personexternalid uniqueid remoteid sourceid"
    " employeeid employeeidentifier empid workerreference workerreferenceidemployeeid eeid staffid id identifier"
    " personalid mitarbeiterid benutzerid iddeempleado idempleado idemploye identifiant identificador kennung"
    " identifiantsalarie identifiantemploye idsalarie iddusalarie idtrabajador iddetrabajador",
    "employee_number": "employeenumber employeeno empno employeenum staffnumber staffno payrollnumber payrollno personnelno personnelnumber badgenumber"
    " personalnummer mitarbeiternummer persnr personalnr numerodeempleado numeroempleado legajo matricule"
    " numeroemploye numerodemploye numerosalarie"
    " mitarbeiternr manr stammnummer stammnr nodempleado nodeempleado noempleado numerodetrabajador numerotrabajador codigodeempleado codigoempleado codigodetrabajador numeromatricule nomatricule numerodesalarie",
    "user_name": "username login loginname accountname samaccountname benutzername nombredeusuario usuario nomdutilisateur"
    " userprincipalname",
    "given_name": "givenname firstname forename legalfirstname namegivenname namefirst first vorname rufname nombre"
    " nombres primernombre nombredepila prenom"
    " vornamen prenoms prenomlegal",
    "family_name": "familyname lastname surname legallastname namefamilyname namelast last nachname familienname zuname"
    " apellido apellidos nom nomdefamille"
    " familiennamen primerapellido nomusuel nomdefamillelegal",
    "middle_name": "middlename middlenames middleinitial mi namemiddle additionalname zweitervorname weiterevornamen mittelname segundonombre otrosnombres deuxiemeprenom autresprenoms secondprenom",
    "preferred_name": "preferredname nickname knownas displayfirstname preferredfirstname preferrednamedata bevorzugtername"
    " spitzname nombrepreferido apodo nomdusage prenomusuel",
    "formatted_name": "formattedname fullname name displayname displayfullname employeename workername employee namefull"
    " vollstaendigername vollstandigername mitarbeiter mitarbeitername nombrecompleto empleado nomcomplet salarie employe"
    " nombreyapellidos apellidosynombre nometprenom nomprenom prenomnom vorundnachname namevorname nachnamevorname vornamename",
    "phone_number": "phonenumber phone workphone mobile mobilephone mobilenumber cell cellphone telephone businessphone"
    " telefon telefonnummer handy mobil telefono movil celular telephonemobile portable"
    " tel telefonnr telefondienstlich diensttelefon mobiltelefon mobilnummer mobileno mobilnr mobilephonenumber phoneno telefonodetrabajo numerodetelefono telefonomovil numerodetelephone telephoneprofessionnel telephoneportable gsm",
    "title": "title jobtitle position positiontitle businesstitle jobrole role job jobname berufsbezeichnung stelle"
    " stellenbezeichnung positionsbezeichnung funktion puesto cargo puestodetrabajo titulodelpuesto poste intituleduposte"
    " fonction emploi"
    " funktionsbezeichnung tatigkeit taetigkeit tatigkeitsbezeichnung beruf stellentitel puestolaboral ocupacion intituledeposte fonctionexercee metier designation",
    "user_type": "usertype workertype kindofworker workertypereference personneltype mitarbeitertyp tipodetrabajador"
    " typedetravailleur",
    "employment_type": "employmenttype employmentsubtype contracttype timetype fulltimeparttime employeetype"
    " beschaftigungsart beschaeftigungsart anstellungsart vertragsart tipodecontrato tipodeempleo jornada typedecontrat"
    " typedemploi"
    " arbeitszeitmodell befristung tipocontrato typecontrat contract",
    "employment_status": "employmentstatus status active isactive employeestatus workerstatus employmenthistorystatus"
    " activestatus beschaftigungsstatus beschaeftigungsstatus aktiv estado estadolaboral situacion activo statut actif",
    "job_code": "jobcode jobprofile jobprofileid positionid positioncode stellencode stellenschlussel codigodepuesto"
    " codeposte codeemploi",
    "job_level": "joblevel level grade joblevelnumber managementlevel paygrade stufe karrierestufe ebene nivel"
    " niveldepuesto niveau echelon"
    " entgeltgruppe gehaltsgruppe tarifgruppe besoldungsgruppe categoriaprofesional nivelprofesional categorieprofessionnelle classification",
    "hire_date": "hiredate datehired originalhiredate dateofhire hired hiredon joiningdate dateofjoining doj"
    " einstellungsdatum einstelldatum fechadecontratacion fechacontratacion dateembauche datedembauche"
    " datejoined joindate dateofjoin einstellungam angestelltam dateembauchage fechadeantiguedad",
    "start_date": "startdate employmentstartdate servicedate companyservicedate continuousservicedate startedon starts started startson"
    " eintrittsdatum eintritt beginndatum startdatum fechadeinicio fechadeingreso fechainicio fechadealta datededebut"
    " datedentree dateentree dateanciennete"
    " startdt datestarted eintrittam beginn beschaftigungsbeginn beschaeftigungsbeginn arbeitsbeginn fechadeincorporacion fechaalta fechaingreso datedarrivee datearrivee",
    "latest_rehire_date": "latestrehiredate rehiredate rehiredon wiedereintritt wiedereinstellung fechadereingreso"
    " datedereembauche",
    "termination_date": "terminationdate enddate employmentenddate leavingdate lastday dateleft lefton exitdate"
    " austrittsdatum austritt fechadebaja fechadesalida fechadeterminacion datededepart datedefin datedesortie"
    " leavedate dateofleaving datetermination leavingon austrittam ausgetretenam beschaftigungsende beschaeftigungsende fechabaja fechadecese fechacese datesortie datedepart datefincontrat datedefindecontrat",
    "organization": "organization organisation company companyname legalentity employer unternehmen firma gesellschaft"
    " empresa organizacion entreprise societe",
    "division": "division businessunit bu geschaftsbereich geschaeftsbereich bereich sparte unidaddenegocio"
    " unite directionmetier"
    " direction ressort hauptabteilung direccion ",
    "department": "department dept departmentname supervisoryorganization supervisoryorganisation abteilung fachbereich"
    " departamento area departement service"
    " abt abteilungsname organisationseinheit orgeinheit dienststelle section departmentcode seccion nomduservice pole",
    "team": "team group teamname gruppe arbeitsgruppe equipo grupo equipe groupe",
    "cost_center": "costcenter costcentre costcentercode kostenstelle centrodecosto centrodecostos centrodecoste"
    " centredecout centredecouts",
    "manager": "manageremail supervisoremail reportstoemail vorgesetzteremail vorgesetzteemail emailvorgesetzter emailvorgesetzte"
    " emaildesvorgesetzten emaildervorgesetzten fuhrungskraftemail emailfuhrungskraft emailderfuhrungskraft correodeljefe"
    " emaildeljefe correoelectronicodeljefe emaildelresponsable correodelresponsable emaildumanager emaildusuperieur"
    " emailduresponsable courrieldumanager courrieldusuperieur managerid supervisorid supervisoreid manageremployeeid"
    " manageremployeenumber supervisornumber managernumber managerexternalid manager supervisor reportsto linemanager"
    " managername supervisorname lead directmanager reportstoname vorgesetzter vorgesetzte vorgesetztenid fuhrungskraft"
    " fuehrungskraft jefe jefedirecto responsable supervisora gerente superiorjerarquico"
    " managerdirect superieur superieurhierarchique n1"
    " managersemail managersname managerfullname nameofmanager direktervorgesetzter direktevorgesetzte vorgesetztername namedesvorgesetzten namedervorgesetzten teamleiter teamleitung gruppenleiter responsablehierarchique nomdumanager nomduresponsable superieurdirect superieurhierarchiquedirect encargado mandodirecto nombredeljefe nombredelmanager responsabledirecto",
    "hr_partner": "hrpartner hrbp hrbusinesspartner hr hrpartneremail hrmanager personalreferent personalbetreuer sociodenegociorh"
    " sociorrhh partenairerh responsablerh rrh"
    " hrbetreuer hrbetreuung personalbetreuung personalpartner referentrh interlocuteurrh gestionnairerh responsablederrhh responsabledrrhh",
    "work_location": "worklocation location office site officelocation worksite businesssite businesssitesummarydataname"
    " standort arbeitsort buro niederlassung werk ubicacion lugardetrabajo oficina sede centrodetrabajo lieudetravail"
    " lieu site1 bureau etablissement"
    " arbeitsstatte arbeitsstaette einsatzort dienstort betriebsstatte betriebsstaette lieutravail lieudaffectation lugartrabajo",
    "country": "country countrycode workcountry land landercode pais codigodepais pays codepays",
    "region": "region state province bundesland kanton provincia estadoprovincia comunidad etat",
    "locality": "locality city town ort stadt ciudad localidad municipio ville commune poblacion",
    "shift": "shift workshift shiftname schicht schichtmodell turno horario equipedetravail poste3x8 quart"
    " shiftpattern shifttype schichtplan schichtgruppe schichtart horaire horairedetravail rythmedetravail turnodetrabajo horariodetrabajo",
    "timezone": "timezone tz zeitzone zonahoraria husohorario fuseauhoraire",
    "locale": "locale gebietsschema configuracionregional parametresregionaux",
    "preferred_language": "preferredlanguage language languagecode lang sprache muttersprache korrespondenzsprache idioma"
    " lengua langue languepreferee"
    " languedecorrespondance languedecommunication idiomapreferido bevorzugtesprache spokenlanguage",
    BIRTH_DATE: "gebdatum gebdat datenaissance fechanacimiento fnacimiento dobirth birthdate dateofbirth dob birthday geburtsdatum geburtstag fechadenacimiento nacimiento datedenaissance"
    " naissance",
    "protected.gender": "gender sex geschlecht sexo genero sexe genre",
    "protected.marital_status": "maritalstatus familienstand estadocivil situationfamiliale etatcivil",
    "protected.nationality": "nationality citizenship nationalitat nationalitaet staatsangehorigkeit nacionalidad nationalite",
    "protected.ethnicity": "ethnicity race ethnicgroup ethnie etnia origineethnique",
    "protected.religion": "religion konfession religionconfession",
    "protected.disability": "disability disabilitystatus disabled schwerbehinderung behinderung discapacidad handicap",
}

VALUES: dict[str, dict[str, str]] = {
    "employment_status": {
        EmploymentStatus.ACTIVE: "active aktiv activo activa actif employed yes true 1 a y ja si oui current",
        EmploymentStatus.LEAVE: "leave onleave loa parentalleave beurlaubt elternzeit abwesend licencia excedencia conge enconge",
        EmploymentStatus.ONBOARDING: "onboarding starting einarbeitung incorporacion integration",
        EmploymentStatus.PREHIRE: "prehire pending pendingstart hired futurehire",
        EmploymentStatus.RETIRED: "retired rentner pensioniert imruhestand jubilado jubilada retraite retraitee",
        EmploymentStatus.TERMINATED: "terminated inactive left leaver exited former t i n no false 0 nein non"
        " ausgeschieden inaktiv ausgetreten baja inactivo inactiva cesado sorti inactif parti",
        EmploymentStatus.DECEASED: "deceased verstorben fallecido decede",
    },
    "employment_type": {
        EmploymentType.FULL_TIME: "fulltime full ft vollzeit tiempocompleto jornadacompleta tempsplein permanent regular"
        " unbefristet indefinido cdi",
        EmploymentType.PART_TIME: "parttime part pt teilzeit tiempoparcial mediajornada tempspartiel minijob",
        EmploymentType.INTERN: "intern internship praktikant praktikantin werkstudent becario becaria practicas stagiaire",
        EmploymentType.TEMPORARY: "temp temporary fixedterm befristet aushilfe temporal cdd interimaire",
        EmploymentType.SEASONAL: "seasonal saisonal saisonkraft estacional saisonnier",
        EmploymentType.INDIVIDUAL_CONTRACTOR: "individualcontractor contractor freelancer freiberufler autonomo"
        " independant prestataire",
    },
    "user_type": {
        UserType.EMPLOYEE: "employee angestellter angestellte mitarbeiter empleado empleada salarie employe regular",
        UserType.CONTRACTOR: "contractor contingent contingentworker freelancer extern externer contratista externo prestataire",
        UserType.INTERN: "intern praktikant praktikantin becario becaria stagiaire",
        UserType.TEMPORARY: "temp temporary aushilfe leiharbeiter temporal interimaire",
    },
}

NOBODY_ABOVE = ("nomgr", "nomanager", "nohr", "none", "keiner", "keine", "ninguno", "ninguna", "aucun", "na")
"""What files say where there is no manager or HR partner."""
