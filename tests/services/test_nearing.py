import pytest

from matcher.services.nearing import recall_nearness
from matcher.services.stocking import stock_catalogue
from matcher.store import concepts
from matcher.store.concepts import ConceptRow, LabelRow, RelationRow
from matcher.vocabulary import ConceptKind
from tests.services.conftest import TODAY

BASE = "http://data.europa.eu/esco/"
DRIVER, FORKLIFT, REACH = f"{BASE}occupation/1", f"{BASE}skill/1", f"{BASE}skill/2"


def add_esco(session):
    concepts.add_concepts(
        session,
        [
            ConceptRow(DRIVER, ConceptKind.OCCUPATION, "8344", "esco"),
            ConceptRow(FORKLIFT, ConceptKind.SKILL, "skill", "esco"),
            ConceptRow(REACH, ConceptKind.SKILL, "skill", "esco"),
        ],
    )
    concepts.add_labels(
        session,
        [
            LabelRow(DRIVER, "en", "driver", preferred=True),
            LabelRow(FORKLIFT, "en", "drive zeppelin forklift", preferred=True),
            LabelRow(REACH, "en", "drive zeppelin reach truck", preferred=True),
        ],
    )
    concepts.add_relations(
        session, [RelationRow(DRIVER, skill, "essential") for skill in (FORKLIFT, REACH)]
    )


@pytest.fixture
def stocked(services, session):
    stock_catalogue(session, today=TODAY)
    return services


def test_the_starter_catalogue_is_as_near_as_its_authors_said(stocked, session):
    told = concepts.read_knowledge(session).skill_nearness
    assert stocked.memory.get_knowledge(session).skill_nearness == told


def test_skills_of_escos_are_brought_near_by_computing(stocked, session):
    add_esco(session)
    near = stocked.memory.get_knowledge(session).skill_nearness
    assert 0 < near[FORKLIFT][REACH] < 1
    assert near[REACH][FORKLIFT] == near[FORKLIFT][REACH]


def test_the_same_content_is_computed_once_and_read_by_the_next_process(stocked, session, tmp_path):
    add_esco(session)
    first = recall_nearness(session, tmp_path)
    (kept,) = tmp_path.glob("nearness-*.json")
    before = kept.stat().st_mtime_ns
    assert recall_nearness(session, tmp_path) == first
    assert kept.stat().st_mtime_ns == before


def test_other_content_is_computed_again_and_replaces_what_was_kept(stocked, session, tmp_path):
    add_esco(session)
    recall_nearness(session, tmp_path)
    (before,) = tmp_path.glob("nearness-*.json")
    concepts.add_labels(session, [LabelRow(REACH, "en", "lift", preferred=False)])
    recall_nearness(session, tmp_path)
    (after,) = tmp_path.glob("nearness-*.json")
    assert after != before


def test_what_was_kept_and_cannot_be_read_is_computed_again(stocked, session, tmp_path):
    add_esco(session)
    first = recall_nearness(session, tmp_path)
    (kept,) = tmp_path.glob("nearness-*.json")
    kept.write_text("{", encoding="utf-8")
    assert recall_nearness(session, tmp_path) == first
