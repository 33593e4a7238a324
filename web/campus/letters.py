"""Letters to students in plain Danish, and all that is stored of one as a document."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _

from matcher.campus import Programme
from matcher.services.placing import Dossier, Field, WishFate, WishReason
from web.campus.words import (
    grade,
    hours,
    programme_title,
    read_why,
    school_year,
    tell_days,
    title_of,
    words_of,
)
from web.presenters import day, label, languages, moment
from web.printing import Grid, Section, Sheet


def build_letter(field: Field, student: str, reasons: Sequence[WishReason], issuer: str) -> Sheet:
    """Build the letter: what the student got, why, what comes next, and how to object."""
    person = field.students[student]
    given = [one for one in reasons if one.fate is WishFate.GIVEN]
    seats = [one.programme for one in field.round.seats_of(student)]
    name = person.given_name or student
    lead = _("Dear %(name)s", name=name)
    sections = [_tell_seats(field, seats)]
    if len(given) < len(reasons):
        sections.append(_tell_reasons(field, reasons))
    sections.append(_tell_rules(field, student))
    return Sheet(field.round.title, f"{issuer} · {student}", lead, sections)


def build_own_view(dossier: Dossier, programmes: Mapping[str, Programme], issuer: str) -> Sheet:
    """Build all that is stored of a student, for the student and the guardian to read."""
    one = dossier.student
    facts = [
        (_("Reference"), one.reference),
        (_("First name"), one.given_name or "–"),
        (_("Born on"), day(one.born_on)),
        (_("School"), f"{one.school}, {school_year(one.school_year)}"),
        (_("Postcode"), one.postcode),
        (_("Track"), label(one.track) if one.track else "–"),
        (_("Travel limit, minutes"), str(one.travel_limit_minutes)),
        (_("Interests"), ", ".join(label(each) for each in sorted(one.interests)) or "–"),
        (
            _("Strengths, and where they were seen"),
            ", ".join(f"{label(each.strength)} ({label(each.seen)})" for each in one.strengths)
            or "–",
        ),
        (_("Languages"), languages(one.languages) or "–"),
        (_("Countries whose ways you know"), ", ".join(sorted(one.cultures)) or "–"),
        (
            _("Grades"),
            ", ".join(f"{label(name)} {grade(value)}" for name, value in one.grades.items()) or "–",
        ),
        (_("School timetable"), hours(one.lessons) or "–"),
        (
            _("What a place must be able to offer"),
            ", ".join(label(each) for each in sorted(one.needs)) or "–",
        ),
    ]
    consents = [
        (
            label(each.kind),
            label(each.given_by),
            day(each.given_on),
            day(each.withdrawn_on) if each.withdrawn_on else _("still"),
        )
        for each in dossier.consents
    ]
    header = (_("Consent"), _("Given by"), _("From"), _("Until"))

    def name(codes: Sequence[str]) -> str:
        return ", ".join(title_of(code, programmes) for code in codes) or "–"

    wishes = [(title, name(codes)) for title, codes in dossier.wishes.items()]
    seats = [(title, name(codes)) for title, codes in dossier.seats.items()]
    outcomes = [
        (day(each.happened_on), f"{label(each.outcome)}: {title_of(each.programme, programmes)}")
        for each in dossier.outcomes
    ]
    readings = [(moment(each.at), each.actor, read_why(each.why)) for each in dossier.readings]
    return Sheet(
        _("What is stored about you"),
        f"{issuer} · {one.reference}",
        _("You can have it corrected or erased, and take back what you agreed to, at any time."),
        [
            Section(_("Your profile"), facts=facts),
            Section(_("What has been agreed to"), grids=[Grid(header, consents)]),
            Section(_("Your wishes"), facts=wishes),
            Section(_("Your seats"), facts=seats),
            Section(_("What became of the places"), facts=outcomes),
            Section(
                _("Who has read it"),
                grids=[Grid((_("Time"), _("By"), _("Why")), readings)] if readings else [],
            ),
        ],
    )


def _tell_seats(field: Field, seats: Sequence[str]) -> Section:
    if not seats:
        return Section(
            _("You have no seat yet"),
            [
                _(
                    "There were more wishes than seats. You are on the waiting list where you "
                    "would rather be, and we write to you as soon as a seat is free."
                )
            ],
        )
    facts = []
    for code in seats:
        one = field.programmes[code]
        facts += [
            (_("Your seat"), programme_title(one)),
            (_("Runs"), tell_days(one)),
            (_("Hours"), hours(one.meets) or _("agreed with the host")),
            (_("Where"), f"{one.provider}, {one.postcode}"),
        ]
    return Section(_("You have a seat"), facts=facts)


def _tell_reasons(field: Field, reasons: Sequence[WishReason]) -> Section:
    rows = [
        (
            str(one.place),
            title_of(one.programme, field.programmes),
            label(one.fate),
            _why(one),
        )
        for one in reasons
    ]
    header = (_("Wish"), _("Programme"), _("What became of it"), _("Why"))
    return Section(_("Your wishes, and why"), grids=[Grid(header, rows, shares=(8, 30, 22, 40))])


def _why(one: WishReason) -> str:
    parts = [words_of(each) for each in one.why]
    if one.waiting is not None:
        parts.append(_("You are number %(place)s on the waiting list.", place=one.waiting))
    return " ".join(parts) or "–"


def _tell_rules(field: Field, student: str) -> Section:
    lot = field.problem.lots[student]
    found = field.round
    stable = _(
        "Seats were given so that nobody gains by hiding a wish: everybody is considered for their "
        "dearest wish first, and where too many want a seat, the host's list, what the host looks "
        "for and then a lottery decide."
    )
    best = _(
        "Seats were given so that the expected benefit of all together is greatest, within the law "
        "and the limits. A dear wish counts for more than a lesser one."
    )
    return Section(
        _("How seats are given"),
        [
            stable if found.mechanism == "stable" else best,
            _(
                "The lottery number of the round is %(seed)s; you drew %(lot)s of %(count)s.",
                seed=found.seed,
                lot=lot,
                count=len(found.students),
            ),
            _(
                "A coordinator has looked the seats over. If you think that something is wrong, or "
                "do not want your seat, talk to your school or write to the campus within 14 days."
            ),
        ],
    )
