"""From the vocabulary to the API's contracts."""

from collections.abc import Iterable
from typing import Any

from data_schemas.contracts.api import (
    CandidateOut,
    ChanceOut,
    ChangeOut,
    ContributionOut,
    FindingOut,
    OpeningOut,
    OutcomeOut,
    ProspectOut,
    SkillOut,
    StandingOut,
    StandingsOut,
    SuggestionOut,
    SuggestionsOut,
    TurnOut,
    VerdictOut,
)
from data_schemas.parameters import word_source
from matcher.services.eligibility import SCHEME_NAMES, Prospect, Standings
from matcher.vocabulary import (
    Candidate,
    Chance,
    Contribution,
    Finding,
    Opening,
    OutcomeEvent,
    SkillLevel,
    Suggestion,
    Suggestions,
    Verdict,
)
from web.chances import count_of_100, word_fully


def present_candidate(one: Candidate) -> CandidateOut:
    """Present what a consultant may see of a candidate."""
    return CandidateOut(
        reference=one.reference,
        birth_year=one.birth_year,
        postcode=one.postcode,
        benefit_group=one.benefit_group,
        unemployed_since=one.unemployed_since,
        education_level=one.education_level,
        occupation=one.occupation,
        weekly_hours=one.weekly_hours,
        travel_limit_minutes=one.travel_limit_minutes,
        skills=[_present_skill(skill) for skill in one.skills],
        languages=dict(one.languages),
        licences=sorted(one.licences),
        shown_to_companies=one.shown_to_companies,
    )


def present_opening(one: Opening) -> OpeningOut:
    """Present an opening."""
    return OpeningOut(
        reference=one.reference,
        kind=one.kind,
        title=one.title,
        organisation=one.organisation,
        organisation_name=one.organisation_name,
        postcode=one.postcode,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        occupation=one.occupation,
        positions=one.positions,
        weekly_hours=one.weekly_hours,
        required_skills=[_present_skill(skill) for skill in one.required_skills],
        nice_skills=[_present_skill(skill) for skill in one.nice_skills],
        languages=dict(one.languages),
        licences=sorted(one.licences),
        tags=sorted(one.tags),
    )


def present_suggestions(found: Suggestions, *, towards: str) -> SuggestionsOut:
    """Present a ranked list; ``towards`` says whether candidates or openings are ranked."""
    return SuggestionsOut(
        model_version=found.model_version,
        list_id=found.list_id,
        considered=found.considered,
        is_explored=found.is_explored,
        items=[_present_suggestion(one, towards) for one in found.items],
        refused=[_present_suggestion(one, towards) for one in found.refused],
    )


def present_outcome(event: OutcomeEvent) -> OutcomeOut:
    """Present what happened."""
    return OutcomeOut(
        opening=event.opening,
        candidate=event.candidate,
        outcome=event.outcome,
        happened_on=event.happened_on,
        recorded_at=event.recorded_at,
        actor=event.actor,
        reason=event.reason,
    )


def _present_skill(skill: SkillLevel) -> SkillOut:
    return SkillOut(
        concept=skill.concept,
        level=skill.level,
        label_da=skill.label_da,
        label_en=skill.label_en,
    )


def _present_suggestion(one: Suggestion, towards: str) -> SuggestionOut:
    return SuggestionOut(
        rank=one.rank,
        model_rank=one.model_rank,
        propensity=one.propensity,
        reference=one.candidate.reference if towards == "candidates" else one.opening.reference,
        score=one.score,
        intercept=one.intercept,
        chance=_present_chance(one.chance),
        contributions=present_contributions(one.contributions),
        answer=one.answer,
        verdicts=[present_verdict(verdict) for verdict in one.verdicts],
    )


def present_contributions(parts: Iterable[Contribution]) -> list[ContributionOut]:
    """Show what adds up to a score."""
    return [
        ContributionOut(
            feature=part.feature,
            value=part.value,
            amount=part.amount,
            text_da=part.text_da,
            text_en=part.text_en,
        )
        for part in parts
    ]


def _present_chance(chance: Chance) -> ChanceOut:
    return ChanceOut(
        share=chance.share,
        low=chance.low,
        high=chance.high,
        level=chance.level,
        of_100=count_of_100(chance),
        pairs=chance.pairs,
        lasted=chance.lasted,
        followed=chance.followed,
        sureness=chance.sureness.value,
        text_da=word_fully(chance, "da"),
        text_en=word_fully(chance, "en"),
    )


def present_verdict(verdict: Verdict) -> VerdictOut:
    """Present what a scheme says."""
    return VerdictOut(
        scheme=verdict.scheme,
        answer=verdict.answer,
        findings=[present_finding(finding) for finding in verdict.findings],
    )


def present_finding(finding: Finding) -> FindingOut:
    """Present one condition that was tried."""
    return FindingOut(
        rule=finding.rule,
        answer=finding.answer,
        reason_da=finding.reason_da,
        reason_en=finding.reason_en,
        parameter=finding.parameter,
        tested_on=finding.tested_on,
        source=finding.source,
        source_en=word_source(finding.source, "en"),
        confidence=finding.confidence,
        value=_write(finding.value),
        unit=finding.unit,
        address=finding.address,
        facts={name: _write(value) for name, value in finding.facts.items()},
    )


def _write(value: object) -> Any:
    """Write a fact or a parameter's value as JSON can hold it."""
    if isinstance(value, tuple | list | set | frozenset):
        return [_write(item) for item in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)


def present_prospect(one: Prospect) -> ProspectOut:
    """Give a scheme's verdict with what lies ahead."""
    name_da, name_en = SCHEME_NAMES[one.verdict.scheme]
    return ProspectOut(
        verdict=present_verdict(one.verdict),
        name_da=name_da,
        name_en=name_en,
        turns=[
            TurnOut(
                day=turn.day,
                answer=turn.answer,
                text_da=turn.tell("da"),
                text_en=turn.tell("en"),
            )
            for turn in one.turns
        ],
        ways=[
            [
                ChangeOut(
                    name=change.name,
                    values=[str(value) for value in change.values],
                    text_da=change.da,
                    text_en=change.en,
                )
                for change in way
            ]
            for way in one.ways
        ],
    )


def present_standings(found: Standings) -> StandingsOut:
    """Give everybody's answers before an opening."""
    return StandingsOut(
        opening=found.opening,
        tested_on=found.tested_on,
        counts={
            scheme: {answer.value: count for answer, count in of.items()}
            for scheme, of in found.counts.items()
        },
        total=found.total,
        items=[
            StandingOut(candidate=one.candidate, scheme=one.scheme, answer=one.answer)
            for one in found.items
        ],
    )
