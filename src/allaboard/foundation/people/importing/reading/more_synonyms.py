"""What columns are called in further languages, as people write it there; the product itself speaks none of them.

Italian, Portuguese, Dutch, Polish, Swedish, Danish, Norwegian, Finnish, Czech, Hungarian, Romanian, Turkish, Russian,
Ukrainian, Japanese, Chinese, Korean. What the law protects is here above all: it must not come in unsealed.
"""

MORE_HEADERS = {
    "email": "Indirizzo e-mail, Indirizzo email, Posta elettronica, Email aziendale, Endereço de e-mail, Endereço eletrónico,"
    " E-mailadres, Zakelijk e-mailadres, Adres e-mail, Adres mailowy, E-mail służbowy, E-post, E-postadress, Jobbmail,"
    " E-mailadresse, E-postadresse, Sähköposti, Sähköpostiosoite, E-mailová adresa, E-mail cím, Adresă de e-mail,"
    " Adresa de email, E-posta, E-posta adresi, Эл. почта, Электронная почта, Почта, Електронна пошта, メール,"
    " メールアドレス, Eメール, 邮箱, 电子邮件, 电子邮箱, 電子郵件, 이메일, 메일",
    "external_id": "Codice dipendente, ID dipendente, ID do funcionário, ID medewerker, Medewerker-ID, Identyfikator,"
    " ID pracownika, Anställnings-ID, Medarbejder-ID, Ansatt-ID, ID zaměstnance, ID angajat, Çalışan kimliği,"
    " ID сотрудника, 社員ID, 员工ID, 사원ID",
    "employee_number": "Matricola, Numero di matricola, Matrícula, Número de funcionário, Número de colaborador,"
    " Personeelsnummer, Personeelsnr, Medewerkernummer, Numer pracownika, Nr pracownika, Numer kadrowy,"
    " Anställningsnummer, Anst.nr, Medarbejdernummer, Medarbejdernr, Ansattnummer, Ansattnr, Henkilönumero,"
    " Osobní číslo, Zaměstnanecké číslo, Törzsszám, Marca, Număr marcă, Sicil No, Sicil numarası,"
    " Табельный номер, Таб. номер, Табельний номер, 社員番号, 従業員番号, 工号, 员工编号, 사번, 사원번호",
    "given_name": "Nome, Nome proprio, Primeiro nome, Voornaam, Roepnaam, Imię, Förnamn, Tilltalsnamn, Fornavn, Etunimi,"
    " Jméno, Křestní jméno, Keresztnév, Utónév, Prenume, Ad, Adı, Имя, Ім'я, 名, 名前, 이름",
    "middle_name": "Secondo nome, Nome do meio, Tussenvoegsel, Drugie imię, Mellannamn, Mellemnavn, Mellomnavn,"
    " Toinen nimi, Druhé jméno, İkinci ad, Отчество, По батькові, ミドルネーム",
    "family_name": "Cognome, Sobrenome, Apelido, Achternaam, Nazwisko, Efternamn, Efternavn, Etternavn, Sukunimi,"
    " Příjmení, Vezetéknév, Családnév, Nume, Nume de familie, Soyad, Soyadı, Фамилия, Прізвище, 姓, 名字, 성",
    "formatted_name": "Nome e cognome, Cognome e nome, Nominativo, Nome completo, Volledige naam, Naam, Imię i nazwisko,"
    " Nazwisko i imię, Namn, Fullständigt namn, Navn, Fulde navn, Fullt navn, Nimi, Koko nimi, Celé jméno,"
    " Jméno a příjmení, Név, Teljes név, Nume complet, Ad Soyad, Adı Soyadı, ФИО, Ф.И.О., ПІБ, 氏名, 姓名, 성명",
    "phone_number": "Cellulare, Numero di telefono, Telefone, Telemóvel, Celular corporativo, Telefoon,"
    " Telefoonnummer, Mobiel, Numer telefonu, Telefonnr, Telefonnumer, Mobilnummer, Puhelin, Puhelinnumero, Mobiltelefon,"
    " Telefonní číslo, Telefonszám, Număr de telefon, Telefon numarası, Телефон, Номер телефона, 電話番号, 电话, 手机, 전화번호",
    "title": "Mansione, Ruolo, Qualifica, Posizione lavorativa, Função, Functie, Functienaam, Functietitel, Stanowisko,"
    " Befattning, Yrkesroll, Stilling, Stillingsbetegnelse, Tehtävänimike, Titteli, Pozice, Pracovní pozice, Beosztás,"
    " Munkakör, Funcție, Funcția, Unvan, Ünvan, Görev, Должность, Посада, 役職, 職種, 职位, 岗位, 직책, 직위",
    "job_level": "Livello, Nível, Poziom, Nivå, Niveau, Úroveň, Seviye, 等級, 级别, 직급",
    "employment_type": "Tipo di contratto, Tipo de contratação, Contracttype, Soort contract, Rodzaj umowy,"
    " Anställningsform, Ansættelsestype, Ansettelsesform, Typ úvazku, Tip contract, Вид занятости, 雇用形態, 用工类型",
    "employment_status": "Stato, Situação, Stan zatrudnienia, Durum, Статус, 在籍状況, 状态, 재직상태",
    "hire_date": "Data di assunzione, Data assunzione, Data de admissão, Data de contratação, Data zatrudnienia,"
    " Anställningsdatum, Ansættelsesdato, Ansettelsesdato, Palkkauspäivä, Datum přijetí, Felvétel dátuma,"
    " Data angajării, İşe giriş tarihi, İşe başlama tarihi, Дата приема, Дата приёма, Дата приема на работу,"
    " Дата прийняття, 入社日, 入职日期, 입사일",
    "start_date": "Data di inizio, Data inizio, Data de início, Datum in dienst, In dienst, Indiensttreding, Begindatum,"
    " Data rozpoczęcia, Startdato, Tiltrædelsesdato, Tiltredelse, Aloituspäivä, Datum nástupu, Belépés dátuma,"
    " Data începerii, Başlangıç tarihi, Дата начала, Дата выхода, 開始日, 开始日期",
    "termination_date": "Data di cessazione, Data cessazione, Data di uscita, Data de saída, Data de demissão,"
    " Data de desligamento, Datum uit dienst, Uit dienst, Data zwolnienia, Data odejścia, Slutdatum, Fratrædelsesdato,"
    " Sluttdato, Datum odchodu, Kilépés dátuma, Data plecării, İşten çıkış tarihi, Дата увольнения, Дата звільнення,"
    " 退職日, 离职日期, 퇴사일",
    "organization": "Azienda, Società, Organizzazione, Organização, Bedrijf, Organisatie, Werkgever, Spółka, Företag,"
    " Bolag, Virksomhed, Yritys, Společnost, Vállalat, Cég, Companie, Şirket, Компания, Организация, Компанія, 会社, 公司, 회사",
    "division": "Divisione, Divisão, Divisie, Pion, Divisjon, Divizia, Дивизион, 事業部, 事业部, 본부",
    "department": "Dipartimento, Reparto, Ufficio, Setor, Afdeling, Dział, Wydział, Avdelning, Avdeling, Osasto, Oddělení,"
    " Osztály, Departament, Departman, Bölüm, Отдел, Подразделение, Департамент, Відділ, 部署, 部門, 部门, 부서",
    "team": "Squadra, Gruppo, Equipa, Ploegnaam, Zespół, Arbetslag, Tiimi, Tým, Csapat, Echipă, Takım, Ekip, Команда, チーム, 团队, 小组, 팀",
    "cost_center": "Centro di costo, Centro de custo, Centro de custos, Kostenplaats, MPK, Kostnadsställe, Omkostningssted,"
    " Kostnadssted, Kustannuspaikka, Nákladové středisko, Költséghely, Centru de cost, Masraf merkezi, ЦФО, МВЗ, 成本中心",
    "manager": "Responsabile, Responsabile diretto, Superiore, Gestor, Gestor direto, Chefia, Leidinggevende, Manager e-mail,"
    " Przełożony, Kierownik, Chef, Närmaste chef, Leder, Nærmeste leder, Nærmeste leders e-mail, Esimies, Esihenkilö,"
    " Nadřízený, Vedoucí, Vezető, Felettes, Superior, Șef direct, Yönetici, Yöneticisi, Руководитель, Керівник, 上司, 管理者, 经理, 直属上级, 상사",
    "hr_partner": "Referente HR, Referente risorse umane, Parceiro de RH, HR-adviseur, Partner HR",
    "work_location": "Sede di lavoro, Luogo di lavoro, Local de trabalho, Locatie, Vestiging, Standplaats, Werklocatie,"
    " Lokalizacja, Miejsce pracy, Arbetsplats, Arbejdssted, Arbeidssted, Toimipaikka, Pracoviště, Telephely, Munkahely,"
    " Locație, Loc de muncă, Lokasyon, İşyeri, Офис, Место работы, Місце роботи, 勤務地, 工作地点, 근무지",
    "country": "Paese, Nazione, Kraj, Maa, Země, Ország, Țară, Țara, Ülke, Страна, Країна, 国, 国家, 국가",
    "region": "Regione, Região, Regio, Provincie, Województwo, Alue, Bölge, Регион, 都道府県, 省份",
    "locality": "Città, Comune, Cidade, Plaats, Woonplaats, Miasto, Miejscowość, Bynavn, Kaupunki, Paikkakunta, Město, Város,"
    " Oraș, Localitate, Şehir, İl, Город, Місто, 市区町村, 城市, 도시",
    "shift": "Turno di lavoro, Turno de trabalho, Ploeg, Ploegendienst, Zmiana, Skift, Arbetsskift, Vuoro, Směna, Műszak,"
    " Schimb, Tură, Vardiya, Смена, Зміна, シフト, 班次, 근무조",
    "timezone": "Fuso orario, Fuso horário, Tijdzone, Strefa czasowa, Tidszon, Tidszone, Tidssone, Časové pásmo, Saat dilimi, Часовой пояс, タイムゾーン, 时区",
    "preferred_language": "Lingua, Lingua preferita, Língua, Taal, Voorkeurstaal, Język, Språk, Sprog, Kieli, Jazyk, Nyelv,"
    " Limbă, Limba, Dil, Язык, Мова, 言語, 语言, 언어",
    "birth_date": "Data di nascita, Data nascita, Data de nascimento, Geboortedatum, Data urodzenia, Födelsedatum,"
    " Fødselsdato, Fødselsdag, Syntymäaika, Datum narození, Születési dátum, Data nașterii, Doğum tarihi,"
    " Дата рождения, Дата народження, 生年月日, 出生日期, 생년월일",
    "protected.gender": "Sesso, Genere, Gênero, Geslacht, Płeć, Kön, Køn, Kjønn, Sukupuoli, Pohlaví, Nem, Cinsiyet,"
    " Gen, Пол, Стать, 性別, 性别, 성별",
    "protected.marital_status": "Stato civile, Estado civil atual, Burgerlijke staat, Stan cywilny, Civilstånd, Civilstand,"
    " Sivilstand, Siviilisääty, Rodinný stav, Családi állapot, Stare civilă, Medeni hali, Medeni durum,"
    " Семейное положение, Сімейний стан, 婚姻状況, 婚姻状况, 결혼여부",
    "protected.nationality": "Nazionalità, Cittadinanza, Nacionalidade, Nationaliteit, Narodowość, Obywatelstwo,"
    " Nationalitet, Medborgarskap, Statsborgerskap, Kansalaisuus, Národnost, Állampolgárság, Naționalitate, Uyruk,"
    " Гражданство, Национальность, Громадянство, 国籍, 국적",
    "protected.ethnicity": "Etnicità, Etnicidade, Raça, Etniciteit, Pochodzenie etniczne, Etnicitet, Etnisitet, Etnicita, Etnik köken, Этническая принадлежность, 民族",
    "protected.religion": "Religione, Religião, Religie, Godsdienst, Wyznanie, Uskonto, Náboženství, Vallás, Din, Религия, Віросповідання, 宗教, 종교",
    "protected.disability": "Disabilità, Invalidità, Deficiência, Beperking, Arbeidsbeperking, Niepełnosprawność,"
    " Funktionsnedsättning, Handicapstatus, Funksjonsnedsettelse, Vammaisuus, Zdravotní postižení, Fogyatékosság,"
    " Dizabilitate, Handicap fizic, Engellilik, Engel durumu, Инвалидность, Інвалідність, 障害, 残疾, 장애",
}
