"""The demonstration plays a whole round: every case reaches its end, and the same seed tells the same story."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.db import transaction
from django.test import override_settings
from docx import Document

from jiqun.audit.queries import verify_chain
from jiqun.core.criteria import assess
from jiqun.core.policy.schema import RoundPolicy
from jiqun.core.vocabulary import FINAL_STAGES, Stage, Verdict
from jiqun.declarations.models import Declaration
from jiqun.documents.fonts import FontsMissing
from jiqun.documents.pdf import press
from jiqun.policyfiles.folder import policydata_root, read_round
from jiqun.site.demo.complete import play_complete
from jiqun.site.demo.figures import answers_for
from jiqun.site.demo.output import write_round
from jiqun.site.demo.scenes import Scene, scenes

pytestmark = pytest.mark.django_db

PLACES = {"清徐县", "太原市尖草坪区", "古交市", "大同市云冈区", "盂县", "应县", "长治市潞州区", "河津市"}
"""Two that pass, one of them at both levels; one each for every other fate; two re-evaluations."""
FEW = {"清徐县", "盂县", "长治市潞州区"}
"""The fewest by which the road can be walked to its end."""


@dataclass(frozen=True, slots=True)
class Played:
    """What is left of a played round: its folder, and how its cases and entries stood."""

    root: Path
    written: int
    stages: dict[str, str]
    entries: int
    unbroken: bool

    @property
    def manifests(self) -> dict[str, list[str]]:
        """The digests that each dossier lists."""
        found = {}
        for path in sorted(self.root.rglob("*.zip")):
            with zipfile.ZipFile(path) as archive:
                listed = json.loads(archive.read("manifest.json"))
            found[str(path.relative_to(self.root))] = [each["sha256"] for each in listed["files"]]
        return found


class Links(HTMLParser):
    """Collects where a page leads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [unquote(value) for name, value in attrs if tag == "a" and name == "href" and value]


def paragraphs_of(path: Path) -> str:
    """The running text of a Word document."""
    return "\n".join(each.text for each in Document(path).paragraphs)


@lru_cache(maxsize=1)
def shipped() -> RoundPolicy:
    return read_round(policydata_root() / "rounds" / "shanxi-2025.yaml")


def chosen(places: set[str]) -> tuple[Scene, ...]:
    return tuple(scene for scene in scenes() if scene.place in places)


def play(places: set[str], seed: int, root: Path) -> Played:
    """Play in a transaction that is taken back, so that the next play starts from nothing."""
    with transaction.atomic():
        show = play_complete(shipped(), seed=seed, progress=lambda _: None, played=chosen(places))
        root.mkdir()
        written = write_round(show.call, root)
        report = verify_chain()
        stages = dict(Declaration.objects.values_list("case_number", "stage"))
        transaction.set_rollback(True)
    return Played(root, len(written), stages, report.count, report.broken is None)


@pytest.fixture(scope="module")
def playing(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[set[str], int], Played]]:
    try:
        press()
    except FontsMissing as missing:
        pytest.skip(str(missing))
    folder = tmp_path_factory.mktemp("demo")
    numbers = iter(range(99))
    fast = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=folder / "media", PASSWORD_HASHERS=fast):
        yield lambda places, seed: play(places, seed, folder / f"out{next(numbers)}")


@pytest.fixture(scope="module")
def played(playing: Callable[[set[str], int], Played]) -> Played:
    return playing(PLACES, 7)


@pytest.fixture(scope="module")
def few(playing: Callable[[set[str], int], Played]) -> Played:
    return playing(FEW, 7)


def test_the_province_shows_36_declarations_and_4_re_evaluations() -> None:
    renewed = [scene for scene in scenes() if scene.re_evaluation]

    assert (len(scenes()) - len(renewed), len(renewed)) == (37, 4)
    assert {scene.fate for scene in chosen(PLACES)} == {scene.fate for scene in scenes()}


def unmet(scene: Scene, seed: int) -> list[str]:
    """What a scene misses of every standard that it declares for."""
    policy = shipped()
    wanted = {"re_evaluation"} if scene.re_evaluation else {"provincial", *(["national"] if scene.national else [])}
    missed = []
    for key in sorted(wanted):
        found = assess(
            policy.track(key).criteria,
            answers_for(scene, policy, seed),
            years=policy.years,
            on=policy.day,
            conventions=policy.conventions,
            form=policy.form,
        )
        open_to_doubt = (each for each in found.results if each.verdict in (Verdict.NOT_MET, Verdict.UNKNOWN))
        missed += [each.criterion.label for each in open_to_doubt if not each.excused]
    return missed


@pytest.mark.parametrize("seed", [1, 7, 8, 2025])
def test_a_cluster_meant_to_pass_meets_its_standards_whatever_the_seed(seed: int) -> None:
    missed = {scene.name: unmet(scene, seed) for scene in scenes() if not scene.weak}

    assert {name: labels for name, labels in missed.items() if labels} == {}


def test_every_case_reaches_its_end(played: Played) -> None:
    both_levels = sum(scene.national for scene in chosen(PLACES))

    assert len(played.stages) == len(PLACES) + both_levels
    assert [stage for stage in played.stages.values() if stage not in {*FINAL_STAGES, Stage.FORWARDED}] == []


def test_each_fate_ends_where_it_should(played: Played) -> None:
    ends = set(played.stages.values())

    assert {Stage.RECOGNISED, Stage.FORWARDED, Stage.DECLINED, Stage.REFUSED, Stage.NOT_RECOMMENDED} <= ends


def test_the_failed_re_evaluation_has_its_conformity_statement_which_says_that_it_fails(played: Played) -> None:
    (statement,) = played.root.rglob("河津市精品钢结构件*/*符合性说明*.docx")
    text = "\n".join(cell.text for table in Document(statement).tables for row in table.rows for cell in row.cells)

    assert "核实数与填报数一致，未达到标准" in text
    assert "初审未通过的理由：对照国家标准，“" in f"{text}{paragraphs_of(statement)}"


def test_the_entries_form_an_unbroken_chain(played: Played) -> None:
    assert played.unbroken
    assert played.entries > len(played.stages)


def test_the_index_leads_to_every_written_file(played: Played) -> None:
    links = Links()
    links.feed((played.root / "index.html").read_text(encoding="utf-8"))

    assert [link for link in links.found if not (played.root / link).is_file()] == []
    assert len(set(links.found)) == played.written


def test_the_form_in_the_dossier_is_the_one_in_the_folder(few: Played) -> None:
    for path in sorted(few.root.rglob("*.zip")):
        loose = {each.read_bytes() for each in path.parent.iterdir() if each.suffix == ".docx"}
        with zipfile.ZipFile(path) as archive:
            enclosed = {archive.read(name) for name in archive.namelist() if name.endswith(".docx")}

        assert enclosed
        assert enclosed <= loose


def test_the_same_seed_gives_the_same_documents(few: Played, playing: Callable[[set[str], int], Played]) -> None:
    again = playing(FEW, 7)

    assert again.manifests
    assert again.manifests == few.manifests


def test_another_seed_gives_other_documents(few: Played, playing: Callable[[set[str], int], Played]) -> None:
    other = playing(FEW, 8)

    assert other.manifests.keys() == few.manifests.keys()
    assert all(other.manifests[path] != digests for path, digests in few.manifests.items())
