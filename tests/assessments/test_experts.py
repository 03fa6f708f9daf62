"""The expert directory: what is written decides about recusal, so it is checked and recorded."""

from __future__ import annotations

import pytest

from jiqun.assessments.queries import expert_seats
from jiqun.assessments.services.conflicts import conflict_reason
from jiqun.assessments.services.experts import Particulars, save_profile
from jiqun.audit.models import Entry
from jiqun.core.findings import Refused
from jiqun.core.vocabulary import Role, Stage
from tests.assessments.scene import codes, make_expert, secretary
from tests.factories import AT, make_case, make_city, make_county, make_province, make_seat, officer

pytestmark = pytest.mark.django_db


def test_particulars_are_kept_and_recorded():
    expert = make_seat(make_province(), Role.EXPERT)

    save_profile(expert, Particulars(" 中北大学 ", "锻造", make_city()), by=secretary(), at=AT)

    kept = expert_seats().get().expert_profile
    assert (kept.organisation, kept.specialities, kept.city) == ("中北大学", "锻造", make_city())
    assert Entry.objects.get(act="save_expert_profile").detail == {
        "organisation": ["", "中北大学"],
        "specialities": ["", "锻造"],
        "city": ["", "忻州市"],
    }


def test_saving_the_same_again_leaves_no_record():
    expert = make_expert("张专家")

    save_profile(expert, Particulars("太原理工大学", "", None), by=officer(), at=AT)

    assert not Entry.objects.filter(act="save_expert_profile").exists()


def test_a_profile_without_organisation_or_with_a_county_says_both():
    expert = make_expert("张专家")

    with pytest.raises(Refused) as refusal:
        save_profile(expert, Particulars(" ", "", make_county()), by=secretary(), at=AT)

    assert codes(refusal) == ["expert.organisation", "expert.city"]


def test_only_experts_have_profiles_and_only_staff_keep_them():
    expert = make_expert("张专家")
    with pytest.raises(Refused) as no_expert:
        save_profile(officer(), Particulars("单位", "", None), by=secretary(), at=AT)
    with pytest.raises(Refused) as no_staff:
        save_profile(expert, Particulars("单位", "", None), by=expert, at=AT)

    assert (codes(no_expert), codes(no_staff)) == (["expert.unknown"], ["duty.wrong_seat"])


@pytest.mark.parametrize(
    ("organisation", "reason"),
    [
        ("山西甲锻造有限公司", "工作单位与申报材料中的“山西甲锻造有限公司”相同或相关"),
        ("山西甲锻造有限公司 技术中心", "工作单位与申报材料中的“山西甲锻造有限公司”相同或相关"),
        ("甲锻造", ""),
        ("太原理工大学", ""),
        ("", ""),
    ],
)
def test_a_conflict_is_a_house_the_dossier_names(organisation: str, reason: str):
    case = make_case(stage=Stage.ADMITTED)
    answers = {"roster": [{"name": "山西甲锻造有限公司"}], "organisation": "法兰产业服务中心"}

    assert conflict_reason(make_expert("张专家", organisation), case, answers) == reason


def test_an_expert_without_profile_has_no_known_conflict():
    case = make_case(stage=Stage.ADMITTED)

    assert conflict_reason(make_seat(make_province(), Role.EXPERT), case, {}) == ""
