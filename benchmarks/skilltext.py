"""How well skills are found in text: our held-out advertisements, and Kompetencer where it is."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import perf_counter

from data_schemas.catalogue.annotations import MarkedSentence, read_marked_texts
from matcher.services.sentences import list_marked_sentences, open_sentence_reader
from matcher.taxonomy.cutting import cut_words
from matcher.taxonomy.reader import SentenceReader

ROOT = Path(__file__).resolve().parents[1]
Span = tuple[int, int, bool]
Finder = Callable[[str], Iterable[Span]]


def measure_skilltext() -> None:
    """Print precision, recall and F1 beside a plain look-up of names, and time a sentence."""
    reader = open_sentence_reader()
    texts = [text for text in read_marked_texts() if text.held_out]
    held_out = [sentence for text in texts for sentence in text.sentences]
    _compare(f"{len(texts)} held-out texts of ours", held_out, reader)
    default = ROOT.parent / "shared" / "data"
    folder = Path(os.environ.get("ALBERTSLUND_SHARED_DATA", default)) / "kompetencer"
    if not folder.is_dir():
        print(f"Kompetencer: not measured, no folder at {folder} (set ALBERTSLUND_SHARED_DATA)")
        return
    for path in sorted(folder.glob("*.conll")):
        sentences = list(list_marked_sentences(path))
        half = len(sentences) // 2
        _compare(f"{path.name}, first half (looked at)", sentences[:half], reader)
        _compare(f"{path.name}, second half (not read)", sentences[half:], reader)
    for path in sorted(folder.glob("*.tsv")):
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        half = len(rows) // 2
        for name, some in (("first half (read)", rows[:half]), ("second half (read)", rows[half:])):
            right = sum(reader.groups.rank(phrase)[0][0] == group for phrase, group in some)
            print(f"{path.name}, {name}: top group right {right / len(some):.3f} of {len(some)}")


def _compare(name: str, sentences: list[MarkedSentence], reader: SentenceReader) -> None:
    print(f"{name}: {len(sentences)} sentences")
    start = perf_counter()
    _print_scores("  tagger", sentences, lambda text: _tag(text, reader))
    taken = (perf_counter() - start) / max(len(sentences), 1) / 2
    print(f"    {1000 * taken:.1f} ms a sentence")
    _print_scores("  names only", sentences, lambda text: _look_up(text, reader))


def _print_scores(name: str, sentences: list[MarkedSentence], find: Finder) -> None:
    for kind, kinds in (("skill", {False}), ("knowledge", {True}), ("both", {False, True})):
        strict, loose = Counter[str](), Counter[str]()
        for sentence in sentences if kind == "both" or name.strip() == "tagger" else ():
            gold = {
                (s.start, s.end, s.is_knowledge) for s in sentence.spans if s.is_knowledge in kinds
            }
            found = {one for one in find(sentence.text) if one[2] in kinds}
            strict.update(gold=len(gold), found=len(found), right=len(gold & found))
            loose.update(
                found_right=sum(_meets(one, gold) for one in found),
                gold_right=sum(_meets(one, found) for one in gold),
            )
        if strict["gold"]:
            print(f"{name} {kind}: {_tell(strict, loose)}")


def _tell(strict: Counter[str], loose: Counter[str]) -> str:
    found, gold = max(strict["found"], 1), strict["gold"]
    p, r = strict["right"] / found, strict["right"] / gold
    lp, lr = loose["found_right"] / found, loose["gold_right"] / gold
    return (
        f"strict P {p:.3f} R {r:.3f} F1 {_mean(p, r):.3f}; "
        f"overlap P {lp:.3f} R {lr:.3f} F1 {_mean(lp, lr):.3f}"
    )


def _mean(p: float, r: float) -> float:
    return 2 * p * r / (p + r) if p + r else 0.0


def _meets(one: Span, others: Iterable[Span]) -> bool:
    return any(one[0] < other[1] and other[0] < one[1] for other in others)


def _tag(text: str, reader: SentenceReader) -> Iterator[Span]:
    return ((one.start, one.end, one.tag == "knowledge") for one in reader.tagger.tag(text))


def _look_up(text: str, reader: SentenceReader) -> Iterator[Span]:
    words = cut_words(text)
    for one in reader.index.find_named(words):
        place = words[one.first].start, words[one.last].end
        group, _ = reader.groups.choose(text[place[0] : place[1]])
        yield (*place, group[0] in "KL")
