"""The hand-out for the citizen: short sentences, one course at a time, and who to ask."""

from collections.abc import Iterable

from flask_babel import gettext as _

from matcher.pathways import Path, PathStep
from matcher.settings import Settings
from web.presenters import day, number, place
from web.printing import Section, Sheet
from web.upskilling.words import compute_lix, skill_name, step_title, whole_kroner


def build_handout(path: Path, *, target: str, settings: Settings) -> Sheet:
    """Build the hand-out of a path, with how plain it is as LIX."""
    lead = _("This is a plan for you. It can lead to: %(target)s.", target=target)
    sections = [_tell_whole(path), *_tell_steps(path.steps), *_tell_left(path), _tell_next()]
    told = " ".join(text for one in sections for text in one.paragraphs)
    lix = number(round(compute_lix(f"{lead} {told}")))
    note = _("LIX %(lix)s. Below 40 is plain to read.", lix=lix)
    sections.append(Section(_("How plain this text is"), notes=[note]))
    issuer = f"{settings.municipality} Kommune, {settings.unit_name} · {day(path.found_on)}"
    return Sheet(_("Your way to a job"), issuer, lead, sections)


def measure_handout(sheet: Sheet) -> float:
    """Measure the LIX of what a hand-out says in sentences."""
    told = " ".join(text for one in sheet.sections for text in one.paragraphs)
    return compute_lix(f"{sheet.lead} {told}")


def _tell_whole(path: Path) -> Section:
    told = [
        _("You start on %(day)s.", day=day(path.starts_on)),
        _("You are done on %(day)s.", day=day(path.ends_on)),
        _("You are at school for %(days)s days.", days=number(path.days)),
        _("It costs %(price)s in all.", price=whole_kroner(path.price_dkk)),
        _("You may get help to pay. Ask your job centre before you start."),
    ]
    return Section(_("In short"), [" ".join(told)])


def _tell_steps(steps: Iterable[PathStep]) -> list[Section]:
    return [
        Section(
            f"{number_of}. {step_title(step)}",
            [_tell_step(step)],
            facts=[
                (_("Where"), f"{step.provider}, {place(step.postcode)}"),
                (_("When"), f"{day(step.starts_on)} – {day(step.ends_on)}"),
            ],
        )
        for number_of, step in enumerate(steps, start=1)
    ]


def _tell_step(step: PathStep) -> str:
    told = [_("The course lasts %(days)s days.", days=number(step.days))]
    if step.is_assessment:
        told = [_("Here the school looks at what you can do.")]
        told.append(_("Bring your papers."))
    if step.is_shortened:
        told.append(_("It is shorter for you, since you can some of it."))
    if step.travel_minutes is not None:
        minutes = number(round(step.travel_minutes))
        told.append(_("The way there takes %(minutes)s minutes.", minutes=minutes))
    told.append(_("It costs %(price)s.", price=whole_kroner(step.price_dkk)))
    names = [skill_name(skill) for skill in step.closes]
    if names:
        told.append(_("You learn: %(skills)s.", skills=", ".join(names)))
    return " ".join(told)


def _tell_left(path: Path) -> list[Section]:
    names = [skill_name(skill) for skill in path.left]
    if not names:
        return []
    told = _("Some things you learn on the job: %(skills)s.", skills=", ".join(names))
    return [Section(_("What is left"), [told])]


def _tell_next() -> Section:
    told = [
        _("Call your job centre."),
        _("They help you sign up."),
        _("Say so if a day does not fit you. Then we find another one."),
    ]
    return Section(_("What you do now"), [" ".join(told)])
