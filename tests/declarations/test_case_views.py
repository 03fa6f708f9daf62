"""The list, the start, the submission, the signature: who may, what is said, and that an act happens once."""

from __future__ import annotations

import pytest
from django.urls import get_resolver, reverse

from jiqun.core.vocabulary import Role, Stage
from jiqun.declarations.models import Declaration, FieldRemark, Submission
from jiqun.declarations.services.returning import return_for_correction
from jiqun.declarations.services.submitting import sign_off
from tests.declarations.scenes import LAST_SECOND, TOO_LATE, draft, handler, ready, signatory, with_national
from tests.factories import AT, make_city, make_county, make_round, make_seat, officer

pytestmark = pytest.mark.django_db
NEW = {"name": "定襄县法兰锻造产业集群", "niche": "法兰锻造", "leading_industry": "锻造", "tracks": "both"}


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """The wall clock of the pages: a day within the round, unless a test moves it."""
    moments = [AT]
    assert get_resolver().url_patterns  # pages imported later would keep this clock for all other tests
    monkeypatch.setattr("django.utils.timezone.now", lambda: moments[-1])
    return moments


def url(name: str, case: Declaration) -> str:
    return reverse(f"declarations:{name}", args=[case.case_number])


def text(answer) -> str:
    return answer.content.decode()


def test_the_list_shows_each_cluster_with_its_levels_and_what_comes_next(as_seat):
    with_national(draft())

    body = text(as_seat(handler()).get(reverse("declarations:list")))

    assert body.count("定襄县法兰锻造产业集群</span>") == 1
    assert "由县级经办人填报，提交后由县级负责人签发" in body
    assert body.count("继续填报</a>") == 2


def test_an_empty_list_says_how_to_begin(as_seat):
    make_round()

    assert "本县尚无申报事项" in text(as_seat(handler()).get(reverse("declarations:list")))


def test_a_county_sees_its_own_and_a_city_what_was_submitted(as_seat):
    draft()
    draft(niche="蔬菜机械", stage=Stage.SUBMITTED)
    draft(county=make_county("140922", "五台县"), niche="铸造")

    county = text(as_seat(handler()).get(reverse("declarations:list")))
    city = text(as_seat(make_seat(make_city(), Role.HANDLER)).get(reverse("declarations:list")))

    assert ("法兰锻造" in county, "蔬菜机械" in county, "五台县" in county) == (True, True, False)
    assert ("法兰锻造" in city, "蔬菜机械" in city) == (False, True)


@pytest.mark.parametrize("count", [1, 4])
def test_the_list_takes_the_same_queries_for_one_and_for_several(as_seat, django_assert_max_num_queries, count):
    for niche in ["法兰锻造", "蔬菜机械", "玻璃器皿", "汽车零部件"][:count]:
        with_national(draft(niche=niche))
    client = as_seat(handler())

    with django_assert_max_num_queries(16):
        client.get(reverse("declarations:list"))


def test_the_list_is_searched_by_name(as_seat):
    draft()
    draft(niche="蔬菜机械")

    body = text(as_seat(handler()).get(reverse("declarations:list"), {"q": "蔬菜"}))

    assert ("法兰锻造" in body, "蔬菜机械" in body) == (False, True)


def test_a_new_declaration_opens_both_levels_and_leads_to_the_form(as_seat):
    make_round()

    answer = as_seat(handler()).post(reverse("declarations:new"), NEW)

    cases = list(Declaration.objects.order_by("pk"))
    assert [case.track for case in cases] == ["provincial", "national"]
    assert answer.url == url("form", cases[0])


def test_the_same_post_again_leads_to_the_same_case_and_opens_nothing(as_seat):
    make_round()
    client = as_seat(handler())
    first = client.post(reverse("declarations:new"), NEW)

    answer = client.post(reverse("declarations:new"), NEW)

    assert answer.url == first.url
    assert Declaration.objects.count() == 2


def test_a_case_that_is_open_already_is_told_and_not_opened_again(as_seat):
    make_round()
    client = as_seat(handler())
    client.post(reverse("declarations:new"), NEW)

    answer = client.post(reverse("declarations:new"), {**NEW, "niche": "其他"})

    assert answer.status_code == 422
    assert "请在“申报”中继续填报" in text(answer)


def test_a_known_cluster_needs_no_names(as_seat):
    known = draft(niche="蔬菜机械").dossier.cluster
    Declaration.objects.all().delete()

    as_seat(handler()).post(reverse("declarations:new"), {"known": known.pk, "tracks": "provincial"})

    assert Declaration.objects.get().dossier.cluster == known


def test_what_is_missing_is_said_beside_the_typed_text(as_seat):
    make_round()

    answer = as_seat(handler()).post(reverse("declarations:new"), {"name": "某集群"})

    assert answer.status_code == 422
    assert "请填写细分领域" in text(answer)
    assert 'value="某集群"' in text(answer)


def test_the_check_names_everything_and_leads_to_each_field(as_seat):
    case = draft(answers={"bounds": None})

    body = text(as_seat(handler()).get(url("submit", case)))

    assert "请填写“四至范围”" in body
    assert f'href="{reverse("declarations:section", args=[case.case_number, "basic"])}#id_bounds"' in body
    assert "提交，送负责人签发" not in body


def test_submitting_says_what_holds_and_what_comes_next(as_seat):
    case = ready()

    answer = as_seat(handler()).post(url("submit", case), follow=True)

    assert answer.redirect_chain == [(url("reading", case), 302)]
    assert "已送定襄县工业和信息化局负责人签发；签发后报送忻州市" in text(answer)


def test_after_submitting_one_level_the_other_one_is_named_with_its_way(as_seat):
    case = ready()
    national = with_national(case)

    answer = as_seat(handler()).post(url("submit", case), follow=True)

    assert "同一集群的国家级申报尚未提交" in text(answer)
    assert url("submit", national) in text(answer)


def test_what_differs_from_the_level_submitted_before_is_named_before_submitting(as_seat):
    case = ready()
    national = with_national(case)
    client = as_seat(handler())
    client.post(url("submit", case))
    same = text(client.get(url("submit", national)))
    national.dossier.refresh_from_db()
    national.dossier.answers["output_total.2024"] = "151"
    national.dossier.save()

    assert "与省级申报所提交的内容不同" not in same
    assert "以下1项与省级申报所提交的内容不同" in text(client.get(url("submit", national)))


def test_demands_for_correction_are_listed_before_submitting_and_answered_with_it(as_seat):
    case, client = ready(), as_seat(handler())
    client.post(url("submit", case))
    sign_off(case, by=signatory(), at=AT)
    city = make_seat(make_city(), Role.HANDLER)
    return_for_correction(case, reason="", remarks={"output_total.2023": "与年报不一致"}, by=city, at=AT)
    remark = FieldRemark.objects.get()
    body = text(client.get(url("submit", case)))

    assert "2023年集群总产值" in body
    assert "与年报不一致" in body
    assert "退回后尚未修改任何内容" in body
    client.post(url("submit", case), {f"reply-{remark.pk}": "已与统计部门核对，数据无误"})
    remark.refresh_from_db()
    assert (remark.answered, remark.reply) == (True, "已与统计部门核对，数据无误")


def test_a_name_that_is_too_long_is_refused_and_never_cut(as_seat):
    make_round()
    body = text(as_seat(handler()).post(reverse("declarations:new"), {"name": "很" * 41, "tracks": "provincial"}))

    assert "现为41字，不应超过40字，请精简" in body
    assert 'maxlength="40"' not in body


def test_pressing_twice_submits_once(as_seat):
    case = ready()
    client = as_seat(handler())
    client.post(url("submit", case))

    answer = client.post(url("submit", case), follow=True)

    assert "该事项已提交，现为“待县级负责人签发”" in text(answer)
    assert Submission.objects.count() == 1


def test_a_refused_submission_shows_every_finding(as_seat):
    answer = as_seat(handler()).post(url("submit", draft(answers={"bounds": None})))

    assert answer.status_code == 422
    assert "请填写“四至范围”" in text(answer)
    assert "上传佐证材料" in text(answer)


def test_too_late_is_said_with_the_closing_moment(as_seat, clock):
    case = ready()
    clock.append(TOO_LATE)
    client = as_seat(handler())

    answer = client.post(url("submit", case))

    assert answer.status_code == 422
    assert "2025年5月31日24时（北京时间）截止" in text(answer)


def test_the_last_second_is_in_time(as_seat, clock):
    case = ready()
    clock.append(LAST_SECOND)
    client = as_seat(handler())

    client.post(url("submit", case))

    case.refresh_from_db()
    assert case.stage == Stage.SIGNING


def signing() -> Declaration:
    return draft(stage=Stage.SIGNING)


def test_the_signatory_signs_and_the_case_goes_to_the_city(as_seat):
    case, client = signing(), as_seat(signatory())
    shown = text(client.get(url("sign", case)))

    answer = client.post(url("sign", case), follow=True)

    case.refresh_from_db()
    assert "签发并报送" in shown
    assert "已签发并报送忻州市" in text(answer)
    assert case.stage == Stage.SUBMITTED


def test_signing_twice_is_told(as_seat):
    case, client = signing(), as_seat(signatory())
    client.post(url("sign", case))

    assert "无须签发" in text(client.post(url("sign", case), follow=True))


def test_sending_back_needs_a_reason(as_seat):
    case, client = signing(), as_seat(signatory())

    refused = client.post(url("send-back", case), {"reason": ""})
    client.post(url("send-back", case), {"reason": "产值有误"})

    case.refresh_from_db()
    assert refused.status_code == 422
    assert "须写明理由" in text(refused)
    assert case.stage == Stage.DRAFT


def test_the_reason_stands_above_the_form(as_seat):
    case = signing()
    as_seat(signatory()).post(url("send-back", case), {"reason": "产值有误"})

    assert "产值有误" in text(as_seat(handler()).get(url("form", case), follow=True))


def test_a_town_that_is_not_listed_is_told_before_submitting_and_keeps_nothing_back(as_seat):
    case = ready(answers={"is_key_town": "yes", "town_name": "某某专业镇"})

    page = text(as_seat(handler()).get(url("submit", case)))

    assert "“某某专业镇”在定襄县所在地的专业镇名单中未见" in page
    assert "内容已完整，可以提交" in page


def test_the_county_withdraws_once(as_seat):
    case, client = draft(stage=Stage.SUBMITTED), as_seat(handler())

    first = client.post(url("withdraw", case), follow=True)
    second = client.post(url("withdraw", case), follow=True)

    assert "已撤回，可以修改；须在2025年5月31日24时前重新提交" in text(first)
    assert "无须撤回" in text(second)


def test_what_is_verified_is_not_withdrawn(as_seat):
    case = draft(stage=Stage.VERIFIED)

    assert "不能办理“撤回”" in text(as_seat(handler()).post(url("withdraw", case), follow=True))


@pytest.mark.parametrize("name", ["submit", "sign", "send-back", "withdraw"])
def test_acts_of_the_county_are_its_own(as_seat, name):
    case = signing()
    foreign = make_county("140922", "五台县")
    role = Role.HANDLER if name in ("submit", "withdraw") else Role.SIGNATORY

    assert as_seat(make_seat(make_city(), role)).post(url(name, case)).status_code == 403
    assert as_seat(make_seat(foreign, role)).post(url(name, case)).status_code == 404


def test_submitting_is_not_for_the_signatory_nor_signing_for_the_handler(as_seat):
    case = signing()

    assert as_seat(signatory()).post(url("submit", case)).status_code == 403
    assert as_seat(handler()).post(url("sign", case)).status_code == 403


def test_reading_shows_the_submission_to_the_province_and_the_draft_only_to_its_county(as_seat):
    submitted, unsent = draft(stage=Stage.SUBMITTED), draft(niche="蔬菜机械")

    assert "第1次提交" in text(as_seat(officer()).get(url("reading", submitted)))
    assert "草稿，尚未提交" in text(as_seat(handler()).get(url("reading", unsent)))
    assert as_seat(officer()).get(url("reading", unsent)).status_code == 404


def test_strangers_log_in_first(client):
    assert client.get(reverse("declarations:list")).status_code == 302
