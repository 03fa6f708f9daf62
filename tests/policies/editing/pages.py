"""Every part of a pack, and what a browser would post back of a form that nobody touched."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from django.http import QueryDict

from jiqun.policies.editing.addresses import DATES, Spot, item_at, locate, root, step_into
from jiqun.policies.editing.forms import PartForm
from jiqun.policies.editing.shapes import ON_PAGES, Kind, item_of, members_of
from jiqun.policies.editing.trees import tree_for


def every_part(pack: Any) -> list[Spot]:
    """All parts that have a page."""
    return [*(spot for spot in _below(root(pack)) if spot.steps), locate(pack, DATES)]


def _below(spot: Spot) -> Iterator[Spot]:
    yield spot
    if item_of(spot.hint) is not None:
        for step in range(len(spot.plain)) if isinstance(spot.plain, list) else spot.plain:
            yield from _below(item_at(spot, step))
    elif spot.kind is Kind.PAGE:
        for name, member in members_of(spot.hint).items():
            if member.kind in ON_PAGES:
                yield from _below(step_into(spot, name))


def form_of(spot: Spot, posted: QueryDict | None = None) -> PartForm | None:
    """The form of a part, if it has inputs of its own."""
    tree = tree_for(spot, posted or {})
    return PartForm(tree, spot.hint, posted) if tree else None


def untouched(markup: str) -> QueryDict:
    """What a browser posts of the inputs in this markup."""
    reader = _Inputs()
    reader.feed(markup)
    posted = QueryDict(mutable=True)
    for name, value in reader.posted:
        posted.appendlist(name, value)
    return posted


def posted_by(form: PartForm) -> QueryDict:
    """What a browser posts of a form as it was shown."""
    return untouched("".join(str(form[name]) for name in form.fields))


class _Inputs(HTMLParser):
    """Reads inputs as a browser does: boxes only if ticked, lists the first option unless one is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.posted: list[tuple[str, str]] = []
        self.name, self.options, self.text = "", list[tuple[str, bool]](), ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("name"):
            ticked = given.get("type") not in ("checkbox", "radio") or "checked" in given
            if ticked:
                self.posted.append((str(given["name"]), given.get("value") or ("on" if "checked" in given else "")))
        elif tag in ("select", "textarea"):
            self.name, self.options, self.text = str(given["name"]), [], ""
        elif tag == "option":
            self.options.append((given.get("value") or "", "selected" in given))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            chosen = [value for value, is_chosen in self.options if is_chosen] or [self.options[0][0]]
            self.posted.append((self.name, chosen[0]))
        elif tag == "textarea":
            text = self.text.removeprefix("\r").removeprefix("\n")
            self.posted.append((self.name, text.replace("\r\n", "\n").replace("\n", "\r\n")))
