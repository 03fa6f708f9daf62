"""The record: read, filtered, verified, exported so that anybody can verify it again."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse

import jiqun
from jiqun.audit.models import Entry
from jiqun.audit.services import record
from jiqun.core.findings import SYSTEM, Actor
from jiqun.core.vocabulary import Role, Stage, Tier
from jiqun.desk.queries import Asked, entries_wanted
from jiqun.desk.records import BY_NAME, WORDS, names_of_people, subject_words
from tests.factories import AT, make_case, make_city, make_county, make_province, make_seat, officer

pytestmark = pytest.mark.django_db
SOURCE = Path(jiqun.__file__).parent
ZHANG = Actor(None, "张工", "定襄县工业和信息化局", "经办人")


def auditor():
    return make_seat(make_province(), Role.AUDITOR)


def acts(**asked):
    return [entry.label for entry in entries_wanted(Asked(**asked))]


@pytest.fixture
def _three():
    record("a", "提交", by=ZHANG, at=AT, subject="2025-140921-01S")
    record("b", "退回补正", by=SYSTEM, at=AT + timedelta(days=1), subject="panel:3", remark="证明不足")
    record("c", "开启批次", by=SYSTEM, at=AT + timedelta(days=2))


@pytest.mark.usefixtures("_three")
def test_the_record_is_narrowed_by_person_act_subject_and_day():
    day = AT.date() + timedelta(days=1)

    assert acts() == ["开启批次", "退回补正", "提交"]
    assert acts(person="定襄县") == ["提交"]
    assert acts(act="不足") == ["退回补正"]
    assert acts(subject="140921") == ["提交"]
    assert acts(first_day=day) == ["开启批次", "退回补正"]
    assert acts(first_day=day, last_day=day) == ["退回补正"]


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("2025-140921-01S", "2025-140921-01S"),
        ("panel:3", "评审组第3号"),
        ("town:140981/某镇", "专业镇数据（某镇）"),
        ("workdays:2026", "节假日安排（2026）"),
        ("other:1", "其他第1号"),
        ("", ""),
    ],
)
def test_subjects_are_told_in_words(subject, words):
    assert subject_words(subject) == words


def written_in(pattern: str, folder: Path = SOURCE) -> set[str]:
    """What the sources write, wherever the pattern stands."""
    return {found for path in folder.rglob("*.py") for found in re.findall(pattern, path.read_text(encoding="utf-8"))}


def test_every_kind_of_subject_has_a_word():
    kinds = written_in(r'f"([a-z_]+):\{') | written_in(r'SUBJECT = "([a-z_]+):"')

    assert kinds == WORDS.keys() | BY_NAME.keys()


def test_no_act_of_one_floor_is_recorded_under_the_name_of_another():
    floors = [path for path in SOURCE.iterdir() if path.is_dir()]
    acts = [act for floor in floors for act in written_in(r'\b(?:record|note)\(\s*"([a-z_]+)"', floor)]

    assert len(acts) > 30
    assert sorted(acts) == sorted(set(acts))


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.AUDITOR, Role.SECURITY_ADMIN)])
def test_the_record_is_kept_from_everybody_else(as_seat, role):
    seat = make_seat(make_province(), role)

    for name in ("records", "records-export"):
        assert as_seat(seat).get(reverse(f"desk:{name}")).status_code == 403
    assert as_seat(seat).post(reverse("desk:verify")).status_code == 403


def test_a_citys_security_administrator_does_not_read_it(as_seat):
    seat = make_seat(make_city(), Role.SECURITY_ADMIN)

    assert seat.tier == Tier.CITY
    assert as_seat(seat).get(reverse("desk:records")).status_code == 403


def test_the_auditor_may_open_a_case_from_its_entry_and_the_security_administrator_not(as_seat):
    case = make_case(stage=Stage.SUBMITTED)
    url, page = reverse("desk:case", args=[case.case_number]), reverse("desk:records")

    assert url in as_seat(auditor()).get(page).content.decode()
    assert url not in as_seat(make_seat(make_province(), Role.SECURITY_ADMIN)).get(page).content.decode()


@pytest.mark.usefixtures("_three")
def test_verifying_says_how_many_hold_and_what_the_last_one_is(as_seat):
    page = as_seat(auditor()).post(reverse("desk:verify")).content.decode()
    last = Entry.objects.last()

    assert last is not None
    assert f"共{last.sequence}条，逐条校验一致" in page
    assert last.digest in page


@pytest.mark.usefixtures("_three")
def test_verifying_names_the_entry_that_was_altered(as_seat):
    Entry.objects.filter(sequence=2).update(remark="证明充分")
    page = as_seat(auditor()).post(reverse("desk:verify")).content.decode()

    assert "第2条记录的内容与其摘要不符，记录被改动" in page


@pytest.mark.usefixtures("_three")
def test_the_export_can_be_verified_by_the_recipe_alone(as_seat):
    answer = as_seat(auditor()).get(reverse("desk:records-export"))
    lines = [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]

    before = "0" * 64
    for number, line in enumerate(lines, 1):
        covered = {"facts": line["facts"], "previous": line["previous"]}
        text = json.dumps(covered, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert line["previous"] == before
        assert line["facts"]["sequence"] == number
        assert line["digest"] == hashlib.sha256(text.encode()).hexdigest()
        before = line["digest"]
    assert len(lines) == Entry.objects.count()


def test_a_long_record_is_paged_with_a_fixed_number_of_questions(as_seat, django_assert_max_num_queries):
    make_case(make_county(), stage=Stage.SUBMITTED)
    for number in range(60):
        record("a", f"第{number}次", by=officer().actor, at=AT)
    client = as_seat(auditor())

    with django_assert_max_num_queries(9):
        answer = client.get(reverse("desk:records"))
    assert len(answer.context["lines"]) == 50


@pytest.mark.django_db
def test_an_account_is_named_in_the_record():
    person = officer().person

    names = names_of_people([f"person:{person.pk}", "person:x", "panel:3"])

    assert subject_words(f"person:{person.pk}", names) == f"账号：{person.name}（{person.username}）"
