"""How long names take to complete while somebody types, over the whole of ESCO."""

import os
import tempfile
from pathlib import Path
from time import process_time

import numpy as np

from benchmarks.municipality import TODAY
from matcher.services import open_services
from matcher.services.esco import import_esco
from matcher.services.finding_concepts import complete_concepts
from matcher.services.stocking import stock_catalogue
from matcher.settings import Settings
from matcher.vocabulary import ConceptKind

ROOT = Path(__file__).resolve().parents[1]
NAMES = (
    "lagermedarbejder",
    "social- og sundhedshjælper",
    "sygeplejeske",
    "elektriker",
    "pædagogmedhjælper",
    "project manager",
    "manage musical staff",
    "welding",
)


def measure_completing() -> None:
    """Print milliseconds of processor time a key pressed, the database's answer included."""
    default = ROOT.parent / "shared" / "data"
    folder = Path(os.environ.get("ALBERTSLUND_SHARED_DATA", default)) / "esco"
    if not folder.is_dir():
        print(f"completing: not measured, no folder at {folder} (set ALBERTSLUND_SHARED_DATA)")
        return
    with tempfile.TemporaryDirectory() as home:
        services = open_services(Settings.from_environment({"ALBERTSLUND_HOME": home}))
        with services.transaction() as session:
            stock_catalogue(session, today=TODAY)
            import_esco(session, [folder / "en", folder / "da"])
        with services.session() as session:
            start = process_time()
            services.guide.prepare(session)
            print(f"completing: finder and names made in {process_time() - start:.1f} s")
            for kind in (None, ConceptKind.OCCUPATION, ConceptKind.SKILL):
                times = []
                for text in (name[:end] for name in NAMES for end in range(1, len(name) + 1)):
                    start = process_time()
                    complete_concepts(session, text, guide=services.guide, kind=kind, limit=8)
                    times.append(1000 * (process_time() - start))
                print(
                    f"  {kind or 'both':<12} {len(times)} keys  median {np.median(times):.1f} ms, "
                    f"p99 {np.percentile(times, 99):.1f} ms, slowest {max(times):.1f} ms"
                )
