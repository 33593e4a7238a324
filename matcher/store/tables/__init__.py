"""The tables, one module a noun; nothing outside the store sees them."""

from matcher.store.tables.accounts import AccountLinks, Users
from matcher.store.tables.audit import AuditReads
from matcher.store.tables.base import Base
from matcher.store.tables.caseloads import Caseloads
from matcher.store.tables.changes import DataVersion
from matcher.store.tables.concepts import ConceptLabels, ConceptRelations, Concepts
from matcher.store.tables.courses import CourseLanguages, Courses, CourseSkills, CourseStarts
from matcher.store.tables.goals import GoalReadings, Goals
from matcher.store.tables.imports import ImportBatches
from matcher.store.tables.mail import Newsletters, Outbox, Subscribers
from matcher.store.tables.models import (
    ChampionChanges,
    Leases,
    ModelVersions,
    Schedules,
    TrainingRuns,
)
from matcher.store.tables.openings import (
    OpeningLanguages,
    OpeningLicences,
    Openings,
    OpeningSkills,
)
from matcher.store.tables.organisations import Organisations
from matcher.store.tables.outcomes import Outcomes, Retractions
from matcher.store.tables.paths import PathEvents, PathPlans
from matcher.store.tables.people import (
    Consents,
    People,
    PeopleExperience,
    PeopleLanguages,
    PeopleLicences,
    PeopleSkills,
    PeopleTraits,
    PeopleWishes,
)
from matcher.store.tables.places import Places
from matcher.store.tables.programmes import Programmes
from matcher.store.tables.recommendations import Recommendations
from matcher.store.tables.rotations import (
    RotationAssignments,
    RotationCases,
    RotationDocuments,
    RotationEmployees,
    RotationEvents,
    RotationSubstitutes,
    RotationTrainings,
)
from matcher.store.tables.rounds import (
    RoundEvents,
    RoundHostViews,
    RoundPlacements,
    RoundProgrammes,
    RoundRulings,
    Rounds,
    RoundStudents,
    RoundWaiting,
    RoundWishes,
)
from matcher.store.tables.searches import SavedSearches, SearchFinds
from matcher.store.tables.sharing import (
    OrganisationContacts,
    PeopleContacts,
    Postings,
    Shares,
)
from matcher.store.tables.students import (
    StudentConsents,
    StudentGrades,
    StudentOutcomes,
    Students,
    StudentTraits,
)

__all__ = [
    "AccountLinks",
    "AuditReads",
    "Base",
    "Caseloads",
    "ChampionChanges",
    "ConceptLabels",
    "ConceptRelations",
    "Concepts",
    "Consents",
    "CourseLanguages",
    "CourseSkills",
    "CourseStarts",
    "Courses",
    "DataVersion",
    "GoalReadings",
    "Goals",
    "ImportBatches",
    "Leases",
    "ModelVersions",
    "Newsletters",
    "OpeningLanguages",
    "OpeningLicences",
    "OpeningSkills",
    "Openings",
    "OrganisationContacts",
    "Organisations",
    "Outbox",
    "Outcomes",
    "PathEvents",
    "PathPlans",
    "People",
    "PeopleContacts",
    "PeopleExperience",
    "PeopleLanguages",
    "PeopleLicences",
    "PeopleSkills",
    "PeopleTraits",
    "PeopleWishes",
    "Places",
    "Postings",
    "Programmes",
    "Recommendations",
    "Retractions",
    "RotationAssignments",
    "RotationCases",
    "RotationDocuments",
    "RotationEmployees",
    "RotationEvents",
    "RotationSubstitutes",
    "RotationTrainings",
    "RoundEvents",
    "RoundHostViews",
    "RoundPlacements",
    "RoundProgrammes",
    "RoundRulings",
    "RoundStudents",
    "RoundWaiting",
    "RoundWishes",
    "Rounds",
    "SavedSearches",
    "Schedules",
    "SearchFinds",
    "Shares",
    "StudentConsents",
    "StudentGrades",
    "StudentOutcomes",
    "StudentTraits",
    "Students",
    "Subscribers",
    "TrainingRuns",
    "Users",
]
