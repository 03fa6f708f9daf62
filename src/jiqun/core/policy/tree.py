"""A policy text as values with their places, before it is given a shape."""

from __future__ import annotations

from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: file (below the policy folder) and line; line 0 when there is no text."""

    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as written; ``None`` when left empty. What it means is decided by the shape, never guessed.

    ``quoted``: written as a text, so that a number in quotes can be told from a number.
    """

    text: str | None
    place: Place = Place()
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """Values in order."""

    items: tuple[Node, ...]
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Table:
    """Values by key; ``keys`` gives the line of each key."""

    entries: dict[str, Node]
    place: Place = Place()
    keys: dict[str, Place] = field(default_factory=dict)

    def place_of(self, key: str) -> Place:
        """Where the key stands, or else where the table begins."""
        return self.keys.get(key, self.place)


Node = Scalar | Listing | Table


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a policy text: where, at which key, what was expected and what was found."""

    place: Place
    key: str
    expected: str
    found: str

    def __str__(self) -> str:
        file, line = self.place.file, self.place.line
        where = f"{file} 第{line}行：" if line else f"{file}：" if file else ""
        key = f"键“{self.key}”" if self.key else ""
        return f"{where}{key}{self.expected}，现为{self.found}"


class PolicyError(Exception):
    """A policy text was refused; every problem is given at once, and once only for a file that several tracks use."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = list({_identity(problem): problem for problem in reversed(problems)}.values())[::-1]
        super().__init__("\n".join(str(problem) for problem in self.problems))


def _identity(problem: Problem) -> tuple[Place, str, str, str]:
    key = problem.key.rpartition(".")[2] if problem.place.line else problem.key
    return problem.place, key, problem.expected, problem.found


def find(node: Node, path: str) -> Place:
    """Where the value at a path such as ``tracks.1.criteria`` stands; the nearest place above it if it is not there."""
    place = node.place
    for step in path.split("."):
        if isinstance(node, Table) and step in node.entries:
            place, node = node.place_of(step), node.entries[step]
        elif isinstance(node, Listing) and step.isdigit() and int(step) < len(node.items):
            node = node.items[int(step)]
            place = node.place
        else:
            break
    return place


def placed(problems: list[Problem], tree: Node) -> list[Problem]:
    """The same problems, each with the place where its key stands in the text."""
    return [replace(each, place=find(tree, each.key)) for each in problems]


def plain_tree(plain: object) -> Node:
    """The tree of a value read from JSON; figures must be whole or written as text.

    Raises:
        PolicyError: a value of a kind that a frozen policy never holds, such as a float.
    """
    if plain is None:
        return Scalar(None)
    if isinstance(plain, bool):
        return Scalar("true" if plain else "false")
    if isinstance(plain, int | str):
        return Scalar(str(plain))
    if isinstance(plain, list):
        return Listing(tuple(plain_tree(item) for item in plain))
    if isinstance(plain, dict):
        return Table({str(key): plain_tree(value) for key, value in plain.items()})
    raise PolicyError([Problem(Place(), "", "应为文字、整数、是否、列表或表", f"“{plain}”")])
