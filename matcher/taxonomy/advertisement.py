"""Reads a whole advertisement or CV into suggestions, each with the words that brought it forth."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from matcher.taxonomy.cutting import cut_sentences, cut_words
from matcher.taxonomy.particulars import (
    Place,
    Told,
    find_hours,
    find_languages,
    find_licences,
    find_postcode,
    find_start,
    find_work_times,
    mask_contacts,
)
from matcher.taxonomy.reader import SentenceReader
from matcher.taxonomy.stems import tell_language
from matcher.vocabulary import WorkTime

LONGEST_TITLE = 80

_NICE = re.compile(
    r"ikke (?:noget |et |en )?(?:krav|betingelse|nødvendig\w*|forudsætning|afgørende)"
    r"|ingen betingelse|ikke etkrav|\bfordel\b|\bet plus\b|\bgerne\b|ønskelig|velkommen"
    r"|lærer (?:vi )?dig|lære det|oplær\w*|sørger for|behøver ingen|nice to have|not required"
    r"|not a must|advantage|a plus\b|preferabl|teach you|will train",
    re.IGNORECASE,
)
_LOOKS_BACK = re.compile(r"\s*(?:men|but|er det|så|eller|or)\b", re.IGNORECASE)
_CONDITION = re.compile(
    r"\s*(?:har du|kender du|hvis du|det er (?:en fordel|et plus)|if you)\b", re.IGNORECASE
)
_CLAUSE = re.compile(
    r",? (?=men |but |eller (?:er|har|mod) )|[,;] (?=og |er det |så |and |som )", re.IGNORECASE
)
_DENIED = re.compile(
    r"\b(?:skal du ikke|du skal ikke|du behøver ikke|kræver ikke|need not|do not need)\b",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\b(?:du|dig|din|erfaring|kendskab|krav|kræve\w*|kan|skal|viden|certifikat|bevis|jeg|har"
    r"|you|i am|must|experience|skills?|knowledge|opgaver\w*)\b",
    re.IGNORECASE,
)
_OFFERING = re.compile(r"\b(?:vi tilbyder|vi kan tilbyde|du får|hos os|we offer)\b", re.IGNORECASE)
_LEVELS = (
    (
        5,
        r"ekspert\w*|specialist\w*|superbruger|mange års|expert|many years|minimum (?:5|10) års",
    ),
    (
        4,
        (
            r"solid\w*|bred|bredt|indgående|stærk\w*|rutineret|flere års|højt niveau|strong"
            r"|several years|proven|(?:mindst|minimum) (?:3|tre|4|fire|fem) års"
        ),
    ),
    (2, r"grundlæggende|basal\w*|kendskab til|lidt|basic|some"),
    (1, r"begynder\w*"),
)
USUAL_LEVEL = 3
WINDOW = 45
"""Characters before a skill in which its level may be told."""


@dataclass(frozen=True)
class SkillSuggestion:
    """A skill the text names: how surely it is asked for, at which level, and where it says so."""

    concept: str
    required: bool
    level: int
    places: tuple[Place, ...]
    level_place: Place | None = None


@dataclass(frozen=True)
class CodeSuggestion:
    """A licence or a language by its code; ``level`` is a language's, from 1 to 6."""

    code: str
    required: bool
    places: tuple[Place, ...]
    level: int = 0


@dataclass(frozen=True)
class TextSuggestions:
    """What a text says; ``text`` is as read, with contact details made unreadable.

    ``unnamed`` are the places of skills that no concept is known for.
    """

    text: str
    title: str
    skills: tuple[SkillSuggestion, ...]
    licences: tuple[CodeSuggestion, ...]
    languages: tuple[CodeSuggestion, ...]
    weekly_hours: Told[float] | None
    work_times: tuple[Told[WorkTime], ...]
    starts_on: Told[date] | None
    postcode: Told[str] | None
    unnamed: tuple[Place, ...]


def read_advertisement(text: str, reader: SentenceReader, *, today: date) -> TextSuggestions:
    """Read a text into suggestions that a person may take or leave."""
    shown = mask_contacts(text)
    named: dict[str, list[_Mention]] = defaultdict(list)
    unnamed: list[Place] = []
    language = tell_language(shown)
    for start, sentence in cut_sentences(shown):
        for mention in _read_sentence(sentence, start, reader, language):
            if mention.concept:
                named[mention.concept].append(mention)
            else:
                unnamed.append(mention.place)
    return TextSuggestions(
        text=shown,
        title=_find_title(shown),
        skills=tuple(_merge(concept, some) for concept, some in named.items()),
        licences=_collect([Told((one.value, 0), one.at) for one in find_licences(shown)], shown),
        languages=_collect(list(find_languages(shown)), shown),
        weekly_hours=find_hours(shown),
        work_times=tuple(find_work_times(shown)),
        starts_on=find_start(shown, today=today),
        postcode=find_postcode(shown),
        unnamed=tuple(unnamed),
    )


@dataclass(frozen=True)
class _Mention:
    concept: str
    place: Place
    required: bool
    level: int
    level_place: Place | None


def _read_sentence(
    sentence: str, start: int, reader: SentenceReader, language: str
) -> Iterator[_Mention]:
    if _DENIED.search(sentence):
        return
    spans = [(one.start, one.end, one.concept) for one in reader.read(sentence, language)]
    for place, concept in _list_named(sentence, reader, language):
        around = [span for span in spans if span[0] < place[1] and span[1] > place[0]]
        if around or (_ASKING.search(sentence) and not _OFFERING.search(sentence)):
            spans = [span for span in spans if span not in around or span[2] not in {"", concept}]
            spans.append((*place, concept))
    for first, last, concept in sorted(spans):
        level, level_place = _find_level(sentence, (first, last))
        yield _Mention(
            concept,
            (start + first, start + last),
            not _is_nice(sentence, first),
            level,
            level_place and (start + level_place[0], start + level_place[1]),
        )


def _list_named(
    sentence: str, reader: SentenceReader, language: str
) -> Iterator[tuple[Place, str]]:
    words = cut_words(sentence)
    for mention in reader.index.find_named(words, language):
        yield (words[mention.first].start, words[mention.last].end), mention.uri


def _is_nice(sentence: str, at: int) -> bool:
    """Tell whether what stands there is welcome rather than asked for."""
    cuts = [0, *(cut.end() for cut in _CLAUSE.finditer(sentence)), len(sentence)]
    clauses = [sentence[a:b] for a, b in pairwise(cuts)]
    number = max(i for i, cut in enumerate(cuts[:-1]) if cut <= at)
    if _NICE.search(clauses[number]) or (_CONDITION.match(sentence) and _NICE.search(sentence)):
        return True
    following = clauses[number + 1] if number + 1 < len(clauses) else ""
    return bool(_LOOKS_BACK.match(following) and _NICE.search(following))


def _find_level(sentence: str, place: Place) -> tuple[int, Place | None]:
    begin, end = max(0, place[0] - WINDOW), min(len(sentence), place[1] + 20)
    for level, pattern in _LEVELS:
        found = re.search(rf"\b(?:{pattern})\b", sentence[begin:end], re.IGNORECASE)
        if found:
            return level, (begin + found.start(), begin + found.end())
    return USUAL_LEVEL, None


def _merge(concept: str, mentions: list[_Mention]) -> SkillSuggestion:
    told = next((one for one in mentions if one.level_place), mentions[0])
    return SkillSuggestion(
        concept,
        any(one.required for one in mentions),
        told.level,
        tuple(one.place for one in mentions),
        told.level_place,
    )


def _collect(found: list[Told[tuple[str, int]]], text: str) -> tuple[CodeSuggestion, ...]:
    grouped: dict[str, list[Told[tuple[str, int]]]] = defaultdict(list)
    for one in found:
        if not _is_denied(text, one.at[0]):
            grouped[one.value[0]].append(one)
    return tuple(
        CodeSuggestion(
            code,
            any(not _is_nice_at(text, one.at[0]) for one in some),
            tuple(one.at for one in some),
            max(one.value[1] for one in some),
        )
        for code, some in grouped.items()
    )


def _is_denied(text: str, at: int) -> bool:
    _, sentence = _find_sentence(text, at)
    return bool(_DENIED.search(sentence))


def _is_nice_at(text: str, at: int) -> bool:
    start, sentence = _find_sentence(text, at)
    return _is_nice(sentence, at - start)


def _find_sentence(text: str, at: int) -> tuple[int, str]:
    around = [(start, part) for start, part in cut_sentences(text) if start <= at]
    return around[-1] if around else (0, text)


def _find_title(text: str) -> str:
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return first.rstrip(".") if len(first) <= LONGEST_TITLE else ""
