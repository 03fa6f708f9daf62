"""Editions of criteria that are used alone, without a round: the edition, a form for its labels, conventions."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from jiqun.core.policy.loader import decode
from jiqun.core.policy.schema import Conventions, CriteriaSet, Form
from jiqun.core.policy.standardchecks import check_standard
from jiqun.core.policy.tree import Node, Place, PolicyError, Problem, Scalar, placed
from jiqun.core.standard import Standard
from jiqun.policyfiles.folder import policydata_root
from jiqun.policyfiles.trees import FILE_NAME, read_tree, referred

T = TypeVar("T")
FORM = "cluster-2025"
CONVENTIONS = "customary"


def standard_names(root: Path | None = None) -> list[str]:
    """The names of the editions in a policy folder, or of those shipped."""
    return sorted(path.stem for path in ((root or policydata_root()) / "criteria").glob("*.yaml"))


def read_standard(name: str | Path, root: Path | None = None, *, form: str = "") -> Standard:
    """The edition of that name in a policy folder (without ``root`` the shipped one), or in the file it leads to.

    ``form`` names the file that gives it labels, in the same folder or else among those shipped. Without it, it is the
    first that asks what the edition looks at, of the usual one, the others in the folder, and the usual one shipped.

    Raises:
        PolicyError: with every problem found.
    """
    tree, root = _edition(name, root or policydata_root())
    criteria = decode(tree, CriteriaSet)
    usual = _shared(CONVENTIONS, "conventions", Conventions, root)
    refusals: list[list[Problem]] = []
    for each in [form] if form else _forms(root):
        asked = _shared(each, "forms", Form, root)
        flaws = check_standard(criteria, asked, usual)
        if not flaws:
            return Standard(criteria, asked, usual)
        refusals.append(flaws)
    raise PolicyError(placed(refusals[0], tree))


def _forms(root: Path) -> list[str]:
    """The forms that an edition of a folder may be meant for, the usual one first, or last where it is not there."""
    own = sorted(path.stem for path in (root / "forms").glob("*.yaml"))
    return list(dict.fromkeys([FORM, *own] if FORM in own else [*own, FORM]))


def _edition(name: str | Path, root: Path) -> tuple[Node, Path]:
    """The tree of the edition and the folder around it."""
    if FILE_NAME.fullmatch(str(name)):
        if str(name) not in standard_names(root):
            expected = f"应为下列之一：{'、'.join(standard_names(root))}，或认定标准文件的路径"
            raise PolicyError([Problem(Place(), "", expected, f"“{name}”")])
        return read_tree(root / "criteria" / f"{name}.yaml", root), root
    path = Path(name).resolve()
    return read_tree(path, path.parent), path.parent.parent


def _shared(name: str, shelf: str, shape: type[T], root: Path) -> T:
    """What goes with an edition, from its own folder or else from the shipped one."""
    at = root if (root / shelf / f"{name}.yaml").exists() else policydata_root()
    return decode(referred(Scalar(name), shelf, at), shape)
