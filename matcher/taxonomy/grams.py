"""Nearness of texts by the character n-grams that they share."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer


class GramIndex:
    """Cosine of TF-IDF weighted character n-grams, against texts that are known beforehand.

    Parameters
    ----------
    texts : sequence of str
        The known texts, already made plain.
    sizes : tuple of int
        Shortest and longest n-gram.
    """

    def __init__(self, texts: Sequence[str], *, sizes: tuple[int, int] = (2, 5)) -> None:
        self._vectorizer = TfidfVectorizer(
            analyzer="char_wb", ngram_range=sizes, sublinear_tf=True, dtype=np.float32
        )
        self._postings = sparse.csr_matrix(self._vectorizer.fit_transform(texts).T)

    def measure(self, text: str) -> NDArray[np.float32]:
        """Give the nearness of each known text to this one, from 0 to 1."""
        asked = self._vectorizer.transform([text])
        near: NDArray[np.float32] = (asked @ self._postings).toarray()[0]
        return near
