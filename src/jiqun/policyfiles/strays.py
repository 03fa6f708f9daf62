"""Files of a policy folder that nothing reads: they are told, so that nobody takes them for checked or compared."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath

READ = ("rounds", "criteria")
"""Shelves whose files are policies by themselves."""
KEPT = (
    *("forms", "clauses", "scoring", "formal_checks", "texts", "conventions"),
    *("regions", "towns", "clusters", "workdays", "cases"),
)
"""Shelves whose files are parts of policies, registers and cases."""
YAML = ".yaml"
MEANT = (YAML, ".yml")
"""How the files are called that somebody may take for policy."""


def files_below(root: Path) -> set[PurePosixPath]:
    """Every file of a folder by its place in it, hidden ones left out."""
    found = set()
    for folder, inner, names in os.walk(root):
        inner[:] = [each for each in inner if not each.startswith(".")]
        place = PurePosixPath(Path(folder).relative_to(root).as_posix())
        found |= {place / name for name in names if not name.startswith(".")}
    return found


def is_policy(name: PurePosixPath) -> bool:
    """Whether a file lies where policy files lie and is called as they are."""
    return len(name.parts) > 1 and name.parts[0] in (*READ, *KEPT) and name.suffix == YAML


def unchecked(root: Path, looked: Collection[str]) -> Iterator[str]:
    """What of a folder nobody looked at, in sentences; ``looked``: the files that were, by their place in it."""
    files = files_below(root)
    for folder in sorted({each.parts[0] for each in files if len(each.parts) > 1} - {*READ, *KEPT}):
        yield f"{folder}/：未检查，不是政策数据的文件夹"
    for name in sorted(each for each in files if each.parts[0] in (*READ, *KEPT) and str(each) not in looked):
        used = "没有批次、标准或表样用到" if name.suffix == YAML else "政策数据的扩展名应为.yaml"
        yield f"{name}：未检查，{used}"
    for name in sorted(each for each in files if len(each.parts) == 1 and each.suffix in MEANT):
        yield f"{name}：未检查，政策数据应放在rounds、criteria等文件夹中"


def uncompared(before: Path, after: Path) -> Iterator[str]:
    """What differs between two folders and is no policy data."""
    for name in sorted(each for each in files_below(before) | files_below(after) if not is_policy(each)):
        one, other = before / name, after / name
        if not (one.is_file() and other.is_file()) or one.read_bytes() != other.read_bytes():
            yield f"{name}：不同，但不是政策数据，未比较"
