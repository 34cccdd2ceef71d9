"""How somebody answers: the personal link, the way page by page, and the seal on the ballot until the close."""
