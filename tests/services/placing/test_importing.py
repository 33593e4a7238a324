"""Students, programmes and wishes come in by file, whole or not at all."""

from matcher.campus import ConsentKind, GivenBy, Subject, SupportNeed
from matcher.services.importing import commit_import, preview_import, read_import
from matcher.services.placing.wishing import state_wishes
from matcher.services.reading import template
from matcher.store import programmes, rounds, students
from matcher.store.student_traits import list_student_traits
from tests.services.placing.conftest import CAMILLA, NOW

BY = {"actor": CAMILLA.email, "now": NOW}


def bring(session, noun, text):
    return preview_import(session, noun, filename="fil.csv", content=text.encode(), **BY)


def take_in(session, noun, text):
    preview = bring(session, noun, text)
    assert preview.errors == ()
    commit_import(session, preview.batch, **BY)
    return preview


STUDENTS = """Elevreference;Fornavn;Fødselsdato;Skole;Klassetrin;Postnummer;\
Samtykke til deltagelse;Samtykke til karakterer;Karakterer;Støttebehov
S-9;Amina;14-03-2012;Kanalskolen;8. klasse;2620;Forælder eller værge;guardian;dansk:7|matematik:02;\
Roligt sted at arbejde
S-10;;01-02-2008;Vestvolden Gymnasium;11;2620;Eleven selv;;;
"""


def test_a_file_of_students_is_taken_in_with_consents_and_grades(session):
    preview = take_in(session, "students", STUDENTS)
    assert (preview.rows, preview.new) == (2, 2)
    amina = students.get_student(session, "S-9")
    assert amina.grades == {Subject.DANSK: 7, Subject.MATEMATIK: 2}
    assert amina.needs == {SupportNeed.QUIET}
    assert amina.consents == {ConsentKind.TAKE_PART, ConsentKind.GRADES}
    (given,) = students.list_consents(session, "S-10")
    assert given.given_by is GivenBy.STUDENT


def test_the_file_itself_is_forgotten_once_it_is_taken_in(session):
    preview = take_in(session, "students", STUDENTS)
    kept = read_import(session, preview.batch)
    assert (kept.payload, kept.report["sample"], kept.rows) == (b"", [], 2)


def test_a_child_does_not_consent_alone_and_no_row_is_taken_in(session):
    preview = bring(session, "students", STUDENTS.replace("Forælder eller værge", "Eleven selv"))
    (fault,) = preview.errors
    assert (fault.row, fault.column) == (2, "Samtykke til deltagelse")
    assert "for ung" in fault.wrong_da
    assert students.list_students(session) == ()


def test_grades_without_consent_are_refused_with_the_remedy(session):
    preview = bring(session, "students", STUDENTS.replace("guardian", ""))
    (fault,) = preview.errors
    assert fault.column == "Karakterer"
    assert "samtykke" in fault.right_da


def test_the_templates_of_the_campus_can_be_taken_in_as_they_are(campus, wishing):
    for noun in ("programmes", "students"):
        content = template(noun, language="da", form="xlsx")
        preview = preview_import(campus, noun, filename="s.xlsx", content=content, **BY)
        strange = [one for one in preview.errors if one.column != "CVR-nummer"]
        assert strange == []


def test_a_programme_of_an_unknown_host_is_refused(campus):
    text = "Kode;Titel;Spor;Udbyder;CVR-nummer;Pladser;Postnummer;Startdato;Slutdato\n"
    row = "P-9;Nyt;Boglig;Campus;{};8;2620;01-02-2027;28-05-2027\n"
    (fault,) = bring(campus, "programmes", text + row.format("99000007")).errors
    assert fault.column == "CVR-nummer"
    take_in(campus, "programmes", text + row.format("99000015"))
    assert programmes.get_programme(campus, "P-9").seats == 8


def test_wishes_are_taken_in_in_one_step_of_the_history(campus, wishing):
    text = f"Elevreference;Runde;Ønsker\nS-1;{wishing.code};P-1|P-2\nS-2;{wishing.code};P-2\n"
    take_in(campus, "wishes", text)
    found = rounds.get_round(campus, wishing.code)
    assert found.wishes == {"S-1": ("P-1", "P-2"), "S-2": ("P-2",)}
    assert found.version == wishing.version + 1
    assert found.events[-1].kind == "wishes_in"


def test_wishes_for_what_is_not_in_the_round_are_refused_row_by_row(campus, wishing):
    text = (
        f"Elevreference;Runde;Ønsker\nS-1;{wishing.code};P-7\nS-77;{wishing.code};P-1\nS-2;X;P-1\n"
    )
    faults = bring(campus, "wishes", text).errors
    assert {(one.row, one.column) for one in faults} == {
        (2, "Ønsker"),
        (3, "Elevreference"),
        (4, "Runde"),
    }


def test_traits_are_taken_in_for_known_students_alone(campus):
    text = "Elevreference;Køn;Sprog i hjemmet\nS-1;Kvinder;Dansk og andet sprog\n"
    take_in(campus, "student_traits", text)
    assert list_student_traits(campus)["S-1"].sex == "female"


def test_wishes_stated_one_by_one_raise_the_version_and_tell_what_was_before(campus, wishing):
    after = state_wishes(
        campus, wishing.code, "S-1", ["P-2"], seen=wishing.version, viewer=CAMILLA, now=NOW
    )
    assert after.events[-1].detail == {"before": [], "after": ["P-2"]}
