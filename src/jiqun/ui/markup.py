"""Markup of the plain inputs, written without a template: a roster of 300 firms holds two thousand of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from django.utils.safestring import SafeData

Widget = Mapping[str, Any]
LIBRARY = "django/forms/widgets/"


def escaped(value: object) -> str:
    """Text fit for markup; what was marked safe stays. Django's own function resolves lazy texts first, at a price."""
    return str(value) if isinstance(value, SafeData) else escape(str(value))


def attributes(widget: Widget) -> str:
    """The attributes behind the name: those that are False left out, those that are True without value."""
    parts = []
    for name, value in widget["attrs"].items():
        if value is True:
            parts.append(f" {escaped(name)}")
        elif value is not False:
            parts.append(f' {escaped(name)}="{escaped(value)}"')
    return "".join(parts)


def plain_input(widget: Widget) -> str:
    """An input with its value, where it has one."""
    value = "" if widget["value"] is None else f' value="{escaped(widget["value"])}"'
    return f'<input type="{widget["type"]}" name="{escaped(widget["name"])}"{value}{attributes(widget)}>'


def select(widget: Widget) -> str:
    """A list to choose from."""
    options = "".join(
        f'<option value="{escaped(option["value"])}"{attributes(option)}>{escaped(option["label"])}</option>'
        for option in options_of(widget)
    )
    return f'<select name="{escaped(widget["name"])}"{attributes(widget)}>{options}</select>'


def ticks(widget: Widget) -> str:
    """Several options to tick or to choose one of, each within its label."""
    kept = {name: widget["attrs"][name] for name in ("id", "class") if widget["attrs"].get(name)}
    lines = "".join(f"<div>{tick(option)}</div>" for option in options_of(widget))
    return f"<div{attributes({'attrs': kept})}>{lines}</div>"


def tick(option: Widget) -> str:
    """One option within its label."""
    own = option["attrs"].get("id")
    target = f' for="{escaped(own)}"' if own else ""
    return f"<label{target}>{plain_input(option)} {escaped(option['label'])}</label>"


def options_of(widget: Widget) -> list[Widget]:
    """All options in order."""
    return [option for _, options, _ in widget["optgroups"] for option in options]


INPUTS = ("text", "date", "hidden", "number", "checkbox")
DIRECT: dict[str, Callable[[Widget], str]] = {
    **{f"{LIBRARY}{name}.html": plain_input for name in INPUTS},
    f"{LIBRARY}select.html": select,
    f"{LIBRARY}checkbox_select.html": ticks,
    f"{LIBRARY}radio.html": ticks,
}


def direct(template_name: str, widget: Widget) -> str | None:
    """The markup that the template would give but for blanks between tags; None where the template must speak.

    That is so for options in groups and for any widget of another kind.
    """
    maker = DIRECT.get(template_name)
    if maker is None or any(group for group, _, _ in widget.get("optgroups", ())):
        return None
    return maker(widget)
