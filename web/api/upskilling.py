"""The API's views of upskilling paths and of shortages."""

from decimal import Decimal
from typing import Any

from flask import Response
from flask_login import current_user

from data_schemas.contracts.paths import (
    CourseChoiceOut,
    ForetoldOut,
    GainOut,
    HindranceOut,
    OccupationQuery,
    PathOut,
    PathsOut,
    PathsPath,
    PathsQuery,
    PayerOut,
    SeatOrderOut,
    SeatOrdersOut,
    ShortageOut,
    ShortagesOut,
    SkillOut,
    SpanOut,
    StageOut,
    StepOut,
    TurnOut,
    TurnQuery,
    TurnsOut,
)
from matcher.pathways import PathStep, Preference
from matcher.services.finding import read_concept
from matcher.services.upskilling import (
    Offered,
    Payer,
    Proposed,
    Question,
    find_paths,
    list_shortages,
    list_turns,
    propose_courses,
    read_shortage,
    read_target,
)
from matcher.services.valuing import ForetoldPath, PathValue, Rate
from matcher.vocabulary import SkillLevel
from web.api.presenting import present_contributions
from web.api.views import CANDIDATES, OPENINGS, api, show
from web.clock import read_clock
from web.composition import get_services
from web.transactions import get_session


@api.get("/candidates/<reference>/paths", tags=[CANDIDATES], responses={"200": PathsOut})
def find_candidate_paths(path: PathsPath, query: PathsQuery) -> Response:
    """Find the best upskilling paths to a target, or say what is in the way."""
    answer = find_paths(
        get_session(),
        path.reference,
        Question(
            read_target(query.target),
            query.latest,
            query.budget,
            query.travel,
            query.hours,
            query.coverage,
            next(one for one in Preference if one == query.preference),
            query.count,
            query.papers,
        ),
        **_reading(),
    )
    return show(
        PathsOut(
            candidate=path.reference,
            target=query.target,
            gap=_present_skills(answer.gap),
            untaught=_present_skills(answer.untaught),
            paths=[_present_path(one) for one in answer.offered],
            hindrances=[
                HindranceOut(
                    kind=str(one.kind),
                    skill=one.skill,
                    level=one.level,
                    best=one.best,
                    least=None if one.least is None else str(one.least),
                )
                for one in answer.hindrances
            ],
            left_out=answer.left_out,
        )
    )


@api.get("/shortages", tags=[OPENINGS], responses={"200": ShortagesOut})
def list_occupation_shortages() -> Response:
    """List the occupations that are asked for, the scarcest first."""
    found = list_shortages(get_session(), **_reading())
    return show(
        ShortagesOut(
            items=[
                ShortageOut(
                    occupation=one.occupation,
                    openings=one.openings,
                    positions=one.positions,
                    ready=one.ready,
                    lacking=one.lacking,
                )
                for one in found
            ]
        )
    )


@api.get("/shortages/courses", tags=[OPENINGS], responses={"200": SeatOrdersOut})
def show_occupation_shortage(query: OccupationQuery) -> Response:
    """List the courses that people could share for an occupation, with seats to order."""
    concept = read_concept(get_session(), query.occupation)
    orders = read_shortage(get_session(), concept.uri, **_reading())
    return show(
        SeatOrdersOut(
            occupation=concept.uri,
            items=[
                SeatOrderOut(
                    course=one.course.code,
                    title_da=one.course.title_da,
                    title_en=one.course.title_en,
                    starts_on=one.starts_on,
                    ends_on=one.ends_on,
                    people=list(one.people),
                    reachable=one.reachable,
                    positions=one.positions,
                    free=one.free,
                    seats=one.seats,
                )
                for one in orders
            ],
        )
    )


@api.get("/workforce/courses", tags=[OPENINGS], responses={"200": TurnsOut})
def list_workforce_courses(query: TurnQuery) -> Response:
    """List what employees could turn to, with courses and cover; or the courses to one target."""
    turns: list[tuple[Proposed, int | None, int | None]]
    if query.target:
        memory, today = get_services().memory, read_clock().date()
        names = (query.origin, query.target)
        turns = [(propose_courses(get_session(), *names, memory=memory, today=today), None, None)]
    else:
        found = list_turns(get_session(), query.origin, **_reading())
        turns = [(one.proposed, one.lacking, one.substitutes) for one in found]
    return show(TurnsOut(origin=query.origin, items=[_present_turn(*one) for one in turns]))


def _present_turn(way: Proposed, lacking: int | None, substitutes: int | None) -> TurnOut:
    return TurnOut(
        occupation=way.target.uri,
        label_da=way.target.label_da,
        label_en=way.target.label_en,
        lacking=lacking,
        substitutes=substitutes,
        days=way.days,
        price_dkk=way.price_dkk,
        ends_on=way.ends_on,
        gap=_present_skills(way.gap),
        left=_present_skills(way.left),
        courses=[
            CourseChoiceOut(
                course=one.course.code,
                title_da=one.course.title_da,
                title_en=one.course.title_en,
                provider=one.course.provider,
                starts_on=one.starts_on,
                ends_on=one.ends_on,
                days=one.course.days,
                price_dkk=one.price_dkk,
                closes=_present_skills(one.closes),
            )
            for one in way.choices
        ],
    )


def _reading() -> dict[str, Any]:
    return {"memory": get_services().memory, "actor": current_user.email, "now": read_clock()}


def _present_skills(skills: tuple[SkillLevel, ...]) -> list[SkillOut]:
    return [
        SkillOut(concept=one.concept, level=one.level, label_da=one.label_da, label_en=one.label_en)
        for one in skills
    ]


def _present_path(one: Offered) -> PathOut:
    path = one.path
    pairs = zip(path.steps, one.payers, strict=True)
    return PathOut(
        preferences=[str(preference) for preference in one.preferences],
        steps=[_present_step(step, payers) for step, payers in pairs],
        starts_on=path.starts_on,
        ends_on=path.ends_on,
        weeks=round(path.weeks, 2),
        days=path.days,
        price_dkk=path.price_dkk,
        travel_minutes=round(path.travel_minutes, 1),
        left=_present_skills(path.left),
        openings=list(path.openings),
        combinations=list(path.combinations),
        foretold=None if one.told is None else _present_foretold(one.told),
    )


def _present_foretold(told: ForetoldPath) -> ForetoldOut:
    return ForetoldOut(
        version=told.version,
        whole=_present_span(told.whole.share, told.whole.low, told.whole.high),
        stages=[
            StageOut(
                stage=name,
                chance=_present_span(chance.share, chance.low, chance.high),
                pairs=chance.pairs,
                came=chance.lasted,
                intercept=told.intercepts[name],
                contributions=present_contributions(told.contributions[name]),
            )
            for name, chance in told.stages.items()
        ],
        gain=None if told.value is None else _present_gain(told.value),
    )


def _present_gain(value: PathValue) -> GainOut:
    return GainOut(
        gain=_present_span(value.gain, value.low, value.high),
        per_week=_present_rate(value.per_week),
        per_thousand_kroner=_present_rate(value.per_thousand_kroner),
        before=value.before,
        after=value.after,
    )


def _present_rate(rate: Rate | None) -> SpanOut | None:
    return None if rate is None else _present_span(rate.gain, rate.low, rate.high)


def _present_span(value: float | None, low: float | None, high: float | None) -> SpanOut:
    """Show a number of a model in stages, which always foretells one."""
    return SpanOut(value=value or 0.0, low=low or 0.0, high=1.0 if high is None else high)


def _present_step(step: PathStep, payers: tuple[Payer, ...]) -> StepOut:
    return StepOut(
        course=step.course,
        kind=step.kind,
        title_da=step.title_da,
        title_en=step.title_en,
        provider=step.provider,
        postcode=step.postcode,
        starts_on=step.starts_on,
        ends_on=step.ends_on,
        days=step.days,
        full_days=step.full_days,
        hours_a_day=step.hours_a_day,
        price_dkk=step.price_dkk,
        travel_minutes=step.travel_minutes,
        closes=_present_skills(step.closes),
        payers=[_present_payer(payer) for payer in payers],
    )


def _present_payer(payer: Payer) -> PayerOut:
    amount: Decimal | None = payer.amount.kroner if payer.amount else None
    return PayerOut(
        scheme=payer.verdict.scheme,
        answer=payer.verdict.answer.value,
        open=[one.reason_en for one in payer.open_findings],
        source=payer.told_by.source,
        amount_dkk=amount,
        formula_da=payer.amount.da if payer.amount else "",
        formula_en=payer.amount.en if payer.amount else "",
    )
