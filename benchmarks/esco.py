"""How long ESCO's official folders take to import, into an empty database and once more."""

import os
import tempfile
from pathlib import Path
from time import perf_counter

from benchmarks.municipality import TODAY
from matcher.services import open_services
from matcher.services.esco import import_esco
from matcher.services.finding import search_concepts
from matcher.services.stocking import stock_catalogue
from matcher.settings import Settings

ROOT = Path(__file__).resolve().parents[1]


def measure_esco() -> None:
    """Print seconds and counts; says so where the real folders are not at hand."""
    default = ROOT.parent / "shared" / "data"
    folder = Path(os.environ.get("ALBERTSLUND_SHARED_DATA", default)) / "esco"
    if not folder.is_dir():
        print(f"ESCO: not measured, no folder at {folder} (set ALBERTSLUND_SHARED_DATA)")
        return
    with tempfile.TemporaryDirectory() as home:
        services = open_services(Settings.from_environment({"ALBERTSLUND_HOME": home}))
        with services.transaction() as session:
            stock_catalogue(session, today=TODAY)
        for name in ("first", "again"):
            start = perf_counter()
            with services.transaction() as session:
                report = import_esco(session, [folder / "en", folder / "da"])
            taken = perf_counter() - start
            print(
                f"ESCO {name}: {taken:.1f} s, {report.occupations} occupations, "
                f"{report.skills} skills, {report.occupation_skill_relations} relations, "
                f"{report.new_concepts} new concepts"
            )
        with services.session() as session:
            for text in ("lagermedarbejder", "social- og sundhedshjælper"):
                first = search_concepts(session, text)[0]
                print(f"  {text!r} finds {first.label_da!r} ({first.uri})")
