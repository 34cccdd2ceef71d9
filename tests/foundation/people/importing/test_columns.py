"""What a column means is chosen and remembered; empty and protected cells are taken only when told so."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.conftest import acting
from tests.foundation.people.importing.conftest import counts, row_for

from allaboard.errors import RuleBroken
from allaboard.foundation.people.importing import receiving, services
from allaboard.foundation.people.importing.writing import applying
from allaboard.foundation.people.models import ProtectedAttributes
from allaboard.foundation.people.services import protected_attributes


def test_a_mapping_is_remembered_for_the_same_columns_in_any_order(uploaded, amara):
    run = uploaded("email,Zone,Team\na@x.test,North,Red\n")
    receiving.choose_mapping(run, ["email", "region", ""], by=acting(amara))
    again = uploaded("TEAM;e-mail;zone\nRed;a@x.test;North\n")
    assert again.targets == ["", "email", "region"]


def test_headers_that_are_alike_but_for_their_spelling_keep_a_meaning_each(uploaded, amara):
    run = uploaded("Email,E-Mail,e mail,Notes,Notes\na@x.test,b@x.test,c@x.test,1,2\n")
    receiving.choose_mapping(run, ["custom.old", "email", "", "title", "team"], by=acting(amara))
    again = uploaded("Notes,e mail,Notes,E-Mail,Email\n1,c@x.test,2,b@x.test,a@x.test\n")
    assert again.targets == ["title", "", "team", "email", "custom.old"]
    shouting = uploaded("E-MAIL,EMAIL,E MAIL,NOTES,NOTES\nb@x.test,a@x.test,c@x.test,1,2\n")
    assert shouting.targets == ["email", "custom.old", "", "title", "team"]


def test_a_mapping_without_an_identity_is_refused(uploaded, amara):
    run = uploaded("department\nSales\n")
    with pytest.raises(RuleBroken, match="No column holds an e-mail or an id"):
        receiving.choose_mapping(run, run.targets, by=acting(amara))


def test_empty_cells_leave_what_is_there_unless_told_otherwise(imported, uploaded, amara):
    imported("email,department,colour\na@x.test,Sales,Blue\n")
    assert counts(imported("email,department,colour\na@x.test,,\n")) == (0, 0, 1, 0)
    run = uploaded("email,department,colour\na@x.test,,\n")
    receiving.choose_mapping(run, run.targets, by=acting(amara), options={"clear_empty": True})
    services.apply_import(run, by=acting(amara))
    assert (row_for("a@x.test").department, row_for("a@x.test").custom_fields) == ("", {})


def test_empty_cells_clear_the_hr_partner_too_when_told_so(imported, uploaded, amara):
    imported("email,hr partner\nb@x.test,\na@x.test,b@x.test\n")
    run = uploaded("email,hr partner\na@x.test,\n")
    receiving.choose_mapping(run, run.targets, by=acting(amara), options={"clear_empty": True})

    services.apply_import(run, by=acting(amara))

    assert row_for("a@x.test").hr_partner is None


def test_protected_columns_are_left_out_unless_chosen_and_then_sealed(imported, uploaded, amara):
    content = "email,Gender,Birth date\na@x.test,female,1985-03-02\n"
    imported(content)
    assert not ProtectedAttributes.objects.exists()
    assert row_for("a@x.test").generation == "millennial"
    assert row_for("a@x.test").custom_fields == {}

    run = uploaded(content)
    receiving.choose_mapping(run, ["email", "protected.gender", "protected.birth_date"], by=acting(amara))
    services.apply_import(run, by=acting(amara))
    kept = {"gender": "female", "birth_date": "1985-03-02"}
    assert protected_attributes(row_for("a@x.test"), by=acting(amara)) == kept
    services.undo_import(run, by=acting(amara))
    assert not ProtectedAttributes.objects.exists()


def test_protected_cells_pass_through_some_at_a_time(uploaded, amara, monkeypatch):
    monkeypatch.setattr(applying, "SEALED_AT_ONCE", 2)
    run = uploaded("email,Gender\n" + "".join(f"p{number}@x.test,g{number}\n" for number in range(5)))
    receiving.choose_mapping(run, ["email", "protected.gender"], by=acting(amara))

    with CaptureQueriesContext(connection) as asked:
        services.apply_import(run, by=acting(amara))

    for number in range(5):
        kept = protected_attributes(row_for(f"p{number}@x.test"), by=acting(amara))
        assert kept == {"gender": f"g{number}"}
    assert sum("c.protected, s.ciphertext" in question["sql"] for question in asked) == 4
