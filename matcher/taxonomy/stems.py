"""Texts as weighted stems or letter groups, for telling how alike two of them are."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from scipy.sparse import csr_array
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer
from snowballstemmer import stemmer

LANGUAGES = {"da": "danish", "en": "english"}
DANISH_STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        og i at det en den til er som på de med han af for ikke der var mig sig men et har om vi
        min havde ham hun nu over da fra du ud sin dem os op man hans hvor eller hvad skal selv
        her alle vil blev kunne ind når være dog noget ville deres efter ned skulle denne end
        dette mit også under have dig anden hende mine alt meget sit sine vor mod disse hvis din
        nogle hos blive mange ad bliver hendes været thi jer sådan
        """,
    )
)
WORD = re.compile(r"[^\W\d_]{2,}")


def tell_language(text: str) -> str:
    """Tell English text (``en``) from Danish (``da``) by its little words; Danish if in doubt.

    Examples
    --------
    >>> tell_language("You are calm and like to work with people"), tell_language("Excel")
    ('en', 'da')
    """
    words = WORD.findall(text.lower())
    danish = sum(word in DANISH_STOP_WORDS for word in words)
    english = sum(word in ENGLISH_STOP_WORDS for word in words)
    return "en" if english > danish else "da"


def cut_stems(text: str, language: str) -> tuple[str, ...]:
    """Cut a text into stems, without the words that say nothing.

    Examples
    --------
    >>> cut_stems("Drivers of the trucks", "en")
    ('driver', 'truck')
    """
    idle = DANISH_STOP_WORDS if language == "da" else ENGLISH_STOP_WORDS
    words = (word for word in WORD.findall(text.lower()) if word not in idle)
    return tuple(_stem(word, language) for word in words)


def weigh_stems(texts: Sequence[Sequence[str]], *, pairs: bool) -> Any:
    """Weigh each document's stems, and pairs of neighbours, by rarity; rows have length 1."""
    reach = (1, 2) if pairs else (1, 1)
    return _weigh(texts, tokenizer=list, preprocessor=None, lowercase=False, ngram_range=reach)


def weigh_letters(texts: Sequence[str]) -> Any:
    """Weigh each text's groups of three to five letters by rarity; rows have length 1."""
    return _weigh(texts, analyzer="char_wb", ngram_range=(3, 5))


def _weigh(texts: Sequence[Any], **options: Any) -> Any:
    if not any(texts):
        return csr_array((len(texts), 1))
    maker = TfidfVectorizer(sublinear_tf=True, token_pattern=None, dtype=np.float32, **options)
    return csr_array(maker.fit_transform(texts))


@lru_cache(maxsize=100_000)
def _stem(word: str, language: str) -> str:
    return str(_get_stemmer(language).stemWord(word))


@lru_cache
def _get_stemmer(language: str) -> Any:
    return stemmer(LANGUAGES.get(language, "english"))
