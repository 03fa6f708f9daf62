"""``python -m benchmarks [B1 …]``: run the named rows, or all that there are."""

from __future__ import annotations

import importlib
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.harness import Report, machine

ROWS = {
    "B1": "benchmarks.b01_list_page",
    "B3": "benchmarks.b03_dossier",
    "B7": "benchmarks.b07_criteria",
    "B8": "benchmarks.b08_documents",
    "WHATIF": "benchmarks.what_if",
}


def main(wanted: list[str]) -> int:
    """Run in a data folder of its own, so that nothing real is touched."""
    unknown = [name for name in wanted if name not in ROWS]
    if unknown:
        print(f"no such row: {', '.join(unknown)}; there are {', '.join(ROWS)}")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        fonts = Path(os.environ.get("JIQUN_DATA_DIR", "var")).resolve() / "fonts"
        if fonts.is_dir():
            (Path(folder) / "fonts").symlink_to(fonts)
        os.environ["JIQUN_DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiqun.site.settings")
        os.environ.setdefault("JIQUN_STATIC_STORAGE", "django.contrib.staticfiles.storage.StaticFilesStorage")
        report = Report(machine())
        print(report.machine)
        for name in wanted or list(ROWS):
            importlib.import_module(ROWS[name]).run(report)
        report.write(Path("var") / "benchmarks.json")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
    raise SystemExit(main(sys.argv[1:]))
