"""Another programme walks the whole road: checked, reviewed by its own score sheet, drawn, posted, listed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.assessments.models import SpotCheck
from jiqun.assessments.services.conflicts import conflict_reason
from jiqun.core.vocabulary import Stage
from jiqun.decisions.models import PublicNotice
from jiqun.declarations.models import Declaration
from jiqun.programmes.models import Round
from jiqun.recognitions.models import Recognition
from jiqun.site.demo.province import Province
from tests.factories import SHANGHAI, make_province
from tests.policydata.road import SRDI, county_below, declared, opened, recommended, verified
from tests.policydata.top import at_work, cleared, fresh, listed

AT = datetime(2026, 3, 16, 9, 30, tzinfo=SHANGHAI)
FIRM, OWNER = "定襄县晋法锻造有限公司", "太原重工集团"

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Round:
    return opened(SRDI, AT)


@pytest.fixture
def province(call: Round) -> Province:
    """The provincial office with four experts, of whom one works for the owner of the firm."""
    return at_work(call, make_province(), [OWNER, "省第一研究院", "省第二研究院", "省第三研究院"])


@pytest.fixture
def case(call: Round) -> Declaration:
    """A firm that was recommended."""
    found = declared(call, county_below("140900"), FIRM, "enterprise", at=AT, owner=OWNER)
    recommended([verified(found, at=AT)], at=AT)
    return found


def test_an_expert_of_the_owners_house_has_a_conflict(case: Declaration, province: Province) -> None:
    answers = case.dossier.answers

    reasons = [conflict_reason(expert, case, answers) for expert in province.cast.experts]

    assert reasons == [f"工作单位与申报材料中的“{OWNER}”相同或相关", "", "", ""]


def test_a_firm_ends_on_the_list(case: Declaration, province: Province, as_seat) -> None:
    names = listed(cleared(case, province, AT), province, AT + timedelta(days=31))

    assert fresh(case).stage == Stage.RECOGNISED
    assert Recognition.objects.get().valid_from == date(2026, 4, 16)
    assert SpotCheck.objects.count() == 1
    officer, public = as_seat(province.officer), Client()
    for client, name, *args in (
        (officer, "desk:case", case.case_number),
        (officer, "assessments:panels"),
        (officer, "recognitions:list", names.pk),
        (officer, "recognitions:register"),
        (officer, "insights:whatif"),
        (public, "portal:home"),
        (public, "portal:notice", PublicNotice.objects.get().pk),
        (public, "portal:list", names.pk),
        (public, "portal:register"),
    ):
        assert client.get(reverse(name, args=args)).status_code == 200, name
