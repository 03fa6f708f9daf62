"""Drafts are kept incomplete; what colleagues wrote meanwhile is never overwritten in silence."""

from __future__ import annotations

from typing import Any

import pytest

from jiqun.audit.models import Entry
from jiqun.core.findings import Refused
from jiqun.core.vocabulary import Role, Stage
from jiqun.declarations.models import AnswerChange
from jiqun.declarations.services.answering import Saved, save_section
from tests.declarations.scenes import draft, handler, signatory, with_national
from tests.factories import AT, make_county, make_seat, shanxi_policy

pytestmark = pytest.mark.django_db


def save(case, section_id: str, posted: dict[str, Any], *, seen: int | None = None, by=None) -> Saved:
    section = next(each for each in shanxi_policy().form.sections if each.id == section_id)
    seen = case.dossier.revision if seen is None else seen
    saved = save_section(case.dossier, section, posted, seen=seen, by=by or handler(), at=AT)
    case.dossier.refresh_from_db()
    return saved


def test_a_figure_is_kept_exactly_however_it_was_typed():
    case = draft()

    save(case, "figures", {"output_total-2024": "１，２３４．５ 亿元"})

    assert case.dossier.answers["output_total.2024"] == "1234.5"


def test_a_draft_may_be_emptied():
    case = draft()

    save(case, "figures", {"output_total-2024": ""})

    assert "output_total.2024" not in case.dossier.answers


def test_what_cannot_be_read_keeps_the_text_and_the_old_answer():
    case = draft()

    saved = save(case, "figures", {"output_total-2024": "约一百亿", "output_sme-2024": "90"})

    assert saved.kept == {"output_total.2024": "约一百亿"}
    assert [finding.field for finding in saved.findings] == ["output_total.2024"]
    assert (case.dossier.answers["output_total.2024"], case.dossier.answers["output_sme.2024"]) == ("125", "90")


def test_each_changed_answer_has_its_history():
    case = draft()

    save(case, "figures", {"output_total-2024": "130", "output_total-2023": "108"})

    change = AnswerChange.objects.get()
    assert (change.address, change.before, change.after, change.revision) == ("output_total.2024", "125", "130", 1)
    assert Entry.objects.filter(act="save_answers").count() == 1


def test_the_same_post_twice_is_one_act():
    case = draft()

    save(case, "figures", {"output_total-2024": "130"}, seen=0)
    save(case, "figures", {"output_total-2024": "130"}, seen=0)

    assert (case.dossier.revision, AnswerChange.objects.count()) == (1, 1)


def test_an_answer_changed_by_a_colleague_is_not_overwritten():
    case = draft()
    colleague = make_seat(make_county(), Role.HANDLER, "同事")
    save(case, "figures", {"output_total-2024": "130"}, by=colleague)

    with pytest.raises(Refused) as refusal:
        save(case, "figures", {"output_total-2024": "140", "output_sme-2024": "99"}, seen=0)

    case.dossier.refresh_from_db()
    assert [finding.field for finding in refusal.value.findings] == ["output_total.2024"]
    assert "同事刚刚修改了“2024年集群总产值”" in str(refusal.value)
    assert (case.dossier.answers["output_total.2024"], case.dossier.answers["output_sme.2024"]) == ("130", "104")


def test_colleagues_may_fill_in_different_answers_at_once():
    case = draft()
    save(case, "figures", {"output_total-2024": "130"})

    save(case, "figures", {"output_sme-2024": "99"}, seen=0)

    assert (case.dossier.answers["output_total.2024"], case.dossier.answers["output_sme.2024"]) == ("130", "99")


def test_the_cluster_follows_its_declaration():
    case = draft()

    save(case, "basic", {"niche": "大型法兰"})

    case.dossier.cluster.refresh_from_db()
    assert case.dossier.cluster.niche == "大型法兰"


def test_nobody_renames_a_cluster_that_others_are_deciding_on():
    case = draft(stage=Stage.SUBMITTED)
    national = with_national(case)
    name = case.dossier.cluster.name

    save(national, "basic", {"cluster_name": "定襄县环锻件产业集群", "niche": "环锻件"})

    cluster = type(case.dossier.cluster).objects.get(pk=case.dossier.cluster_id)
    assert (cluster.name, cluster.niche) == (name, "法兰锻造")


def test_a_name_another_cluster_has_is_refused():
    other = draft(niche="蔬菜机械")
    case = draft()

    with pytest.raises(Refused) as refusal:
        save(case, "basic", {"cluster_name": other.dossier.cluster.name})

    assert refusal.value.findings[0].code == "cluster.exists"


def test_what_was_submitted_is_read_only():
    case = draft(stage=Stage.SUBMITTED)

    with pytest.raises(Refused) as refusal:
        save(case, "figures", {"output_total-2024": "130"})

    assert refusal.value.findings[0].code == "declaration.read_only"


def test_shared_answers_stay_open_while_the_other_level_is_a_draft():
    case = draft()
    with_national(case)
    case.stage = Stage.SUBMITTED
    case.save()

    save(case, "figures", {"output_total-2024": "130"})

    assert case.dossier.answers["output_total.2024"] == "130"


@pytest.mark.parametrize("who", [signatory, lambda: make_seat(make_county("140922", "五台县"), Role.HANDLER)])
def test_nobody_but_the_countys_handler_writes(who):
    case = draft()

    with pytest.raises(Refused):
        save(case, "figures", {"output_total-2024": "130"}, by=who())

    assert AnswerChange.objects.count() == 0
