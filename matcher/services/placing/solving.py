"""A round as the planning room sees it: who may have what, who comes first, what it is worth."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from matcher.campus import (
    ConsentKind,
    Mechanism,
    Programme,
    RulingKind,
    Student,
    StudentOutcomeEvent,
)
from matcher.errors import ArtifactRefused, NotFound
from matcher.features.talent_frames import frame_programmes, frame_students, frame_wishes
from matcher.models.talent import MODEL, compute_benefits
from matcher.planning.placement import (
    Allocation,
    Pair,
    Problem,
    Room,
    give_best_total,
    give_stably,
)
from matcher.services.memory import Memory, StagedChampion
from matcher.services.placing.judging import Objection, PairVerdict, judge_pair, overlap
from matcher.store import Session, programmes, student_outcomes, students
from matcher.store.rounds import Round
from matcher.vocabulary import Knowledge

log = logging.getLogger(__name__)
FORBIDDEN = Objection(
    "forbidden",
    "Koordinatoren har bestemt, at denne plads ikke kan gives.",
    "The coordinator has ruled that this seat cannot be given.",
)
DECLINED = Objection("declined", "Værten har sagt nej.", "The host has said no.")
GONE = Objection("gone", "Værten har trukket forløbet.", "The host has withdrawn the programme.")


@dataclass(frozen=True)
class Field:
    """A round with its students and programmes, every wished pair judged, ready to be solved.

    ``talent`` is the version that foretells the benefits. It is the one the seats were proposed by,
    or where none are or that version can no longer be opened, the one in use.
    """

    round: Round
    students: Mapping[str, Student]
    programmes: Mapping[str, Programme]
    verdicts: Mapping[Pair, PairVerdict]
    problem: Problem
    talent: StagedChampion
    outcomes: tuple[StudentOutcomeEvent, ...] = ()

    @property
    def seats(self) -> dict[str, tuple[str, ...]]:
        """The seats as they stand."""
        held: dict[str, list[str]] = {one: [] for one in self.round.students}
        for seat in self.round.seats:
            held.setdefault(seat.student, []).append(seat.programme)
        return {student: tuple(codes) for student, codes in held.items()}

    @property
    def closed(self) -> tuple[str, ...]:
        """The programmes that the last proposal did not open, and that nobody has a seat in."""
        proposed = [one for one in self.round.events if one.kind == "proposed"]
        taken = {seat.programme for seat in self.round.seats}
        told = proposed[-1].detail.get("closed", ()) if proposed else ()
        return tuple(one for one in told if one not in taken)

    @property
    def unkept(self) -> tuple[Mapping[str, str], ...]:
        """The locks and quotas the last proposal could not keep, and why, in both languages."""
        proposed = [one for one in self.round.events if one.kind == "proposed"]
        return tuple(proposed[-1].detail.get("unkept", ())) if proposed else ()


def read_field(session: Session, found: Round, *, memory: Memory) -> Field:
    """Read what a round needs and judge every pair that is wished, locked or seated."""
    known = {one.reference: one for one in students.list_students(session, found.students)}
    offered = {one.code: one for one in programmes.list_programmes(session, codes=found.programmes)}
    return build_field(
        found,
        known,
        offered,
        knowledge=memory.get_knowledge(session),
        talent=find_talent(session, found, memory=memory),
        outcomes=list_earlier(session, found),
    )


def build_field(
    found: Round,
    known: Mapping[str, Student],
    offered: Mapping[str, Programme],
    *,
    knowledge: Knowledge,
    talent: StagedChampion,
    outcomes: tuple[StudentOutcomeEvent, ...] = (),
) -> Field:
    """Build the field of a round from values alone, so that what is supposed can be tried too."""
    asked = {(student, one) for student, wishes in found.wishes.items() for one in wishes}
    asked |= {(seat.student, seat.programme) for seat in found.seats}
    asked |= {(ruling.student, ruling.programme) for ruling in found.rulings}
    verdicts = {
        (student, one): judge_in_round(found, known[student], offered[one], knowledge=knowledge)
        for student, one in sorted(asked)
        if student in known and one in offered
    }
    open_to = [offered[code] for code in found.open_programmes if code in offered]
    benefits = foretell(found, known, open_to, knowledge=knowledge, talent=talent, before=outcomes)
    problem = _build_problem(found, known, offered, verdicts, benefits)
    return Field(found, known, offered, verdicts, problem, talent, outcomes)


def find_talent(session: Session, found: Round, *, memory: Memory) -> StagedChampion:
    """Find the version that foretells in a round, so that what it gave can be given again."""
    if found.talent_version is None:
        return memory.get_staged(session, MODEL)
    try:
        return memory.get_staged_version(session, MODEL, found.talent_version)
    except (ArtifactRefused, NotFound) as error:
        log.error("the version a round was proposed by cannot be opened: %s", error)
        return memory.get_staged(session, MODEL)


def list_earlier(session: Session, found: Round) -> tuple[StudentOutcomeEvent, ...]:
    """List what had become of the students' places when the round was opened; no later outcome.

    So what the talent model sees of a student stays the same for as long as the round is told of.
    """
    opened, members = found.opened_at.date(), set(found.students)
    return tuple(
        one
        for one in student_outcomes.list_student_outcomes(session)
        if one.student in members and one.happened_on < opened
    )


def judge_in_round(
    found: Round, student: Student, programme: Programme, *, knowledge: Knowledge
) -> PairVerdict:
    """Judge a pair by law, limits, and what coordinator and host have said in the round."""
    verdict = judge_pair(student, programme, knowledge=knowledge)
    said = tuple(_list_said(found, student.reference, programme.code))
    return PairVerdict(
        verdict.student, verdict.programme, (*said, *verdict.objections), verdict.open
    )


def solve(problem: Problem, mechanism: Mechanism) -> Allocation:
    """Give seats by the round's mechanism."""
    return give_stably(problem) if mechanism is Mechanism.STABLE else give_best_total(problem)


def find_periods(offered: Iterable[Programme]) -> dict[str, int]:
    """Give each programme its period: those that overlap, also by way of others, share one."""
    periods: dict[str, int] = {}
    rest = sorted(offered, key=lambda one: one.code)
    number = 0
    while rest:
        number += 1
        reached, todo = set(), [rest[0]]
        while todo:
            one = todo.pop()
            reached.add(one.code)
            todo += [each for each in rest if each.code not in reached and overlap(one, each)]
        periods |= dict.fromkeys(reached, number)
        rest = [one for one in rest if one.code not in reached]
    return periods


def _list_said(found: Round, student: str, programme: str) -> Iterable[Objection]:
    pair = (student, programme)
    if found.programmes.get(programme) is not None:
        yield GONE
    if any(
        (one.student, one.programme) == pair and one.kind is RulingKind.FORBID
        for one in found.rulings
    ):
        yield FORBIDDEN
    if any((one.student, one.programme) == pair and one.declined for one in found.host_views):
        yield DECLINED


def _build_problem(
    found: Round,
    known: Mapping[str, Student],
    offered: Mapping[str, Programme],
    verdicts: Mapping[Pair, PairVerdict],
    benefits: Mapping[Pair, float],
) -> Problem:
    usable = [offered[code] for code in found.open_programmes if code in offered]
    periods = find_periods(usable)
    rooms = {
        one.code: Room(one.min_seats, one.seats, periods[one.code], str(one.track))
        for one in usable
    }
    wishes = {
        student: tuple(one for one in found.wishes.get(student, ()) if one in rooms)
        for student in found.students
        if student in known
    }
    return Problem(
        wishes,
        rooms,
        seed=found.seed,
        ranks={
            (one.student, one.programme): one.rank
            for one in found.host_views
            if one.rank is not None and not one.declined
        },
        merits={
            (student, one): count_merits(known[student], offered[one])
            for student, wished in wishes.items()
            for one in wished
        },
        benefits=benefits,
        locks=frozenset(
            (one.student, one.programme) for one in found.rulings if one.kind is RulingKind.LOCK
        ),
        refused={
            pair: verdict.objections[0].code
            for pair, verdict in verdicts.items()
            if not verdict.is_acceptable
        },
        quotas=found.quotas,
        most=found.seats_each,
    )


def count_merits(student: Student, programme: Programme) -> int:
    """Count what the host looks for and somebody has seen in the student."""
    return len(set(programme.strengths) & {one.strength for one in student.strengths})


def foretell(
    found: Round,
    known: Mapping[str, Student],
    offered: Iterable[Programme],
    *,
    knowledge: Knowledge,
    talent: StagedChampion,
    before: tuple[StudentOutcomeEvent, ...] = (),
) -> dict[Pair, float]:
    """Foretell for every pair the chance of completing and going on, from 0 to 1."""
    people, places = list(known.values()), list(offered)
    if not people or not places:
        return {}
    worth = compute_benefits(
        talent.model,
        frame_students(list(map(keep_consented, people)), before, today=found.opened_at.date()),
        frame_programmes(places),
        knowledge=knowledge,
        wishes=frame_wishes(found.wishes),
    )
    return {
        (person.reference, place.code): float(worth[i, j])
        for i, person in enumerate(people)
        for j, place in enumerate(places)
    }


def keep_consented(one: Student) -> Student:
    """Leave out grades that nobody agreed to the use of."""
    return one if ConsentKind.GRADES in one.consents else replace(one, grades={})
