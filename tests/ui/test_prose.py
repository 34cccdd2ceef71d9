"""What people typed at length: paragraphs, quotes as quotes, and nothing that runs."""

import pytest

from allaboard.ui.prose import as_prose

QUOTE = '<blockquote class="quote"><p>“{}”</p></blockquote>'


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("One\ntwo\n\nthree", "<p>One<br>two</p>\n<p>three</p>"),
        ("> Swaps take\n> four days", QUOTE.format("Swaps take four days")),
        (
            "“Swaps take days.”\n“Nobody answers.”",
            f"{QUOTE.format('Swaps take days.')}\n{QUOTE.format('Nobody answers.')}",
        ),
        ('Why:\n> "Too slow"', f"<p>Why:</p>\n{QUOTE.format('Too slow')}"),
        ("„Tausch dauert.“", QUOTE.format("Tausch dauert.")),
        ("«\xa0Trop lent.\xa0»", QUOTE.format("Trop lent.")),
        ("“Yes” is no “no”", "<p>“Yes” is no “no”</p>"),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
        ("", ""),
    ],
)
def test_words_are_shown_as_they_were_meant(typed, shown):
    assert as_prose(typed) == shown
