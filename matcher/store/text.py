"""How texts are compared: one way for labels, names and what people search for."""

ESCAPE = "\\"


def normalise_label(label: str) -> str:
    r"""Fold case, trim, and collapse blanks.

    Examples
    --------
    >>> normalise_label("  Lager\tMEDARBEJDER ")
    'lager medarbejder'
    """
    return " ".join(label.casefold().split())


def escape_like(text: str) -> str:
    r"""Escape what LIKE would take for a wildcard.

    Examples
    --------
    >>> escape_like("100%_")
    '100\\%\\_'
    """
    for sign in (ESCAPE, "%", "_"):
        text = text.replace(sign, ESCAPE + sign)
    return text
