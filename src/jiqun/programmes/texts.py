"""The one door to the fixed words of documents and pages: the round's own, else those shipped with the software."""

from __future__ import annotations

from datetime import date
from functools import cache

from jiqun.core.policy.schema import RoundPolicy
from jiqun.core.policy.textschema import CLUSTERS, Programme, SummaryColumn, Texts
from jiqun.core.texts.catalogue import COMMON, parts_of
from jiqun.core.texts.filling import fill, names_in
from jiqun.documents.wording import day
from jiqun.policyfiles.texts import shipped_texts

NAMED_LATER = {name: f"{{{name}}}" for name in ("about", "title", "day")}
"""What only the finished document tells of its file's name."""

Fact = str | int | date


def programme_of(policy: RoundPolicy | None) -> Programme:
    """The programme's own words; those of the clusters where there is no round yet."""
    return policy.programme if policy else CLUSTERS


def text_of(policy: RoundPolicy | None, document: str, part: str, /, **facts: Fact) -> str:
    """One text with its facts; raises KeyError for a part or a fact that is not there."""
    own = policy.texts.parts if policy and policy.texts else ()
    said = next((each.text for each in own if each.key == f"{document}.{part}"), None)
    return fill(_shipped(document)[part] if said is None else said, {**_own(policy), **_as_text(facts)})


def words_of(policy: RoundPolicy | None, document: str, /, **facts: Fact) -> dict[str, str]:
    """What a document prints besides its record: every text of it, and of all documents, whose facts are given."""
    known = {**_own(policy), **_as_text(facts)}
    texts = {**_stated(policy, COMMON), **_stated(policy, document)}
    words = {part: fill(text, known) for part, text in texts.items() if known.keys() >= set(names_in(text))}
    return {**words, "file_name": fill(texts["file_name"], {**known, **NAMED_LATER})}


def basis_of(policy: RoundPolicy) -> str:
    """The notice as official texts cite it: 《标题》, with its number where it has one."""
    notice = policy.notice
    return f"《{notice.title}》（{notice.number}）" if notice.number else f"《{notice.title}》"


def summary_columns(policy: RoundPolicy) -> tuple[SummaryColumn, ...]:
    """The columns of the cities' summary table, their labels filled in."""
    chosen = policy.texts.summary_columns if policy.texts else ()
    own = _own(policy)
    return tuple(SummaryColumn(each.key, fill(each.label, own)) for each in chosen or shipped_texts().summary_columns)


def _stated(policy: RoundPolicy | None, document: str) -> dict[str, str]:
    """The texts of a document, unfilled, in the order of its parts."""
    found = dict(_shipped(document))
    if policy is not None and policy.texts is not None:
        found |= _texts(policy.texts, document)
    return {part.key: found[part.key] for part in parts_of(document).parts}


@cache
def _shipped(document: str) -> dict[str, str]:
    return _texts(shipped_texts(), document)


def _texts(edition: Texts, document: str) -> dict[str, str]:
    owned = f"{document}."
    return {each.key[len(owned) :]: each.text for each in edition.parts if each.key.startswith(owned)}


def _own(policy: RoundPolicy | None) -> dict[str, str]:
    words = programme_of(policy)
    return {"programme": words.name, "object": words.object, "counter": words.counter}


def _as_text(facts: dict[str, Fact]) -> dict[str, str]:
    return {name: day(fact) if isinstance(fact, date) else str(fact) for name, fact in facts.items()}
