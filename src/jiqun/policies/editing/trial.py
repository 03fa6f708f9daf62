"""A condition or an indicator tried with the dossier that the cases depart from, and its formula read out in words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jiqun.core.arithmetic import rounded
from jiqun.core.compiled_set import compiled_set
from jiqun.core.criteria import assess
from jiqun.core.facts import facts_of, setting_of
from jiqun.core.figures import format_figure
from jiqun.core.formula import FormulaError, value_of
from jiqun.core.formula_words import Speaker, methods
from jiqun.core.policy.loader import decode
from jiqun.core.policy.schema import CriteriaSet, Criterion, Indicator, RoundPolicy, Track
from jiqun.core.policy.tree import PolicyError
from jiqun.core.vocabulary import Verdict
from jiqun.policies.editing.addresses import Spot
from jiqun.policies.editing.shapes import record_of
from jiqun.policyfiles.pack import tree_of

UNFINISHED = "草案尚有缺项，补全后可以试算"


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it. ``words``: the formula read out; ``trouble``: why it could not be tried."""

    words: str = ""
    methods: tuple[str, ...] = ()
    value: str = ""
    verdict: Verdict | None = None
    sentence: str = ""
    trouble: str = ""


def trial_of(spot: Spot, whole: RoundPolicy | None = None) -> Trial | None:
    """The trial of a part as it is stored; None for parts that are neither condition nor indicator.

    ``whole``: the draft put together, where it is sound; otherwise it is tried as far as it can be read.
    """
    edition = spot.owner_of(CriteriaSet)
    if record_of(spot.hint) not in (Criterion, Indicator) or edition is None:
        return None
    pack = spot.trail[0].plain
    try:
        policy = whole or decode(tree_of(pack), RoundPolicy)
        at = _track_using(edition.steps[-1], pack)
        if at is None:
            return Trial(trouble="没有申报类别使用这份标准，无从试算")
        return _tried(policy, policy.tracks[at], str(spot.plain["id"]), pack, record_of(spot.hint))
    except PolicyError:
        return Trial(trouble=UNFINISHED)
    except FormulaError as error:
        return Trial(trouble=error.sentence)
    except (LookupError, ValueError, TypeError):
        return Trial(trouble=UNFINISHED)


def _tried(policy: RoundPolicy, track: Track, id: str, pack: Any, shape: Any) -> Trial:
    answers = {place: answer for place, answer in (pack.get("answers") or {}).items() if answer != ""}
    given: dict[str, Any] = {
        "years": policy.years,
        "on": policy.day,
        "conventions": policy.conventions,
        "setting": setting_of(policy, track),
    }
    if shape is Criterion:
        found = assess(track.criteria, answers, form=policy.form, **given)
        result = next(each for each in found.results if each.criterion.id == id)
        return Trial(result.basis.formula, result.basis.methods, result.value_text, result.verdict, result.sentence)
    compiled = compiled_set(track.criteria, policy.form)
    facts = facts_of(answers, undated=compiled.undated, **given)
    part = compiled.parts[id]
    outcome = value_of(part, facts)
    indicator = next(each for each in track.criteria.indicators if each.id == id)
    value = f"{_shown(outcome.value, indicator)}{indicator.unit}" if outcome.value is not None else ""
    trouble = "" if value else outcome.reason or f"缺少{compiled.wording.listing(outcome.missing)}"
    return Trial(Speaker(compiled.wording, facts).figure(part), methods(part, facts), value, trouble=trouble)


def _shown(value: Decimal, indicator: Indicator) -> str:
    """As many places as the indicator is shown with; two more where that would hide everything but zero."""
    shown = rounded(value, indicator.decimals)
    return format_figure(shown if shown or not value else rounded(value, indicator.decimals + 2))


def _track_using(name: Any, pack: Any) -> int | None:
    tracks = pack["round"].get("tracks") or []
    return next((at for at, track in enumerate(tracks) if track.get("criteria") == name), None)
