import quopri
from email import message_from_string
from email.header import decode_header, make_header
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allaboard.foundation.delivery.composing.fields import Slot, filled, in_words, made_safe
from allaboard.foundation.delivery.composing.headers import envelope_address, mailbox, text_value
from allaboard.foundation.delivery.composing.quoted_printable import SOFT_BREAK, quoted
from allaboard.foundation.delivery.composing.shapes import as_text, shapes_of
from allaboard.foundation.delivery.messages import Message

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=300)


@given(TEXT, TEXT, TEXT)
def test_spliced_pieces_decode_to_the_text_that_was_meant(before, value, after):
    joined = SOFT_BREAK.join([quoted(before), quoted(value), quoted(after)])
    assert quopri.decodestring(joined).decode().replace("\r\n", "\n") == before + value + after


@given(TEXT)
def test_no_line_begins_with_a_dot_or_is_too_long(text):
    lines = (quoted(text) + SOFT_BREAK).split(b"\r\n")
    assert not any(line.startswith(b".") for line in lines)
    assert max(map(len, lines)) <= 76


@pytest.mark.parametrize("text", ["x" * 74 + " ", "x" * 75, "x" * 74 + "."])
def test_a_piece_as_long_as_a_line_stays_within_it_and_decodes(text):
    piece = quoted(text) + SOFT_BREAK
    assert max(map(len, piece.split(b"\r\n"))) <= 76
    assert quopri.decodestring(piece).decode() == text


@given(st.text(max_size=200))
def test_a_header_stays_one_header(value):
    lines = text_value(value).split("\r\n")
    assert all(line.startswith(" ") for line in lines[1:])
    assert all(len(line) <= 78 and line.isascii() for line in lines)
    assert "\r" not in "".join(lines)
    assert "\n" not in "".join(lines)


def test_a_long_subject_reads_as_it_was_written():
    subject = "Schichttausch: was sich für Sie ändert – und warum 🎉 " * 4
    assert str(make_header(decode_header(text_value(subject)))) == subject.strip()


@pytest.mark.parametrize("letters", [59, 60, 61, 70, 71, 200])
def test_a_name_of_any_length_stays_one_name_of_one_address(letters):
    name = 'Smith, "Jo" <jo@evil.example>, '.ljust(letters, "x")[:letters]
    mail = message_from_string(f"To: {mailbox(name, 'jo@example.org')}\r\n\r\n", policy=default)
    [to] = mail["To"].addresses
    # Python keeps the space between encoded words, which mail programs leave out.
    assert to.display_name.replace(" ", "") == name.replace(" ", "")
    assert to.addr_spec == "jo@example.org"


def test_no_line_of_a_long_subject_is_longer_than_76():
    lines = f"Subject: {text_value('x' * 200)}".split("\r\n")
    assert max(map(len, lines)) <= 76


@pytest.mark.parametrize(
    ("address", "envelope"),
    [
        ("a@example.org", "a@example.org"),
        (" a@bücher.example ", "a@xn--bcher-kva.example"),
        ("jörg@example.org", None),
        ("a@example.org>\r\nRCPT TO:<b@example.org", None),
        ("a b@example.org", None),
        ("a@b@example.org", None),
        ("", None),
    ],
)
def test_only_what_smtp_can_carry_enters_the_envelope(address, envelope):
    assert envelope_address(address) == envelope


@pytest.mark.parametrize(
    ("kind", "value", "safe"),
    [
        ("html", "<b>&", "&lt;b&gt;&amp;"),
        ("link", "javascript:alert(1)", "#"),
        ("link", 'https://a/?x="', "https://a/?x=&quot;"),
        ("link_part", "a b/c?", "a%20b%2Fc%3F"),
        ("text", "<b>", "<b>"),
    ],
)
def test_a_value_is_made_safe_for_its_place(kind, value, safe):
    assert made_safe(value, kind) == safe


def test_a_field_in_a_link_is_made_safe_as_a_link():
    shapes = shapes_of(Message("S", "[a]({action_url}) [b](https://x/{name}) {name}"))
    assert [piece.kind for piece in shapes.inbox if isinstance(piece, Slot)] == ["link", "link_part", "html"]


def test_markdown_in_a_value_stays_text():
    shapes = shapes_of(Message("S", "Hello {name}"))
    assert filled(shapes.inbox, {"name": "**x** [y](z)"}).strip() == "<p>Hello **x** [y](z)</p>"


def test_plain_text_keeps_lists_and_addresses():
    html = '<p>Dear all</p><ol><li>one</li><li>two</li></ol><p><a href="https://x">here</a></p>'
    assert as_text(html) == "Dear all\n\n1. one\n2. two\n\nhere (https://x)"


def test_no_mail_asks_for_anything_from_elsewhere():
    html = filled(shapes_of(Message("S", "![x](https://spy.example/x.png) text")).html, {})
    assert "spy.example" not in html.replace("https://spy.example/x.png)", "")
    assert "fonts.googleapis" not in html
    assert "<img" not in html


def test_a_list_names_known_fields_in_words_and_leaves_the_rest_as_it_was_written():
    assert in_words("{manager_name} and {first_name}") == "(manager) and (first name)"
    assert in_words("{sumer} {} {action_url}") == "{sumer} {} {action_url}"
