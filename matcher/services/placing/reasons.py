"""Why a student got what they got, and did not get what they did not get; one reason a wish."""

from collections.abc import Iterator
from dataclasses import dataclass

from matcher.campus import Mechanism
from matcher.planning.placement import list_holders
from matcher.services.placing.judging import Objection
from matcher.services.placing.solving import Field
from matcher.vocabulary import Labelled


class WishFate(Labelled):
    """What became of a wish."""

    GIVEN = "given", "Tildelt", "Given"
    BETTER = "better", "Fik et højere ønske", "Got a dearer wish"
    TAKEN = "taken", "Alle pladser gik til andre", "All seats went to others"
    CLASH = "clash", "Falder sammen med en anden plads", "Clashes with another seat"
    CLOSED = "closed", "Åbner ikke", "Does not open"
    REFUSED = "refused", "Kan ikke gives", "Cannot be given"
    FREE = "free", "Ledig, men givet på anden vis", "Free, but given otherwise"


@dataclass(frozen=True)
class WishReason:
    """One wish: its place, what became of it, and why.

    ``waiting`` is the place on the waiting list, from 1.
    """

    place: int
    programme: str
    fate: WishFate
    why: tuple[Objection, ...]
    waiting: int | None = None


FOR_THE_TOTAL = Objection(
    "total",
    "Pladserne er givet, så flest muligt kan ventes at gennemføre og komme videre; samlet kommer "
    "der mere ud af dem sådan.",
    "The seats are given so that as many as possible can be expected to complete and go on; taken "
    "together, more comes of them this way.",
)


def explain_student(field: Field, student: str) -> tuple[WishReason, ...]:
    """Give the reason for each wish, the dearest first."""
    wishes = field.round.wishes.get(student, ())
    found = []
    for place, one in enumerate(wishes, 1):
        fate, why = _explain(field, student, one, wishes[: place - 1])
        queue = field.round.waiting.get(one, ())
        waiting = queue.index(student) + 1 if student in queue else None
        found.append(WishReason(place, one, fate, why, waiting))
    return tuple(found)


def _explain(
    field: Field, student: str, programme: str, dearer: tuple[str, ...]
) -> tuple[WishFate, tuple[Objection, ...]]:
    held = field.seats.get(student, ())
    verdict = field.verdicts.get((student, programme))
    if programme in held:
        return WishFate.GIVEN, tuple(_tell_given(field, student, programme))
    if verdict is not None and verdict.objections:
        return WishFate.REFUSED, verdict.objections
    if any(one in held for one in dearer) and field.problem.most == 1:
        return WishFate.BETTER, ()
    if programme in field.closed:
        return WishFate.CLOSED, (_tell_closed(field, programme),)
    if programme not in field.problem.choose(student, (*held, programme)):
        return WishFate.CLASH, ()
    if len(field.round.students_in(programme)) >= field.problem.rooms[programme].most:
        return WishFate.TAKEN, tuple(_tell_taken(field, student, programme))
    return WishFate.FREE, (FOR_THE_TOTAL,) if _is_for_total(field) else ()


def _tell_given(field: Field, student: str, programme: str) -> Iterator[Objection]:
    seat = next(one for one in field.round.seats_of(student) if one.programme == programme)
    if seat.by_hand:
        yield Objection(
            "by_hand",
            "Koordinatoren har givet pladsen.",
            "The coordinator has given the seat.",
        )
    taken = len(field.round.students_in(programme))
    room = field.problem.rooms.get(programme)
    if room is not None:
        yield Objection(
            "seats",
            f"{taken} af {room.most} pladser er givet.",
            f"{taken} of {room.most} seats are given.",
        )


def _tell_closed(field: Field, programme: str) -> Objection:
    least = field.problem.rooms[programme].least
    return Objection(
        "closed",
        f"Forløbet åbner kun med mindst {least}, og så mange kunne ikke få det.",
        f"The programme opens only with {least} at least, and not so many could have it.",
    )


def _tell_taken(field: Field, student: str, programme: str) -> Iterator[Objection]:
    """Tell by what the last who got a seat came before the student, naming nobody."""
    problem = field.problem
    last = list_holders(problem, field.seats)[programme][-1]
    mine, theirs = problem.priority(student, programme), problem.priority(last, programme)
    if _is_for_total(field):
        yield FOR_THE_TOTAL
    elif theirs > mine:
        yield Objection(
            "moved",
            "En plads er givet af koordinatoren eller efter en senere ændring.",
            "A seat was given by the coordinator, or after a later change.",
        )
    elif theirs[0] != mine[0]:
        yield Objection(
            "locked", "En plads er fastlåst til en anden.", "A seat is locked to somebody else."
        )
    elif theirs[1] != mine[1]:
        yield Objection(
            "rank",
            "Værten har sat de andre før på sin liste.",
            "The host has put the others first on its list.",
        )
    elif theirs[2] != mine[2]:
        yield Objection(
            "merits",
            f"Alle, der fik en plads, har mindst {-theirs[2]} af de styrker, værten søger; "
            f"du har {-mine[2]}.",
            f"All who got a seat have {-theirs[2]} at least of the strengths the host looks for; "
            f"you have {-mine[2]}.",
        )
    else:
        yield Objection(
            "lottery",
            f"Lodtrækningen afgjorde det: dit nummer er {mine[3]}, og den sidste plads gik til "
            f"nummer {theirs[3]}.",
            f"The lottery decided: your number is {mine[3]}, and the last seat went to number "
            f"{theirs[3]}.",
        )


def _is_for_total(field: Field) -> bool:
    return field.round.mechanism is Mechanism.BEST_TOTAL
