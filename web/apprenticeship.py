"""The pages of voksenlaerling: what an adult apprenticeship would be for somebody, and a print."""

from decimal import Decimal

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import Form, StringField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from matcher.errors import NotFound
from matcher.services.apprenticing import (
    ApprenticeshipPlan,
    Route,
    Support,
    find_educations_for,
    list_educations,
    show_apprenticeship,
)
from web.clock import read_clock
from web.composition import get_services
from web.forms import ChoiceField, DayField, clean_text, list_choices
from web.i18n import get_language
from web.presenters import day, kroner, label, place, reason
from web.printing import Grid, Section, Sheet, send_sheet
from web.transactions import get_session

apprenticeship = Blueprint("apprenticeship", __name__, url_prefix="/voksenlaerling")

EARLIEST, LATEST = 2000, 2100
UNKNOWN = {"": _l("Not known yet")}
YES_NO = UNKNOWN | {"true": _l("Yes"), "false": _l("No")}
ROUTES = {"": _l("Not assessed yet"), "euv1": "EUV 1", "euv2": "EUV 2", "euv3": "EUV 3"}
AGREEMENTS = UNKNOWN | {
    "eud": _l("Vocational education (EUD)"),
    "maritim": _l("Maritime education"),
    "none": _l("None"),
}
SUPPORTS = UNKNOWN | {"none": _l("None"), "aub": _l("AUB bonus only"), "other": _l("Other")}


class ApprenticeshipForm(Form):
    """Who, what and when, and what is known of the agreement; asked by GET, so it can be kept."""

    candidate = StringField(
        _l("Candidate"),
        description=_l("The reference, such as K-00012"),
        filters=[clean_text],
        validators=[InputRequired(_l("Give the candidate's reference")), Length(max=64)],
    )
    education = ChoiceField(_l("Education"))
    starts_on = DayField(
        _l("The training agreement starts on"),
        validators=[InputRequired(_l("Give the day, such as 24-11-2026"))],
    )
    euv_route = ChoiceField(_l("Route found by RKV"), choices=ROUTES)
    basic_course_done = ChoiceField(_l("Basic course 2 is completed"), choices=YES_NO)
    agreement = ChoiceField(_l("Training agreement"), choices=AGREEMENTS)
    approved_place = ChoiceField(_l("The company is an approved place of training"), choices=YES_NO)
    pay_floor_met = ChoiceField(_l("Pay is at least the lowest unskilled pay"), choices=YES_NO)
    applied_on = DayField(_l("Applied for on"), validators=[Optional()])
    other_support = ChoiceField(_l("Other public support for the same hours"), choices=SUPPORTS)
    de_minimis_declared = ChoiceField(_l("De minimis declaration is made"), choices=YES_NO)
    employed_here_before = ChoiceField(
        _l("Employed in the company in the last 6 months"), choices=YES_NO
    )
    positivliste = ChoiceField(_l("The education is on the national list"), choices=YES_NO)
    adult_trainee_pay = ChoiceField(
        _l("The collective agreement gives adult trainee pay"), choices=YES_NO
    )

    def __init__(self, *arguments: object, **more: object) -> None:
        super().__init__(*arguments, **more)
        named = [(one.slug, getattr(one, f"title_{get_language()}")) for one in list_educations()]
        named.sort(key=lambda one: one[1].casefold())
        self.education.choices = list_choices(dict(named))

    def validate_starts_on(self, field: DayField) -> None:
        """Refuse a day on which no agreement the law is known for can start."""
        if field.data is not None and not EARLIEST <= field.data.year <= LATEST:
            told = _("Give a day from %(first)s to %(last)s", first=EARLIEST, last=LATEST)
            raise ValidationError(told)

    @property
    def terms(self) -> dict[str, str | bool]:
        """What is known of the agreement, in the words of the rules."""
        given: dict[str, str | bool] = {}
        for field in self:
            value = field.data
            if field.name in {"candidate", "education", "starts_on"} or not value:
                continue
            given[field.name] = {"true": True, "false": False}.get(str(value), str(value))
        return given


@apprenticeship.get("/")
def show_case() -> ResponseReturnValue:
    """Show the form and, once it is filled in, what the apprenticeship would be."""
    form = ApprenticeshipForm(request.args)
    if "starts_on" not in request.args:
        _suggest(form)
        return render_template("apprenticeship/case.html", form=form, plan=None, others=())
    worked_out = _work_out(form)
    if worked_out is None:
        page = render_template("apprenticeship/case.html", form=form, plan=None, others=())
        return page, 422
    plan, others = worked_out
    return render_template("apprenticeship/case.html", form=form, plan=plan, others=others)


@apprenticeship.get("/pdf")
def print_case() -> ResponseReturnValue:
    """Print what the apprenticeship would be."""
    form = ApprenticeshipForm(request.args)
    worked_out = _work_out(form)
    if worked_out is None:
        page = render_template("apprenticeship/case.html", form=form, plan=None, others=())
        return page, 422
    return send_sheet(_lay_out(worked_out[0]), "voksenlaerling.pdf")


def _suggest(form: ApprenticeshipForm) -> None:
    """Choose the education that leads to the occupation the reader comes from, and today."""
    form.starts_on.data = read_clock().date()
    found = find_educations_for(request.args.get("occupation", ""))
    if found:
        form.education.data = found[0].slug


def _work_out(
    form: ApprenticeshipForm,
) -> tuple[ApprenticeshipPlan, tuple[ApprenticeshipPlan, ...]] | None:
    """Work the case out; None where the form must be mended first, which it then says."""
    if not form.validate():
        return None
    try:
        return show_apprenticeship(
            get_session(),
            form.candidate.data,
            education=form.education.data,
            starts_on=form.starts_on.data,
            terms=form.terms,
            memory=get_services().memory,
            actor=current_user.email,
            now=read_clock(),
        )
    except NotFound:
        form.candidate.errors = [_("There is no candidate of this reference")]
        return None


def _lay_out(plan: ApprenticeshipPlan) -> Sheet:
    sections = [Section(_("The course"), [worded_reason(plan.route)], _list_facts(plan))]
    if plan.supports:
        sections.append(Section(_("What it pays"), grids=[_list_supports(plan)]))
    sections.append(_list_findings(plan))
    return Sheet(
        f"{_('Adult apprenticeship')}: {education_title(plan)}",
        f"{get_services().settings.unit_name}, {day(read_clock().date())}",
        _("Judged for the day the training agreement starts. People decide; this is a reckoning."),
        sections,
    )


def _list_facts(plan: ApprenticeshipPlan) -> list[tuple[str, str]]:
    facts = [(_("Candidate"), plan.candidate.reference)]
    facts.append((_("Route"), (plan.route.code or _("Not known yet")).upper()))
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
    sources = sorted({f"{one.source} ({one.confidence})" for one in plan.verdict.findings})
    return Section(
        f"{_('Eligibility')}: {label(plan.verdict.answer)}",
        grids=[Grid((_("Rule"), _("Answer"), _("Reason")), rows, shares=(12, 20, 68))],
        notes=[f"{_('Sources, with how sure they are')}: {'; '.join(sources)}"],
    )


def education_title(plan: ApprenticeshipPlan) -> str:
    """Give the education's title in the reader's language."""
    return str(getattr(plan.education, f"title_{get_language()}"))


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
    worded_reason,
    support_title,
    support_formula,
    party_name,
    total_to_employer,
):
    apprenticeship.add_app_template_filter(_present)
