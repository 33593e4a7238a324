"""The starter catalogue: occupations, skills, courses and places, as CSV beside this file.

Real and read-only; an installation that imports ESCO keeps both.
"""

from data_schemas.catalogue.reading import (
    BusinessAreaRow,
    Catalogue,
    CourseRow,
    EducationRow,
    GoalRow,
    OccupationRow,
    OccupationSkillRow,
    PostcodeRow,
    SkillRelationRow,
    SkillRow,
    occupation_uri,
    read_catalogue,
    skill_uri,
)
from data_schemas.catalogue.titles import UsualTitles, read_usual_titles

__all__ = [
    "BusinessAreaRow",
    "Catalogue",
    "CourseRow",
    "EducationRow",
    "GoalRow",
    "OccupationRow",
    "OccupationSkillRow",
    "PostcodeRow",
    "SkillRelationRow",
    "SkillRow",
    "UsualTitles",
    "occupation_uri",
    "read_catalogue",
    "read_usual_titles",
    "skill_uri",
]
