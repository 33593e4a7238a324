"""How titles are made comparable: signs, case and the letters that are written two ways."""

import re
import unicodedata

_NO_LETTER = re.compile(r"[^0-9a-zæøå+#]+")
_TWO_WAYS = str.maketrans({"ä": "æ", "ö": "ø", "ü": "y", "é": "e", "è": "e", "ó": "o", "á": "a"})


def plain(text: str) -> str:
    """Fold case, accents and signs; words are parted by one blank.

    Examples
    --------
    >>> plain("  Café-MEDARBEJDER, nat ")
    'cafe medarbejder nat'
    """
    folded = unicodedata.normalize("NFC", text).casefold().translate(_TWO_WAYS)
    return _NO_LETTER.sub(" ", folded).strip()
