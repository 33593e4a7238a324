"""Whether the terms fit: hours, working times, languages, licences, the day it begins."""

from matcher.vocabulary import Candidate, Knowledge, Opening


def measure(candidate: Candidate, opening: Opening, knowledge: Knowledge) -> dict[str, float]:
    """Measure what is missing or apart on each term."""
    missing = sum(
        max(0, level - candidate.languages.get(code, 0))
        for code, level in opening.languages.items()
    )
    late = (candidate.available_from - opening.starts_on).days if candidate.available_from else 0
    fitting = opening.work_times & candidate.work_times
    return {
        "hours__gap": abs(opening.weekly_hours - candidate.weekly_hours),
        "work_time__overlap": len(fitting) / len(opening.work_times) if opening.work_times else 1.0,
        "languages__shortfall": float(missing),
        "licences__missing": float(len(opening.licences - candidate.licences)),
        "availability__days_late": float(min(365, max(0, late))),
    }
