"""FVU, preparatory adult education: free basic Danish, mathematics, digital skills and English.

Asked of a person and a course. What the rules read of `Opening.parameters`:

``fvu_subject``
    ``dansk``, ``matematik``, ``digital``, ``engelsk`` or ``start``.
``fvu_exception``, ``job_hours``
    Below 25: the circumstance that gives access, such as ``barsel``, or ``ingen``; hours a week in
    a job.
``danish_level``
    Level of Danish, such as ``B1``; else the person's own.
``placed_on_step``, ``born_on``
    Whether the school has tested and placed the person; the day of birth.
"""

from data_schemas.parameters import Parameter
from matcher.rules.case import Case, Reason, needs, no, rule, yes
from matcher.rules.conditions import AGE_FACTS, AGE_TERMS, ask, judge_age, life_span
from matcher.rules.scheme import Scheme
from matcher.rules.terms import TERMS
from matcher.vocabulary import CEFR, Answer, BenefitGroup, OtherScheme

NAME = "fvu"
_LEVELS = {number: name for name, number in CEFR.items()}


@rule(
    "FV-01",
    "age_min",
    facts=(*AGE_FACTS, "benefit_group"),
    terms=(*AGE_TERMS, "fvu_exception", "job_hours"),
    also=("exceptions", "job_hours"),
)
def judge_access(case: Case, least: Parameter) -> Reason:
    """FV-01: from 25, or below in some circumstances."""
    reason = judge_age(case, least.months)
    exceptions = case.law.value("exceptions", on=case.tested_on)
    stated, hours = case.word("fvu_exception"), case.number("job_hours")
    enough = case.law.value("job_hours", on=case.tested_on)
    if reason.answer is Answer.ELIGIBLE or exceptions is None or enough is None:
        return reason
    if stated in exceptions.names:
        return yes("Undtagelse fra alderskravet: {way}.", "Exempt from the age: {way}.", way=stated)
    told = {"hours": hours, "enough": enough.number, "years": least.months}
    if case.candidate.benefit_group is BenefitGroup.I_JOB and (hours or 0) >= enough.number:
        return yes("I job {hours} timer om ugen.", "In a job {hours} hours a week.", **told)
    in_job = case.candidate.benefit_group in {None, BenefitGroup.I_JOB}
    if stated is None or (in_job and hours is None) or reason.answer is Answer.NEEDS:
        return needs(
            "fødselsdato, og for den, der ikke er fyldt {years} år, en undtagelse (fx job på "
            "mindst {enough} timer om ugen, barsel eller ungdomsuddannelse)",
            "date of birth, and of who is below {years} an exemption (such as a job of {enough} "
            "hours a week or more, parental leave or upper secondary education)",
            **told,
        )
    if case.candidate.benefit_group is None and (hours or 0) >= enough.number:
        return needs("ydelsesgruppe, eller om personen er i job", "benefit group, or in a job")
    return no(
        "Ikke fyldt {years} år, og ingen undtagelse.", "Not yet {years}, and no exemption.", **told
    )


def _name_subject(name: str) -> tuple[str, str]:
    """Name a subject in Danish and English as its form does."""
    return (TERMS["fvu_subject"].choices or {}).get(name, (name, name))


@rule(
    "FV-02",
    "subjects",
    facts=("benefit_group",),
    terms=("fvu_subject",),
    also=("work_subjects",),
)
def judge_subject(case: Case, subjects: Parameter) -> Reason:
    """FV-02: one of the subjects; some may be for employees only."""
    subject, group = case.word("fvu_subject"), case.candidate.benefit_group
    if subject not in subjects.names:
        words = [_name_subject(name) for name in subjects.names]
        return needs(
            f"fag ({', '.join(da for da, _ in words)})",
            f"the subject ({', '.join(en for _, en in words)})",
        )
    at_work = case.law.value("work_subjects", on=case.tested_on)
    da, en = _name_subject(str(subject))
    told = {"subject": da, "subject_en": en}
    if at_work is not None and subject in at_work.names and group is not BenefitGroup.I_JOB:
        return needs(
            "om {subject} udbydes til andre end ansatte (ikke efterprøvet)",
            "whether {subject_en} is offered to others than employees (not verified)",
            **told,
        )
    return yes("Fag: {subject}.", "Subject: FVU, {subject_en}.", **told)


@rule(
    "FV-03",
    "danish_level",
    facts=("languages",),
    terms=("danish_level", "fvu_subject"),
    also=("danish_level_start", "subjects"),
)
def judge_danish(case: Case, least: Parameter) -> Reason:
    """FV-03: enough Danish to follow the teaching; less for FVU-start."""
    stated = CEFR.get((case.word("danish_level") or "").upper())
    had = stated if stated is not None else case.candidate.languages.get("da")
    start = case.law.value("danish_level_start", on=case.tested_on)
    subjects = case.law.value("subjects", on=case.tested_on)
    subject = case.word("fvu_subject")
    asked = start if start is not None and subject == "start" else least
    told = {"had": _LEVELS.get(had or 0, "?"), "asked": _LEVELS[asked.months]}
    if had is None:
        return needs("danskniveau (mindst {asked})", "level of Danish ({asked} or more)", **told)
    if had >= asked.months:
        return yes("Dansk på {had}; mindst {asked}.", "Danish at {had}; {asked} or more.", **told)
    known = subjects is not None and subject in subjects.names
    if not known and start is not None and had >= start.months:
        return needs(
            "fag; dansk på {had} rækker kun til FVU-start",
            "the subject; Danish at {had} is enough for FVU-start only",
            **told,
        )
    return no("Dansk på {had}; mindst {asked}.", "Danish at {had}; {asked} or more.", **told)


@rule("FV-05", "fee_dkk")
def judge_fee(_: Case, fee: Parameter) -> Reason:
    """FV-05: free to the participant."""
    return yes("Deltagerbetaling: {fee} kr.", "Fee: DKK {fee}.", fee=fee.amount)


RULES = (
    life_span("Forberedende voksenundervisning", "Preparatory adult education", identifier="FV-00"),
    judge_access,
    judge_subject,
    judge_danish,
    ask(
        "FV-04",
        "placed_first",
        "placed_on_step",
        da="skolen har testet personen og placeret på trin",
        en="the school has tested the person and placed on a step",
    ),
    judge_fee,
)

SCHEME = Scheme(NAME, OtherScheme.FVU.da, OtherScheme.FVU.en, RULES, terms=("starts_on",))
