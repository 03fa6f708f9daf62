"""A policy in parts: taken apart and put together it is the same, and every problem leads to its part."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jiqun.core.policy.loader import to_plain
from jiqun.core.policy.tree import PolicyError
from jiqun.policyfiles.folder import policydata_root, read_round, round_files
from jiqun.policyfiles.pack import Pack, assembled, split

SHANXI = read_round(policydata_root() / "rounds" / "shanxi-2025.yaml")


def changed(pack: Pack, *path: Any, to: Any) -> Pack:
    """The pack with another value at a path."""
    copy = deepcopy(pack)
    inner: Any = copy
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = to
    return copy


def keys(pack: Pack) -> list[str]:
    """Where the problems of a pack are."""
    with pytest.raises(PolicyError) as refusal:
        assembled(pack)
    return [problem.key for problem in refusal.value.problems]


@pytest.mark.parametrize("path", round_files(), ids=lambda path: path.stem)
def test_taken_apart_and_put_together_is_the_same_policy(path: Path) -> None:
    policy = read_round(path)

    assert to_plain(assembled(split(policy))) == to_plain(policy)


def test_criteria_that_two_tracks_use_stand_once() -> None:
    pack = split(SHANXI)

    assert list(pack["criteria"]) == ["shanxi-2023", "national-2022"]
    assert [track["criteria"] for track in pack["round"]["tracks"]] == ["shanxi-2023", "national-2022", "national-2022"]


def test_criteria_of_one_name_that_differ_keep_apart() -> None:
    own = replace(SHANXI.tracks[2].criteria, title="复核标准")
    policy = replace(SHANXI, tracks=(*SHANXI.tracks[:2], replace(SHANXI.tracks[2], criteria=own)))

    pack = split(policy)

    assert list(pack["criteria"]) == ["shanxi-2023", "national-2022", "national-2022-2"]
    assert assembled(pack) == policy


def test_a_name_no_file_could_have_is_not_used_for_the_part() -> None:
    own = replace(SHANXI.tracks[0].criteria, name="../标准.1")
    policy = replace(SHANXI, tracks=(replace(SHANXI.tracks[0], criteria=own), *SHANXI.tracks[1:]))

    pack = split(policy)

    assert list(pack["criteria"]) == ["criteria", "national-2022"]
    assert assembled(pack) == policy


def test_a_flaw_of_criteria_leads_to_the_edition_once() -> None:
    pack = changed(split(SHANXI), "criteria", "national-2022", "criteria", 4, "indicator", to="nothing")

    assert "criteria.national-2022.criteria.4.indicator" in keys(changed_kind(pack))


def changed_kind(pack: Pack) -> Pack:
    return changed(pack, "criteria", "national-2022", "criteria", 4, "kind", to="figure")


def test_a_flaw_of_the_round_leads_to_the_round() -> None:
    pack = changed(split(SHANXI), "round", "data_years", "values", "2025-04-17", "value", to=0)

    assert keys(pack) == ["round.data_years.values.2025-04-17.value"]


def test_a_misshapen_part_is_told_with_the_way_to_it() -> None:
    pack = changed(split(SHANXI), "round", "tracks", 1, "package", "discs", "values", "2025-04-17", "value", to="两张")
    pack = changed(pack, "criteria", "national-2022", "criteria", 0, "label", to=None)

    assert set(keys(pack)) == {
        "round.tracks.1.package.discs.values.2025-04-17.value",
        "criteria.national-2022.criteria.0.label",
    }


def test_a_track_without_its_edition_is_refused() -> None:
    pack = changed(split(SHANXI), "round", "tracks", 0, "criteria", to="shanxi-2026")

    assert keys(pack) == ["round.tracks.0.criteria", "criteria.shanxi-2023"]


def test_an_edition_that_no_track_uses_is_refused_rather_than_lost() -> None:
    pack = changed(split(SHANXI), "criteria", "spare", to={"name": "spare"})

    assert "criteria.spare" in keys(pack)
    assert "criteria.spare.aspects" in keys(pack)


@pytest.mark.parametrize("junk", [None, [], "", 3, {"tracks": {}}, {"tracks": [None, 3, []]}])
def test_a_round_of_any_shape_is_refused_with_sentences(junk: object) -> None:
    assert keys({"round": junk, "criteria": {}, "cases": [], "answers": {}})
