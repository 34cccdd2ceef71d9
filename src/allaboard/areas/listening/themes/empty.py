"""Comments that say nothing, in the four languages: they belong to no theme and are no quote of one."""

_SAID_NOTHING = frozenset(
    "".join(filter(str.isalpha, phrase))
    for phrase in (
        # English
        "na; none; no; nope; nil; nothing; nothing to add; nothing else; nothing at all; nothing really; nothing special;"
        "nothing comes to mind; no comment; no comments; no further comments; no answer; not applicable; dont know;"
        "i dont know; idk; ok; okay; all good; all fine; all okay; everything is fine; everything is good; its all good;"
        "yes; see above; see last time; same as last time; as before; keep going; keep it up; thanks; thank you;"
        # German
        "nichts; nix; nein; keine; keiner; keins; kein kommentar; keine angabe; keine angaben; k a; nichts hinzuzufügen;"
        "nichts weiter; weiß nicht; weiss nicht; alles gut; alles ok; alles okay; alles bestens; passt; passt alles;"
        "passt so; siehe oben; wie letztes mal; weiter so; danke; ja;"
        # Spanish
        "nada; nada más; nada que añadir; ninguno; ninguna; sin comentarios; sin comentario; no sé; no aplica; todo bien;"
        "todo correcto; ver arriba; como la última vez; sigan así; gracias; sí;"
        # French
        "rien; rien à ajouter; rien de plus; rien de spécial; ras; aucun; aucune; non; sans commentaire; pas de commentaire;"
        "aucun commentaire; je ne sais pas; sans objet; tout va bien; tout est bien; voir plus haut; comme la dernière fois;"
        "continuez; merci; oui"
    ).split(";")
)


def says_something(text: str) -> bool:
    """Whether a comment is more than a blank that was filled in, such as “n/a” or “All good.”.

    Args:
        text: what a person wrote, in any case and with any punctuation.
    """
    bare = "".join(filter(str.isalpha, text.lower()))
    return bool(bare) and bare not in _SAID_NOTHING
