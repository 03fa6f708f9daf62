"""The road as a picture, printed from the table, so that the documentation cannot say anything else."""

from __future__ import annotations

from jiqun.core.route import BOTH_LEVELS, BOTH_PURPOSES, ROUTE, Step
from jiqun.core.vocabulary import FINAL_STAGES, Event, Level, Purpose, Role, Stage

ANYWHERE = "anywhere"


def diagram() -> str:
    """The route as Mermaid text with Chinese labels; ends are rounded, acts from every open stage are drawn once."""
    lines = ["flowchart TD"]
    lines += [_node(stage) for stage in Stage]
    lines.append(f'    {ANYWHERE}[["任一未办结环节"]]')
    lines += _arrows()
    return "\n".join(lines) + "\n"


def _node(stage: Stage) -> str:
    left, right = ("([", "])") if stage in FINAL_STAGES else ("[", "]")
    return f'    {stage.value}{left}"{stage.label}"{right}'


def _arrows() -> list[str]:
    """One arrow for each start, act and end, with everybody who may act."""
    arrows: dict[tuple[str, Event, Stage], list[Step]] = {}
    for step in ROUTE:
        start = ANYWHERE if step.event == Event.DISQUALIFY else step.start.value
        arrows.setdefault((start, step.event, step.end), []).append(step)
    return [f'    {start} -->|"{_label(steps)}"| {end.value}' for (start, _, end), steps in arrows.items()]


def _label(steps: list[Step]) -> str:
    doers = dict.fromkeys(_doers(step) for step in steps)
    return "<br>".join(filter(None, (steps[0].event.label, *doers, _condition(steps))))


def _doers(step: Step) -> str:
    """Who may act, and under which settings of the round."""
    setting = {None: "", True: "（启用签发）", False: "（未启用签发）"}[step.signed]
    return "、".join(_doer(step.tier.label, role) for role in Role if role in step.roles) + setting + _extra(step)


def _extra(step: Step) -> str:
    """The extra stage that the round must have, or must not have."""
    with_it = f"（增设{step.needs.label}）" if step.needs else ""
    return with_it + (f"（未增设{step.unless.label}）" if step.unless else "")


def _doer(tier: str, role: Role) -> str:
    return role.label if role.label.startswith(tier) or role == Role.PANEL_SECRETARY else tier + role.label


def _condition(steps: list[Step]) -> str:
    """The purpose and level for which alone the arrow holds."""
    purposes = frozenset[Purpose]().union(*(step.purposes for step in steps))
    levels = frozenset[Level]().union(*(step.levels for step in steps))
    parts = [] if levels == BOTH_LEVELS else [level.label for level in Level if level in levels]
    parts += [] if purposes == BOTH_PURPOSES else [purpose.label for purpose in Purpose if purpose in purposes]
    return f"（{'，'.join(parts)}）" if parts else ""
