"""The pages of voksenlaerling: what an adult apprenticeship would be for somebody, and a print."""

from datetime import date
from decimal import Decimal

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import MultiDict
from wtforms import Field, StringField
from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, Length, ValidationError
from wtforms.widgets import HiddenInput

from matcher.errors import NotFound
from matcher.services.apprenticing import (
    ApprenticeshipCase,
    ApprenticeshipPlan,
    Proposal,
    Reading,
    Route,
    Support,
    find_educations_for,
    list_agreement_terms,
    list_educations,
    show_apprenticeship,
)
from matcher.services.finding import read_opening
from matcher.vocabulary import Answer, Opening
from web.clock import read_clock
from web.composition import get_services
from web.forms import ChoiceField, DayField, clean_text
from web.i18n import get_language
from web.particulars import YES_NO, make_field, read_value
from web.presenters import (
    cite,
    day,
    in_words,
    kroner,
    label,
    place,
    reason,
    scheme_name,
    term_names,
)
from web.printing import Grid, Section, Sheet, send_sheet
from web.transactions import get_session

apprenticeship = Blueprint("apprenticeship", __name__, url_prefix="/voksenlaerling")

EARLIEST, LATEST = 2000, 2100


def check_start(_form: BaseForm, field: DayField) -> None:
    """Refuse a day on which no agreement the law is known for can start."""
    if field.data is not None and not EARLIEST <= field.data.year <= LATEST:
        told = _("Give a day from %(first)s to %(last)s", first=EARLIEST, last=LATEST)
        raise ValidationError(told)


class ApprenticeshipForm(BaseForm):
    """Who, what and when, and what is known of the agreement; asked by GET, so it can be kept."""

    def __init__(self, query: MultiDict[str, str]) -> None:
        terms = {term.name: make_field(term) for term in list_agreement_terms()}
        super().__init__(_ask_first() | terms)
        self.process(query)

    @property
    def proposal(self) -> Proposal:
        """What is thought of, in the words of the services."""
        stated = {field.name: read_value(field) for field in self.more if field.data}
        return Proposal(
            self["education"].data,
            self["starts_on"].data,
            {
                name: value.isoformat() if isinstance(value, date) else value
                for name, value in stated.items()
            },
            self["opening"].data,
        )

    @property
    def more(self) -> list[Field]:
        """The fields of what is known of the agreement."""
        return [field for field in self if field.name not in FIRST]


FIRST = ("candidate", "education", "starts_on", "opening")


def _ask_first() -> "dict[str, UnboundField[Field]]":
    named = [(one.slug, getattr(one, f"title_{get_language()}")) for one in list_educations()]
    named.sort(key=lambda one: one[1].casefold())
    return {
        "candidate": StringField(
            _("Candidate"),
            description=_("The reference, such as K-00012"),
            filters=[clean_text],
            validators=[InputRequired(_("Give the candidate's reference")), Length(max=64)],
        ),
        "education": ChoiceField(_("Education"), choices=dict(named)),
        "starts_on": DayField(
            _("The training agreement starts on"),
            validators=[InputRequired(_("Give the day, such as 24-11-2026")), check_start],
        ),
        "opening": StringField(
            _("Opening"),
            widget=HiddenInput(),
            filters=[clean_text],
            validators=[Length(max=64)],
        ),
        "basic_course_done": ChoiceField(_("Basic course 2 is completed"), choices=YES_NO),
    }


@apprenticeship.get("/")
def show_case() -> ResponseReturnValue:
    """Show the form and, once it is filled in, what the apprenticeship would be."""
    if "starts_on" not in request.args:
        return _render(ApprenticeshipForm(_suggest()), None)
    form = ApprenticeshipForm(request.args)
    case = _work_out(form)
    return (_render(form, None), 422) if case is None else _render(form, case)


@apprenticeship.get("/pdf")
def print_case() -> ResponseReturnValue:
    """Print what the apprenticeship would be."""
    form = ApprenticeshipForm(request.args)
    case = _work_out(form)
    if case is None:
        return _render(form, None), 422
    return send_sheet(_lay_out(case), "voksenlaerling.pdf")


def _render(form: ApprenticeshipForm, case: ApprenticeshipCase | None) -> str:
    return render_template("apprenticeship/case.html", form=form, case=case)


def _suggest() -> MultiDict[str, str]:
    """Suggest what the opening states, the education to the reader's occupation, and today."""
    suggested = MultiDict(request.args)
    opening = _find_opening(request.args.get("opening", ""))
    if opening is not None:
        stated = {name: value for name, value in opening.parameters.items() if value is not None}
        suggested.update({name: _write(value) for name, value in stated.items()})
        suggested["starts_on"] = opening.starts_on.isoformat()
    suggested.setdefault("starts_on", read_clock().date().isoformat())
    occupation = opening.occupation if opening else request.args.get("occupation")
    found = find_educations_for(occupation or "")
    if found:
        suggested.setdefault("education", found[0].slug)
    return suggested


def _find_opening(reference: str) -> Opening | None:
    try:
        return read_opening(get_session(), reference) if reference else None
    except NotFound:
        return None


def _write(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _work_out(form: ApprenticeshipForm) -> ApprenticeshipCase | None:
    """Work the case out; None where the form must be mended first, which it then says."""
    if not form.validate():
        return None
    try:
        return show_apprenticeship(
            get_session(),
            form["candidate"].data,
            form.proposal,
            memory=get_services().memory,
            reading=Reading(current_user.email, read_clock()),
        )
    except NotFound as error:
        told = {
            "opening": _("There is no opening of this reference"),
            "candidate": _("There is no candidate of this reference"),
        }
        form["candidate"].errors = [told.get(error.noun, told["candidate"])]
        return None


def _lay_out(case: ApprenticeshipCase) -> Sheet:
    plan = case.plan
    sections = [Section(_("The course"), [worded_reason(plan.route)], _list_facts(plan))]
    if plan.supports:
        sections.append(Section(_("What it pays"), grids=[_list_supports(plan)]))
    sections.append(_list_findings(plan))
    if plan.verdict.answer is not Answer.ELIGIBLE:
        sections += [_list_ways(case), _list_options(case)]
    return Sheet(
        f"{_('Adult apprenticeship')}: {education_title(plan)}",
        f"{get_services().settings.unit_name}, {day(read_clock().date())}",
        _("Judged for the day the training agreement starts. People decide; this is a reckoning."),
        sections,
    )


def _list_facts(plan: ApprenticeshipPlan) -> list[tuple[str, str]]:
    facts = [(_("Candidate"), plan.candidate.reference)]
    facts.append((_("Route"), route_name(plan.route)))
    if plan.timetable is not None:
        held = plan.timetable
        facts += [
            (_("From and to"), f"{day(held.starts_on)} – {day(held.ends_on)}"),
            (_("Basic course 2, weeks"), str(held.gf2_weeks)),
            (_("School, weeks"), str(held.school_weeks)),
            (_("Training at the workplace, weeks"), str(held.training_weeks)),
        ]
    if plan.deadline is not None:
        facts.append((_("Apply by"), day(plan.deadline)))
    schools = ", ".join(f"{one.name} ({place(one.postcode)})" for one in plan.schools)
    return [*facts, (_("Nearest school first"), schools)]


def _list_supports(plan: ApprenticeshipPlan) -> Grid:
    rows = [
        (
            party_name(one.party),
            support_title(one),
            support_formula(one),
            "–" if one.amount is None else kroner(one.amount),
        )
        for one in plan.supports
    ]
    header = (_("To"), _("What"), _("How it is counted"), _("Amount for the whole course"))
    return Grid(header, rows, shares=(16, 23, 40, 21), amounts=frozenset({3}))


def _list_findings(plan: ApprenticeshipPlan) -> Section:
    rows = [(one.rule, label(one.answer), reason(one)) for one in plan.verdict.findings]
    sources = sorted({f"{cite(one.source)} ({one.confidence})" for one in plan.verdict.findings})
    return Section(
        f"{_('Eligibility')}: {label(plan.verdict.answer)}",
        grids=[Grid((_("Rule"), _("Answer"), _("Reason")), rows, shares=(12, 20, 68))],
        notes=[f"{_('Sources, with how sure they are')}: {'; '.join(sources)}"],
    )


def _list_ways(case: ApprenticeshipCase) -> Section:
    """Say when the verdict turns, and what would make it a yes."""
    ways = [" ".join(in_words(change) for change in way) for way in case.prospect.ways[:3]]
    if not ways and case.prospect.missing:
        names = term_names(case.prospect.missing)
        ways = [f"{_('More than three things are open. To be stated first:')} {names}."]
    told = ways or [_("We know no way to a yes with three changes or fewer.")]
    turns = [in_words(turn) for turn in case.prospect.turns[:3]]
    return Section(_("What would make it a yes"), [*told, *turns])


def _list_options(case: ApprenticeshipCase) -> Section:
    rows = [
        (
            scheme_name(one.verdict.scheme),
            label(one.verdict.answer),
            f"{one.strongest.rule}: {reason(one.strongest)}",
        )
        for one in case.options
    ]
    if not rows:
        return Section(_("Other options"), [_("No other scheme we know is open on that day.")])
    header = (_("Scheme"), _("Answer"), _("Strongest reason"))
    told = _("Judged by what is asked of the person; the company and the place decide the rest.")
    return Section(
        _("Other options"), grids=[Grid(header, rows, shares=(31, 17, 52))], notes=[told]
    )


def education_title(plan: ApprenticeshipPlan) -> str:
    """Give the education's title in the reader's language."""
    return str(getattr(plan.education, f"title_{get_language()}"))


def route_name(route: Route) -> str:
    """Name a route: EUV 2."""
    return f"EUV {route.code[-1]}" if route.code else str(_("Not known yet"))


def worded_reason(route: Route) -> str:
    """Give a route's reason in the reader's language."""
    return str(getattr(route, f"reason_{get_language()}"))


def support_title(support: Support) -> str:
    """Give a support's name in the reader's language."""
    return str(getattr(support, f"title_{get_language()}"))


def support_formula(support: Support) -> str:
    """Give a support's formula in the reader's language."""
    return str(getattr(support, f"formula_{get_language()}"))


def party_name(party: str) -> str:
    """Name who is paid."""
    return str({"employer": _("The company"), "apprentice": _("The apprentice")}[party])


def total_to_employer(plan: ApprenticeshipPlan) -> Decimal:
    """Add up what the employer is paid over the whole course."""
    paid = [one.amount for one in plan.supports if one.party == "employer"]
    return sum((one for one in paid if one is not None), Decimal(0))


for _present in (
    education_title,
    route_name,
    worded_reason,
    support_title,
    support_formula,
    party_name,
    total_to_employer,
):
    apprenticeship.add_app_template_filter(_present)
