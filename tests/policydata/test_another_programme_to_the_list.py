"""Another programme walks the whole road: checked, reviewed by its own score sheet, drawn, posted, listed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.assessments.models import ExpertProfile, SpotCheck
from jiqun.assessments.services.conflicts import conflict_reason
from jiqun.assessments.services.scoring import Filled, submit_sheet
from jiqun.core.vocabulary import Role, Stage
from jiqun.decisions.services.notice import close_notice, open_notice
from jiqun.declarations.models import Declaration
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
from jiqun.recognitions.models import ListKind, Recognition, RecognitionList
from jiqun.recognitions.services.lists import issue_list, prepare_list
from jiqun.site.demo.people import Cast
from jiqun.site.demo.province import Province, standing_tasks
from tests.factories import SHANGHAI, make_province, make_seat
from tests.policydata.road import SRDI, county_below, declared, opened, recommended, verified

AT = datetime(2026, 3, 16, 9, 30, tzinfo=SHANGHAI)
FIRM, OWNER = "定襄县晋法锻造有限公司", "太原重工集团"
ROLES = (Role.PROVINCIAL_OFFICER, Role.PANEL_SECRETARY, Role.SIGNATORY)

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Round:
    return opened(SRDI, AT)


@pytest.fixture
def province(call: Round) -> Province:
    """The provincial office with four experts, of whom one works for the owner of the firm."""
    office = make_province()
    experts = tuple(make_seat(office, Role.EXPERT, f"专家{n}") for n in range(1, 5))
    for number, seat in enumerate(experts):
        house = OWNER if number == 0 else f"省第{number}研究院"
        ExpertProfile.objects.create(seat=seat, organisation=house)
    return Province(call, office, Cast({(office.pk, role): make_seat(office, role) for role in ROLES}, experts))


@pytest.fixture
def case(call: Round) -> Declaration:
    """A firm that was recommended."""
    found = declared(call, county_below("140900"), FIRM, "enterprise", at=AT, owner=OWNER)
    recommended([verified(found, at=AT)], at=AT)
    return found


def fresh(case: Declaration) -> Declaration:
    return Declaration.objects.select_related("dossier__cluster", "county", "city", "round").get(pk=case.pk)


def reviewed(case: Declaration, province: Province) -> None:
    """Every expert drawn gives full points by the score sheet of the round."""
    panel = province.convene([fresh(case)], "第一评审组", "2026-03-16", AT)
    items = policy_of(province.call).scoring.items
    for task in standing_tasks(panel):
        sheet = Filled(points={item.id: str(item.points) for item in items}, remarks={}, opinion="同意推荐")
        submit_sheet(task, sheet, by=task.expert, at=AT)
    province.close(panel, AT)


def looked_at(case: Declaration, province: Province) -> None:
    """Drawn by a published seed and found in order."""
    draw = province.announce([fresh(case)], "第一批实地抽查", AT)
    for check in province.draw(draw, "30517", AT + timedelta(days=1)):
        province.look(check, AT + timedelta(days=2))


def published(case: Declaration, province: Province, at: datetime) -> RecognitionList:
    """The list with the case alone, issued by the officer as the round has no sign-off."""
    made = prepare_list(
        province.call,
        ListKind.PROVINCIAL,
        [fresh(case)],
        title="2026年度企业名单",
        number="〔2026〕9号",
        issued_on=at.date(),
        by=province.officer,
        at=at,
    )
    issue_list(made, by=province.officer, at=at)
    return made


def test_an_expert_of_the_owners_house_has_a_conflict(case: Declaration, province: Province) -> None:
    answers = case.dossier.answers

    reasons = [conflict_reason(expert, case, answers) for expert in province.cast.experts]

    assert reasons == [f"工作单位与申报材料中的“{OWNER}”相同或相关", "", "", ""]


def test_a_firm_ends_on_the_list(case: Declaration, province: Province, as_seat) -> None:
    province.admit(fresh(case), AT)
    reviewed(case, province)
    looked_at(case, province)
    province.meet([fresh(case)], [], "2026年第3次厅长办公会议", "〔2026〕3号", AT + timedelta(days=3))
    notice = province.post([fresh(case)], "2026年度拟认定企业公示", AT + timedelta(days=4), sign=False)
    open_notice(notice, by=province.officer, at=AT + timedelta(days=4))
    close_notice(notice, by=province.officer, at=AT + timedelta(days=30))
    names = published(case, province, AT + timedelta(days=31))

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
        (public, "portal:notice", notice.pk),
        (public, "portal:list", names.pk),
        (public, "portal:register"),
    ):
        assert client.get(reverse(name, args=args)).status_code == 200, name
