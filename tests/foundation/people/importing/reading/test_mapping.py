import pytest
from hypothesis import given
from hypothesis import strategies as st

from allaboard.foundation.people.fields.attributes import BY_FIELD
from allaboard.foundation.people.importing.reading.mapping import (
    fingerprint,
    folded,
    guessed_targets,
    is_target,
    problems_of,
    with_addresses,
    words_for,
)
from allaboard.foundation.people.importing.reading.more_synonyms import MORE_HEADERS
from allaboard.foundation.people.importing.reading.synonyms import HEADERS, VALUES

KNOWN = {
    "SAP": (
        [
            "STATUS",
            "USERID",
            "USERNAME",
            "FIRSTNAME",
            "LASTNAME",
            "GENDER",
            "MANAGER",
            "HR",
            "DEPARTMENT",
            "TIMEZONE",
        ],
        [
            "employment_status",
            "external_id",
            "user_name",
            "given_name",
            "family_name",
            "",
            "manager",
            "hr_partner",
            "department",
            "timezone",
        ],
    ),
    "BambooHR": (
        [
            "employeeNumber",
            "firstName",
            "lastName",
            "preferredName",
            "workEmail",
            "jobTitle",
            "division",
            "location",
            "supervisorEId",
            "hireDate",
        ],
        [
            "external_id",
            "given_name",
            "family_name",
            "preferred_name",
            "email",
            "title",
            "division",
            "work_location",
            "manager",
            "hire_date",
        ],
    ),
    "Workday": (
        [
            "Worker_Reference/ID[Employee_ID]",
            "Business_Title",
            "Business_Site_Summary_Data/Name",
            "Worker_Type_Reference",
        ],
        ["external_id", "title", "work_location", "user_type"],
    ),
    "IBM": (
        [
            "Age",
            "Attrition",
            "Department",
            "EmployeeNumber",
            "Gender",
            "JobLevel",
            "JobRole",
            "MonthlyIncome",
        ],
        [
            "custom.age",
            "custom.attrition",
            "department",
            "external_id",
            "",
            "job_level",
            "title",
            "custom.monthly_income",
        ],
    ),
    "German": (
        [
            "Personalnummer",
            "Vorname",
            "Nachname",
            "E-Mail-Adresse",
            "Abteilung",
            "Führungskraft",
            "Standort",
            "Eintrittsdatum",
            "Kostenstelle",
        ],
        [
            "external_id",
            "given_name",
            "family_name",
            "email",
            "department",
            "manager",
            "work_location",
            "start_date",
            "cost_center",
        ],
    ),
    "Spanish": (
        [
            "Correo electrónico",
            "Nombre",
            "Apellidos",
            "Departamento",
            "Puesto",
            "Fecha de ingreso",
            "País",
            "Jefe directo",
        ],
        ["email", "given_name", "family_name", "department", "title", "start_date", "country", "manager"],
    ),
    "French": (
        [
            "Courriel",
            "Prénom",
            "Nom",
            "Service",
            "Poste",
            "Date d'entrée",
            "Pays",
            "Supérieur hiérarchique",
            "Équipe",
        ],
        [
            "email",
            "given_name",
            "family_name",
            "department",
            "title",
            "start_date",
            "country",
            "manager",
            "team",
        ],
    ),
}


@pytest.mark.parametrize("system", KNOWN)
def test_the_columns_of_known_systems_are_understood(system):
    headers, expected = KNOWN[system]
    assert guessed_targets(headers) == expected


def test_no_word_means_two_things():
    headers = {field: " ".join(words_for(field)) for field in HEADERS}
    for words in (headers, *VALUES.values()):
        heard = [word for meanings in words.values() for word in meanings.split()]
        assert sorted(word for word in set(heard) if heard.count(word) > 1) == []
        assert all(word == folded(word) for word in heard)
    assert set(MORE_HEADERS) <= set(HEADERS)
    assert all(is_target(target) for target in HEADERS)


@pytest.mark.parametrize(
    "names",
    [
        "E-Mail-Adresse dienstlich,Mitarbeiter-Nr.,Zweiter Vorname,Nachname,Abt.,Direkter Vorgesetzter,Eintritt am,Geb.-Datum,Geschlecht",
        "Mail pro,Matricule,Deuxième prénom,Nom de famille,Service,Responsable hiérarchique,Date d'arrivée,Date de naissance,Sexe",
        "Correo laboral,Nº de empleado,Segundo nombre,Primer apellido,Área,Jefe directo,Fecha de alta,Fecha de nacimiento,Género",
        "Indirizzo e-mail,Matricola,Secondo nome,Cognome,Reparto,Responsabile,Data di inizio,Data di nascita,Sesso",
        "Endereço de e-mail,Matrícula,Nome do meio,Sobrenome,Setor,Gestor,Data de início,Data de nascimento,Gênero",
        "E-mailadres,Personeelsnummer,Tussenvoegsel,Achternaam,Afdeling,Leidinggevende,Datum in dienst,Geboortedatum,Geslacht",
        "Adres e-mail,Numer pracownika,Drugie imię,Nazwisko,Dział,Przełożony,Data rozpoczęcia,Data urodzenia,Płeć",
        "E-post,Anställningsnummer,Mellannamn,Efternamn,Avdelning,Chef,Startdatum,Födelsedatum,Kön",
        "Эл. почта,Табельный номер,Отчество,Фамилия,Отдел,Руководитель,Дата начала,Дата рождения,Пол",
        "メール,社員番号,ミドルネーム,姓,部署,上司,開始日,生年月日,性別",
    ],
)
def test_headers_of_many_languages_are_understood_and_what_is_protected_is_left_out(names):
    assert guessed_targets(names.upper().split(",")) == [
        "email", "external_id",
        "middle_name", "family_name", "department", "manager", "start_date", "birth_date", "",
    ]  # fmt: skip


def test_a_column_of_addresses_is_the_identity_where_no_header_says_so():
    rows = [["Ann", "a@x.test "], ["Bo", ""], ["Cy", "c@x.test"]]
    assert with_addresses(["custom.ainm", "custom.r_phost"], rows) == ["custom.ainm", "email"]
    assert with_addresses(["external_id", "custom.r_phost"], rows) == ["external_id", "custom.r_phost"]
    assert with_addresses(["given_name", "manager"], rows) == ["given_name", "manager"]


headers = st.lists(
    st.one_of(
        st.sampled_from([word for words in HEADERS.values() for word in words.split()]),
        st.text(min_size=1, max_size=20),
    ),
    min_size=1,
    max_size=15,
)


@given(headers, st.randoms(use_true_random=False))
def test_a_guess_is_usable_in_any_order_and_case(names, random):
    targets = guessed_targets(names)
    chosen = [target for target in targets if target]
    assert len(chosen) == len(set(chosen))
    assert all(is_target(target) for target in targets)
    assert all(
        "has" not in problem for problem in problems_of(targets, names) if "two columns" in problem.lower()
    )

    shuffled = random.sample(names, len(names))
    plain = {target for target in guessed_targets(shuffled) if target in BY_FIELD}
    assert plain == {target for target in targets if target in BY_FIELD}
    assert fingerprint(shuffled) == fingerprint(names)


def test_two_ways_to_name_the_manager_are_one(tmp_path):
    assert guessed_targets(["Email", "Manager", "Manager Email"]) == ["email", "", "manager"]


def test_a_small_companys_own_words_are_understood():
    assert guessed_targets(["Staff No", "Starts", "Dept", "Reports to"]) == [
        "external_id",  # the only number that can tell people apart
        "start_date",
        "department",
        "manager",
    ]


@pytest.mark.parametrize(
    "header",
    [
        "Manager e-mail",
        "Vorgesetzte E-Mail",
        "E-Mail des Vorgesetzten",
        "Führungskraft (E-Mail)",
        "Correo del jefe",
        "E-mail du responsable",
        "Courriel du manager",
    ],
)
def test_the_address_of_a_manager_is_no_address_of_the_person(header):
    assert guessed_targets(["E-Mail", "Name", header]) == ["email", "formatted_name", "manager"]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("E-Mail (dienstlich)", "email"),
        ("Vorgesetzte/r (Pers.-Nr.)", "manager"),
        ("Start date [yyyy-mm-dd]", "start_date"),
        ("E-Mail (privat)", "custom.e_mail_privat"),
    ],
)
def test_a_remark_in_brackets_does_not_hide_what_a_column_means(header, field):
    assert guessed_targets([header]) == [field]


def test_a_column_without_a_remark_goes_before_one_with_it():
    assert guessed_targets(["E-Mail (alt)", "E-Mail"])[1] == "email"
