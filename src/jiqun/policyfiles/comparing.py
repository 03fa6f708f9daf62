"""Two policy files, or two folders, held against each other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jiqun.core.policy.difference import differences
from jiqun.core.policy.loader import decode
from jiqun.core.policy.schema import CriteriaSet, RoundPolicy
from jiqun.core.policy.tree import Node, Place, PolicyError, Problem, Table
from jiqun.policyfiles.strays import KEPT, READ, files_below, is_policy
from jiqun.policyfiles.trees import read_tree, with_references


def compared(before: Path, after: Path) -> Iterator[str]:
    """Every difference in words, line by line; nothing when there is none.

    Raises:
        PolicyError: something cannot be read, or the two are not of one kind.
    """
    if before.is_dir() and after.is_dir():
        yield from _folders(before, after)
        return
    one, other = _read(before), _read(after)
    if type(one) is not type(other):
        raise PolicyError([Problem(Place(after.name), "", "应与前一份同为批次或同为认定标准", "另一种")])
    yield from map(str, differences(one, other))


def _folders(before: Path, after: Path) -> Iterator[str]:
    """Files of one name are compared; a file that only one of the folders has is told as a whole.

    Rounds and editions are compared in words, with all that they refer to; of other files it is told that they changed.
    """
    found = {name for name in files_below(before) | files_below(after) if is_policy(name)}
    if not found:
        raise PolicyError(
            [Problem(Place(after.name), "", "文件夹中应有rounds、criteria等政策数据", "没有可比较的文件")]
        )
    for name in sorted(found, key=lambda name: ((*READ, *KEPT).index(name.parts[0]), name)):
        if not (before / name).exists():
            yield f"新增文件 {name}"
        elif not (after / name).exists():
            yield f"删除文件 {name}"
        elif name.parts[0] in KEPT:
            yield from [] if (before / name).read_bytes() == (after / name).read_bytes() else [f"修改文件 {name}"]
        else:
            lines = list(compared(before / name, after / name))
            yield from ([str(name), *(f"  {line}" for line in lines)] if lines else [])


def _read(path: Path) -> RoundPolicy | CriteriaSet:
    """The round or the edition in a file, whether or not it is sound; a file of neither kind is refused as a round."""
    path = path.resolve()
    root = path.parent.parent
    tree = with_references(read_tree(path, root), root)
    return decode(tree, CriteriaSet) if _is_edition(tree) else decode(tree, RoundPolicy)


def _is_edition(tree: Node) -> bool:
    return isinstance(tree, Table) and "aspects" in tree.entries
