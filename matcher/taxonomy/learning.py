"""Fits the tagger to annotated sentences."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from data_schemas.catalogue.annotations import MarkedSentence, MarkedSpan
from matcher.taxonomy.chain import fit_chain
from matcher.taxonomy.clues import Lexicon, list_clues
from matcher.taxonomy.cutting import cut_words
from matcher.taxonomy.tagging import LABELS, SpanTagger, label_words


def fit_tagger(
    sentences: Sequence[MarkedSentence],
    phrases: Mapping[str, Sequence[str]],
    *,
    copies: int = 2,
    prior: float = 2.0,
    seed: int = 0,
    rare: int = 3,
    rounds: int = 80,
) -> SpanTagger:
    """Fit to the sentences and ``copies`` variants of each, with other phrases in place."""
    lexicon = Lexicon(phrases)
    material = [*sentences, *vary_sentences(sentences, phrases, copies=copies, seed=seed)]
    clues, gold = [], []
    for sentence in material:
        words = cut_words(sentence.text)
        if words:
            clues.append(list_clues(words, lexicon))
            gold.append(label_words(sentence, words))
    seen = Counter(clue for sentence in clues for word in sentence for clue in word)
    kept = sorted(clue for clue, times in seen.items() if times >= rare)
    numbers = {clue: number for number, clue in enumerate(kept)}
    features = [
        [[numbers[clue] for clue in word if clue in numbers] for word in sentence]
        for sentence in clues
    ]
    chain = fit_chain(features, gold, LABELS, width=len(kept), prior=prior, rounds=rounds)
    return SpanTagger(chain, numbers, lexicon)


def vary_sentences(
    sentences: Iterable[MarkedSentence],
    phrases: Mapping[str, Sequence[str]],
    *,
    copies: int,
    seed: int,
) -> Iterator[MarkedSentence]:
    """Make variants: phrases of the same group and form put in, commas left out as typists do."""
    rng = random.Random(seed)  # noqa: S311 - varies words, guards nothing
    sentences = list(sentences)
    pool = _collect_phrases(sentences, phrases)
    for _ in range(copies):
        varied = [_vary(sentence, pool, rng) for sentence in sentences]
        yield from _run_together(varied, rng)


def _run_together(
    sentences: Sequence[MarkedSentence], rng: random.Random
) -> Iterator[MarkedSentence]:
    """Put some neighbours into one, as text copied from a page of points comes."""
    before: MarkedSentence | None = None
    for sentence in sentences:
        if before is not None and rng.random() < 0.3:
            before = _join(before, sentence)
            continue
        if before is not None:
            yield before
        before = sentence
    if before is not None:
        yield before


def _join(first: MarkedSentence, second: MarkedSentence) -> MarkedSentence:
    text = first.text.rstrip(".") + " "
    moved = (
        MarkedSpan(span.start + len(text), span.end + len(text), span.group)
        for span in second.spans
    )
    return MarkedSentence(text + second.text, (*first.spans, *moved))


def _collect_phrases(
    sentences: Iterable[MarkedSentence], phrases: Mapping[str, Sequence[str]]
) -> dict[tuple[str, str], list[str]]:
    pool: dict[tuple[str, str], list[str]] = defaultdict(list)
    for group, members in phrases.items():
        for phrase in members:
            pool[group, _form(phrase)].append(phrase)
    for sentence in sentences:
        for span in sentence.spans:
            phrase = sentence.text[span.start : span.end]
            pool[span.group, _form(phrase)].append(phrase)
    skills = [phrase for key, some in pool.items() if key[0][0] == "S" for phrase in some]
    pairs = [words for words in map(str.split, skills) if len(words) > 1 and words[0].islower()]
    pool["first", "e"] = [words[0] for words in pairs if words[0].endswith("e")]
    pool["first", "ing"] = [words[0] for words in pairs if words[0].endswith("ing")]
    pool["last", ""] = [
        words[-1] for words in pairs if words[-1].endswith(("er", "ne", "en", "et"))
    ]
    return pool


def _form(phrase: str) -> str:
    """Tell how a phrase begins, and whether it is long; those alike can change places."""
    first = phrase.split()[0].lower()
    ending = next((e for e in ("ing", "else", "hed", "er", "e") if first.endswith(e)), "")
    return f"{'many' if ' ' in phrase else 'one'} {ending}"


def _vary(
    sentence: MarkedSentence, pool: Mapping[tuple[str, str], Sequence[str]], rng: random.Random
) -> MarkedSentence:
    text, spans, at = "", [], 0
    bare = rng.random() < 0.5
    if sentence.spans and rng.random() < 0.15:
        at = sentence.spans[0].start  # a point of a list says nothing before it
    for span in sentence.spans:
        phrase = sentence.text[span.start : span.end]
        others = pool.get((span.group, _form(phrase)))
        if others and rng.random() < 0.6:
            phrase = rng.choice(others)
        if rng.random() < 0.25:
            phrase = _coordinate(phrase, pool, rng)
        text += _soften(sentence.text[at : span.start], bare)
        spans.append(MarkedSpan(len(text), len(text) + len(phrase), span.group))
        text += phrase
        at = span.end
    rest = _soften(sentence.text[at:], bare)
    if spans and rest in {"", "."} and rng.random() < 0.15:
        rest = f" {rng.choice(CIRCUMSTANCES)}{rest}"
    return MarkedSentence(text + rest, tuple(spans))


CIRCUMSTANCES = (
    "både internt og eksternt",
    "hos os",
    "i afdelingen",
    "i det daglige",
    "i hverdagen",
    "i huset",
    "i vores team",
    "på <ORGANIZATION>",
    "på <ORGANIZATION> <ORGANIZATION>",
    "på stedet",
    "på tværs af huset",
    "sammen med dine kolleger",
    "til den enkelte borger",
    "under opholdet",
)
"""What is told after a skill and is no part of it."""


def _coordinate(
    phrase: str, pool: Mapping[tuple[str, str], Sequence[str]], rng: random.Random
) -> str:
    """Do two things to one object, or one thing to two."""
    words = phrase.split()
    if len(words) < 2 or " og " in phrase or not words[0].islower():
        return phrase
    ending = words[0][-3:] if words[0].endswith("ing") else words[0][-1:]
    if rng.random() < 0.5 and (ending == "e" or (ending == "ing" and words[1] == "af")):
        others = pool["first", ending]
        firsts = [words[0], *rng.sample(others, rng.choice((1, 1, 2)))]
        return f"{', '.join(firsts[:-1])} og {firsts[-1]} {' '.join(words[1:])}"
    return f"{phrase} og {rng.choice(pool['last', ''])}"


def _soften(text: str, bare: bool) -> str:
    return text.replace(",", "") if bare else text
