"""Conditions that several schemes set in the same words."""

import re
from collections.abc import Collection
from datetime import date

from data_schemas.parameters import Parameter
from matcher.rules.case import Case, Reason, needs, no, yes
from matcher.rules.months import count_months
from matcher.rules.wording import Months, tell_list
from matcher.vocabulary import BenefitGroup, Candidate

_NO_SUPPORT = {"none", "ingen"}


def read_number(_: Case, limit: Parameter) -> float:
    """Give the limit itself, as the remedy for a number beyond it."""
    return limit.number


def judge_unemployment_months(candidate: Candidate, *, months: int, on: date) -> Reason:
    """Judge whether somebody had been unemployed for so many months on a day.

    Unemployment benefit is counted together over several spells, other benefits only in one
    unbroken spell. So a short spell refuses only those who cannot have earlier ones that count.
    """
    since = candidate.unemployed_since
    if since is None:
        return needs("ledig siden", "unemployed since")
    had = count_months(since, on)
    da = "Ledig siden {since}: {had} den {on}; kravet er {months}."
    en = "Unemployed since {since}: {had} on {on}; required: {months}."
    told = {"since": since, "had": Months(had), "on": on, "months": Months(months)}
    if had >= months and since <= on:
        return yes(da, en, **told)
    if candidate.benefit_group is None:
        return needs(f"ydelsesgruppe. {da}", f"benefit group. {en}", **told)
    if candidate.benefit_group is BenefitGroup.DAGPENGE:
        return needs(
            f"tidligere perioder på dagpenge, som lægges sammen. {da}",
            f"earlier spells of unemployment benefit, which are added up. {en}",
            **told,
        )
    return no(da, en, **told)


def judge_flag(case: Case, key: str, *, da: str, en: str) -> Reason:
    """Judge a condition that the opening answers with yes or no; ``da`` and ``en`` word it."""
    answer = case.flag(key)
    if answer is None:
        return needs(f"om det er opfyldt, at {da}", f"whether {en}")
    if answer:
        return yes(f"Oplyst: {da}.", f"Stated: {en}.")
    return no(f"Ikke opfyldt: {da}.", f"Not met: {en}.")


def judge_support(case: Case, *, allowed: Collection[str] = ()) -> Reason:
    """Judge that no other public support is had for the same hours but what is allowed."""
    word, stated = case.word("other_support"), case.flag("other_support")
    if word is None and stated is None:
        return needs("anden offentlig støtte til de samme timer", "other public support")
    if stated:
        return no(
            "Der gives anden offentlig støtte til de samme timer.",
            "Other public support is given for the same hours.",
        )
    names = set(re.findall(r"[^|,;\s]+", word or "")) - _NO_SUPPORT - set(allowed)
    if stated is False or not names:
        return yes(
            "Der gives ingen anden støtte, som udelukker denne.",
            "No other support is given that would exclude this.",
        )
    return no(
        f"Der gives anden offentlig støtte til de samme timer: {tell_list(sorted(names))}.",
        f"Other public support is given for the same hours: {tell_list(sorted(names))}.",
    )
