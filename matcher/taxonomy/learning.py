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
    text, phrase, spans, at = "", "", [], 0
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
    if spans and rest in {"", "."} and " " in phrase and rng.random() < 0.5:
        rest = f" {rng.choice(CIRCUMSTANCES)}{rest}"
    return MarkedSentence(text + rest, tuple(spans))


CIRCUMSTANCES = (
    "blandt andet i <LOCATION>",
    "både i det små og det store",
    "både internt og eksternt",
    "da vi har en travl hverdag",
    "der er tilknyttet huset",
    "der kommer til os med mange forskellige problemer",
    "efter behov",
    "eller andre steder i organisationen",
    "for både nye og gamle kunder",
    "for hele afdelingen",
    "fra dag til dag",
    "fra start til slut",
    "gennem hele forløbet",
    "herunder i weekender",
    "herunder samarbejde med andre afdelinger",
    "hos os",
    "hvor borgeren er i centrum",
    "hvor der er brug for dig",
    "hvor der er fokus på kvalitet og trivsel",
    "hvor der er langt mellem husene",
    "hvor der ofte sker noget uventet",
    "hvor du får stor indflydelse på din hverdag",
    "hvor ingen dage ligner hinanden",
    "hvor tingene kan gå stærkt",
    "i afdelingen",
    "i al slags vejr",
    "i både det faglige og det sociale",
    "i det daglige",
    "i en af landets største kommuner",
    "i en stor og travl afdeling",
    "i en travl hverdag",
    "i en virksomhed i vækst",
    "i et hus med mange forskellige mennesker",
    "i et tæt samarbejde med dine kolleger",
    "i forbindelse med ferie og sygdom",
    "i hele kommunen",
    "i hverdagen",
    "i huset",
    "i perioder med travlhed",
    "i vores team",
    "inden for vores område",
    "med de øvrige faggrupper i huset",
    "med udgangspunkt i den enkelte",
    "når der er behov for det",
    "på <ORGANIZATION>",
    "på <ORGANIZATION> <ORGANIZATION>",
    "på afdelingen",
    "på et af vores hold",
    "på kontoret i <LOCATION>",
    "på stedet",
    "på tværs af huset",
    "på vores arbejdsplads",
    "samt andet forefaldende arbejde",
    "sammen med dine kolleger",
    "sammen med en erfaren kollega",
    "selv om der er travlt",
    "som en del af et team",
    "som vi sætter stor pris på",
    "så borgerne oplever en god service",
    "til de ansatte",
    "til den enkelte borger",
    "til glæde for både børn og voksne",
    "til vores afdeling",
    "under hele opholdet",
    "uden for normal arbejdstid",
    "ved behov",
    "ved siden af dine øvrige opgaver",
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
