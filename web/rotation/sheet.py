"""The application's contents as a sheet to print: Danish, with the law's sources and days."""

from datetime import date

from flask_babel import gettext as _

from matcher.services.rotating import FundingOption, Workspace
from matcher.settings import Settings
from web.presenters import SURENESS, cite, day, kroner, label, number, reason
from web.printing import Grid, Section, Sheet
from web.rotation.words import (
    employee_name,
    formula,
    funding_name,
    kind_name,
    month_name,
    person,
    substitute_name,
    told,
    way_name,
    week_name,
    weekday_names,
    who,
    yes_no,
)


def build_application(work: Workspace, *, settings: Settings, today: date) -> Sheet:
    """Build the sheet of a case."""
    sections = [
        _tell_case(work),
        _list_employees(work),
        _list_courses(work),
        _list_cover(work),
        _list_weeks(work),
        *_tell_money(work),
        _list_papers(work),
        _list_findings(work),
        _list_events(work),
    ]
    return Sheet(
        f"{_('Job rotation')}: {work.case.title}",
        f"{settings.municipality} Kommune, {settings.unit_name} · {work.case.reference} · "
        f"{day(today)}",
        _("The contents of the application. People decide; this is a reckoning of what is stated."),
        [one for one in sections if one.facts or one.grids or one.paragraphs],
    )


def _tell_case(work: Workspace) -> Section:
    case = work.case
    facts = [
        (_("Case"), case.reference),
        (
            _("Company"),
            f"{case.organisation_name}, {_('CVR %(number)s', number=case.organisation)}",
        ),
        (_("Status"), label(case.status)),
        (_("Funding"), funding_name(work)),
        (_("Usual pay during the training"), yes_no(case.usual_pay)),
        (_("The substitute is paid by collective agreement"), yes_no(case.agreement_pay)),
        (_("The substitute does the same or equal work"), yes_no(case.same_function)),
        (_("Other public support for the same hours"), yes_no(case.other_support)),
    ]
    if case.starts_on and case.ends_on:
        facts.insert(2, (_("Training"), f"{day(case.starts_on)} – {day(case.ends_on)}"))
    if work.deadline and work.deadline.last:
        facts.append((_("Apply by"), day(work.deadline.last)))
    if work.chosen and work.chosen.way:
        way = work.chosen.way
        facts.append((_("Applied for at"), way_name(way.apply_at)))
        facts.append((_("Paid by"), way_name(way.paid_by)))
    notes = []
    if work.ended is not None:
        notes.append(
            _(
                "Job rotation benefit ended on %(day)s: %(source)s.",
                day=day(work.ended.valid_from),
                source=cite(work.ended.source),
            )
        )
    return Section(_("The case"), facts=facts, notes=notes)


def _list_employees(work: Workspace) -> Section:
    rows = [
        (
            person(one),
            label(one.education_level) if one.education_level else _("Not known yet"),
            str(one.education_last_used or "–"),
            day(one.hired_on) if one.hired_on else "–",
            number(one.weekly_hours),
        )
        for one in work.case.employees
    ]
    header = (
        _("Employee"),
        _("Highest completed education"),
        _("Last used"),
        _("Hired on"),
        _("Hours a week"),
    )
    grid = Grid(header, rows, shares=(20, 34, 12, 22, 12), amounts=frozenset({4}))
    return Section(_("Employees"), grids=[grid] if rows else [])


def _list_courses(work: Workspace) -> Section:
    rows = [
        (
            employee_name(work.case, one.employee),
            f"{one.title} ({kind_name(one.kind)}{', ' + one.provider if one.provider else ''})",
            f"{day(one.starts_on)} – {day(one.ends_on)}",
            f"{number(one.hours_a_day)} ({weekday_names(one.weekdays)})",
        )
        for one in work.case.trainings
    ]
    header = (_("Employee"), _("Course"), _("From and to"), _("Hours a day"))
    grid = Grid(header, rows, shares=(16, 38, 26, 20))
    return Section(_("Course plan"), grids=[grid] if rows else [])


def _list_cover(work: Workspace) -> Section:
    rows = [
        (
            substitute_name(one.candidate),
            employee_name(work.case, one.employee),
            f"{day(one.starts_on)} – {day(one.ends_on)}",
            number(one.weekly_hours),
        )
        for one in work.case.assignments
    ]
    header = (_("Substitute"), _("Covers"), _("From and to"), _("Hours a week"))
    grid = Grid(header, rows, shares=(22, 24, 36, 18), amounts=frozenset({3}))
    return Section(_("Substitutes and cover"), grids=[grid] if rows else [])


def _list_weeks(work: Workspace) -> Section:
    rows = [
        (
            f"{week_name(one.week)} {one.week[0]}",
            number(one.absent),
            number(one.covered),
            number(one.covered - one.absent),
        )
        for one in work.balance.weeks
    ]
    total = (_("In all"), number(work.balance.absent), number(work.balance.covered), "")
    header = (_("ISO week"), _("Hours away"), _("Hours covered"), _("Difference"))
    grid = Grid(header, [*rows, total], amounts=frozenset({1, 2, 3}))
    return Section(
        _("Hours week by week"),
        grids=[grid] if rows else [],
        notes=[_("Public holidays have no hours. A week belongs to the year of its Thursday.")],
    )


def _tell_money(work: Workspace) -> list[Section]:
    options = [work.chosen] if work.chosen else list(work.fundings)
    return [_tell_option(one) for one in options]


def _tell_option(option: FundingOption) -> Section:
    rows = [
        (
            month_name(one),
            formula(one),
            kroner(one.amount) if one.amount is not None else "–",
        )
        for one in option.claims
    ]
    if option.total is not None:
        rows.append((_("In all"), "", kroner(option.total)))
    rates = {one.rate for one in option.claims if one.rate is not None}
    notes = [
        _(
            "Rate %(rate)s an hour from %(day)s: %(source)s (%(grade)s).",
            rate=kroner(one.kroner),
            day=day(one.valid_from),
            source=cite(one.source),
            grade=SURENESS[one.confidence],
        )
        + (f" {told(one, 'basis')}" if one.basis_da else "")
        for one in sorted(rates, key=lambda one: one.valid_from)
    ]
    header = (_("Month"), _("How it is counted"), _("Amount in kroner"))
    grid = Grid(header, rows, shares=(22, 54, 24), amounts=frozenset({2}))
    return Section(
        f"{_('Calculation')}: {label(option.funding)} ({label(option.answer)})",
        [told(option, "note")] if option.note_da else [],
        grids=[grid] if rows else [],
        notes=notes,
    )


def _list_papers(work: Workspace) -> Section:
    rows = [
        (
            label(one.kind),
            _("with each claim") if one.with_claim else _("with the application"),
            day(one.received.received_on) if one.received else _("missing"),
        )
        for one in work.papers
    ]
    grid = Grid((_("Document"), _("When"), _("Came in on")), rows, shares=(50, 25, 25))
    return Section(_("Documents"), grids=[grid] if rows else [])


def _list_findings(work: Workspace) -> Section:
    judged = work.judged
    if work.chosen is not None and work.chosen.judged:
        judged = work.chosen.judged
    rows = [
        (who(work.case, side.who), one.rule, label(one.answer), reason(one))
        for side in judged
        for one in side.verdict.findings
    ]
    findings = [one for side in judged for one in side.verdict.findings]
    sources = sorted({f"{cite(one.source)} ({one.confidence})" for one in findings})
    tried = sorted({one.tested_on for one in findings})
    sources_named = _("Sources, with how sure they are")
    notes = [f"{sources_named}: {'; '.join(sources)}"]
    if tried:
        days = ", ".join(day(one) for one in tried)
        notes.append(_("The law as it stood on: %(days)s.", days=days))
    header = (_("Whom"), _("Rule"), _("Answer"), _("Reason"))
    grid = Grid(header, rows, shares=(17, 11, 18, 54))
    return Section(_("Eligibility"), grids=[grid] if rows else [], notes=notes)


def _list_events(work: Workspace) -> Section:
    rows = [
        (day(one.happened_on), label(one.status), one.actor, one.reason) for one in work.case.events
    ]
    grid = Grid((_("Day"), _("Status"), _("By"), _("Reason")), rows, shares=(20, 18, 30, 32))
    return Section(_("History"), grids=[grid])
