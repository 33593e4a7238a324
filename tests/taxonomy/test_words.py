"""Titles are made comparable, whoever writes them."""

import pytest

from matcher.taxonomy.compounds import Splitter
from matcher.taxonomy.words import plain, take_apart


@pytest.mark.parametrize(
    ("written", "head", "sector"),
    [
        ("Projektleder, byggeri", "projektleder", "byggeri"),
        ("Truckfører, nat", "truckfører", ""),
        ("Lager- og logistikmedarbejder", "lagermedarbejder og logistikmedarbejder", ""),
        ("SOSU-hjælper", "social og sundheds hjælper", ""),
        ("Kassedame", "kasseassistent", ""),
        ("Stuntman/stuntwoman", "stuntman", ""),
        ("IKT-konsulent (m/k)", "it konsulent", ""),
        ("Adm. direktør", "administrerende direktør", ""),
    ],
)
def test_a_title_is_taken_apart(written: str, head: str, sector: str) -> None:
    title = take_apart(written)
    assert (title.head, title.sector) == (head, sector)


def test_a_title_of_nothing_but_circumstances_is_kept() -> None:
    assert take_apart("Nat, weekend").whole == "nat weekend"


def test_signs_case_and_accents_do_not_count() -> None:
    assert plain("CAFÉ–Medarbejder!") == plain("cafe medarbejder") == "cafe medarbejder"


def test_a_compound_ends_with_its_head() -> None:
    words = "medarbejder lager lagermedarbejder butiksmedarbejder skovmedarbejder bankmedarbejder"
    splitter = Splitter([*words.split(), "kontormedarbejder", "havnemedarbejder", "bank"])
    assert splitter.split("lagermedarbejder") == ("lager", "medarbejder")
    assert splitter.split("kioskmedarbejder") == ("kiosk", "medarbejder")
    assert splitter.split("bank") == ("bank",)
