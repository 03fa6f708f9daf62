from __future__ import annotations

import pytest

from jiqun.audit.models import Entry
from jiqun.core.vocabulary import Role
from jiqun.policies.editing.addresses import locate
from jiqun.policies.editing.page import lists_on
from jiqun.policies.models import Draft, DraftState
from jiqun.policies.queries import checked, problems_of
from tests.factories import make_city, make_province, make_seat
from tests.policies.editing.pages import every_part, untouched
from tests.policies.scene import begun, changed

pytestmark = pytest.mark.django_db
CRITERION = "criteria/national-2022/criteria/C1.2"
FIELDS = "round/form/sections/figures/fields"


@pytest.fixture
def officer(as_seat):
    return as_seat(make_seat(make_province(), Role.PROVINCIAL_OFFICER))


@pytest.fixture
def draft():
    return begun()


def page_of(draft, address, act="edit"):
    return f"/policies/{draft.pk}/{act}/{address}/"


def typed(client, draft, address, **changes):
    """What a browser posts of the page with some inputs changed."""
    posted = form_in(client.get(page_of(draft, address)).content.decode())
    return {**posted.dict(), "act": "save", **changes}


def form_in(markup):
    inside = markup[markup.index('id="part"') :]
    return untouched(inside[: inside.index("</form>")])


def part(draft, address):
    draft.refresh_from_db()
    return locate(draft.pack, address).plain


def one_of_each(pack):
    """The first part of every shape, and of every kind of question and condition."""
    found = {}
    for spot in every_part(pack):
        kind = spot.plain.get("kind", "") if isinstance(spot.plain, dict) else ""
        found.setdefault((str(spot.hint), kind, spot.page), spot)
    return list(found.values())


def test_every_kind_of_part_has_a_page_and_saving_it_untouched_changes_nothing(officer, draft):
    for spot in one_of_each(draft.pack):
        shown = officer.get(page_of(draft, spot.address))
        assert shown.status_code == 200, spot.address
        if 'id="part"' in shown.content.decode():
            posted = {**form_in(shown.content.decode()), "act": "save"}
            answer = officer.post(page_of(draft, spot.address), posted)
            assert answer.status_code == 302, (spot.address, answer.context["form"].errors)
            assert part(draft, spot.address) == spot.plain, spot.address

    assert draft.version == 1


NEW = {
    "threshold-1-since": "2026-04-01",
    "threshold-1-value": "50",
    "threshold-1-source-document": "2026年度申报通知",
    "threshold-1-source-clause": "一（二）",
    "threshold-1-source-mark": "V",
    "threshold-rows": "2",
}


def test_a_new_value_stands_beside_the_old_one(officer, draft):
    answer = officer.post(page_of(draft, CRITERION), typed(officer, draft, CRITERION, **NEW))

    values = part(draft, CRITERION)["threshold"]["values"]
    assert answer.status_code == 302
    assert {day: each["value"] for day, each in values.items()} == {"2022-09-13": "40", "2026-04-01": "50"}
    assert values["2026-04-01"]["source"]["document"] == "2026年度申报通知"


def test_another_row_is_shown_without_saving_or_losing_what_was_typed(officer, draft):
    posted = typed(officer, draft, CRITERION, act="more:threshold", label="改写后的条件")
    answer = officer.post(page_of(draft, CRITERION), posted)

    shown = answer.content.decode()
    assert (answer.status_code, 'name="threshold-1-since"' in shown, "改写后的条件" in shown) == (200, True, True)
    assert form_in(shown)["threshold-rows"] == "2"
    assert shown.count("autofocus") == 1
    assert part(draft, CRITERION)["label"] == "近三年集群总产值每年均在40亿元以上"


@pytest.mark.parametrize(
    ("address", "changes", "name", "sentence"),
    [
        (CRITERION, {"label": ""}, "label", "请填写此项"),
        (CRITERION, {"threshold-0-value": "四十"}, "threshold-0-value", "请填写数字，不带单位和文字"),
        (CRITERION, {"threshold-0-since": ""}, "threshold-0-since", "请填写此项"),
        (CRITERION, {"threshold-0-source-document": ""}, "threshold-0-source-document", "请填写此项"),
        (CRITERION, {**NEW, "threshold-1-value": ""}, "threshold-1-value", "请填写此项"),
        (CRITERION, {**NEW, "threshold-1-since": "明年"}, "threshold-1-since", "请填写日期，格式如2025-05-31"),
        (
            CRITERION,
            {**NEW, "threshold-1-since": "2022-09-13"},
            "threshold-1-since",
            "同一日期只能有一个值，请改正日期或删除其中一条",
        ),
        (CRITERION, {"when": "open('x')"}, "when", "公式中没有“open”这个函数"),
        (CRITERION, {"indicator": "nobody"}, "indicator", "所选项不在可选范围内，请重新选择"),
        (f"{FIELDS}/output_total", {"maximum": "1e9"}, "maximum", "请填写数字，不带单位和文字"),
        ("round", {"year": "二〇二六"}, "year", "请填写整数，不带单位和文字"),
        ("round/quota", {"per_niche-0-value": "1.5"}, "per_niche-0-value", "请填写整数，不带单位和文字"),
    ],
)
def test_a_refusal_is_said_at_its_field_and_keeps_what_was_typed(officer, draft, address, changes, name, sentence):
    answer = officer.post(page_of(draft, address), typed(officer, draft, address, **changes))

    form = answer.context["form"]
    assert answer.status_code == 422
    assert [error for error in form.errors[name] if sentence in error]
    assert {each: form[each].data for each in changes if each in form.fields} == {
        each: value for each, value in changes.items() if each in form.fields
    }
    draft.refresh_from_db()
    assert draft.version == 1


def test_the_summary_of_a_refusal_says_which_value_is_meant(officer, draft):
    page = officer.post(page_of(draft, CRITERION), typed(officer, draft, CRITERION, **{"threshold-0-value": "x"}))

    assert page.context["form"].lines == [
        ("id_threshold-0-value", "近三年每年集群总产值下限 · 值", "请填写数字，不带单位和文字")
    ]


def test_the_last_value_that_is_needed_is_not_struck_out(officer, draft):
    posted = typed(officer, draft, "round/quota", **{"refused_frees_place-0-remove": "on"})
    answer = officer.post(page_of(draft, "round/quota"), posted)

    assert answer.status_code == 422
    assert "至少保留一个值" in answer.content.decode()


def test_a_limit_that_may_be_left_out_is_struck_out(officer, draft):
    posted = typed(officer, draft, "round/quota", **{"per_niche-0-remove": "on"})

    assert officer.post(page_of(draft, "round/quota"), posted).status_code == 302
    assert part(draft, "round/quota")["per_niche"] is None


def test_a_row_struck_out_may_hold_anything(officer, draft):
    posted = typed(officer, draft, CRITERION, **NEW, **{"threshold-0-remove": "on", "threshold-0-value": "无"})

    assert officer.post(page_of(draft, CRITERION), posted).status_code == 302
    assert list(part(draft, CRITERION)["threshold"]["values"]) == ["2026-04-01"]


def test_what_somebody_else_saved_meanwhile_is_not_lost(officer, draft):
    first = typed(officer, draft, CRITERION, label="我的写法")
    officer.post(page_of(draft, CRITERION), typed(officer, draft, CRITERION, label="他人的写法"))

    answer = officer.post(page_of(draft, CRITERION), first)

    shown = answer.content.decode()
    assert (answer.status_code, "修改这一部分，您的修改尚未保存" in shown, "我的写法" in shown) == (422, True, True)
    assert Entry.objects.filter(act="change_draft").latest("sequence").actor in shown
    assert answer.context["form"].unlike_stored == [("条件内容", "他人的写法")]
    assert part(draft, CRITERION)["label"] != "我的写法"
    again = {**form_in(shown).dict(), "act": "save"}
    assert officer.post(page_of(draft, CRITERION), again).status_code == 302
    assert part(draft, CRITERION)["label"] == "我的写法"


def test_two_people_in_different_parts_never_collide(officer, draft):
    mine = typed(officer, draft, CRITERION, label="我的写法")
    days = typed(officer, draft, "dates")
    name = typed(officer, draft, "round", title="他人改的名称")
    added = {"version": 1, "seen": lists_on(locate(draft.pack, FIELDS))[0].seen, "label": "新增的一项"}

    assert officer.post(page_of(draft, "round"), name).status_code == 302
    assert officer.post(page_of(draft, CRITERION), mine).status_code == 302
    assert officer.post(page_of(draft, FIELDS, "add"), added).status_code == 302
    assert officer.post(page_of(draft, "dates"), {**days, "opens_on-0-value": "2026-04-20"}).status_code == 302

    assert part(draft, CRITERION)["label"] == "我的写法"
    assert draft.pack["round"]["title"] == "他人改的名称"
    assert part(draft, FIELDS)[-1]["label"] == "新增的一项"


def test_what_was_inserted_before_a_part_does_not_lead_its_save_astray(officer, draft):
    mine = typed(officer, draft, CRITERION, label="我的写法")
    officer.post(page_of(draft, "criteria/national-2022/criteria/C0.1", "copy"), {"version": 1})

    assert officer.post(page_of(draft, CRITERION), mine).status_code == 302
    assert part(draft, CRITERION)["label"] == "我的写法"
    labels = [each["label"] for each in draft.pack["criteria"]["national-2022"]["criteria"]]
    assert labels.count("我的写法") == 1


def test_an_unfinished_part_is_saved_and_its_page_says_what_is_missing(officer, draft):
    officer.post(page_of(draft, "criteria/national-2022/criteria", "add"), {"label": "新的条件", "version": "1"})
    draft.refresh_from_db()
    added = draft.pack["criteria"]["national-2022"]["criteria"][-1]

    page = officer.get(page_of(draft, f"criteria/national-2022/criteria/{added['id']}")).content.decode()
    assert (added["label"], added["id"]) == ("新的条件", "C9")
    assert "处须在提交审定前补正" in page


def test_a_condition_is_numbered_anew_and_its_page_is_found_again(officer, draft):
    answer = officer.post(page_of(draft, CRITERION), typed(officer, draft, CRITERION, id="C1.9"), follow=True)

    assert (answer.status_code, answer.redirect_chain[-1][0]) == (
        200,
        page_of(draft, "criteria/national-2022/criteria/C1.9"),
    )


def test_a_condition_and_its_evidence_are_chosen(officer, draft):
    changes = {"only_if": "scope=above_scale", "evidence": "统计证明", "evidence_required": "on"}
    posted = typed(officer, draft, f"{FIELDS}/tax", **changes)

    assert officer.post(page_of(draft, f"{FIELDS}/tax"), posted).status_code == 302
    saved = part(draft, f"{FIELDS}/tax")
    assert (saved["only_if"], saved["evidence_required"]) == ({"field": "scope", "equals": "above_scale"}, True)


def test_a_new_bound_is_measured_in_the_unit_of_its_indicator(officer, draft):
    changes = {name: value for name, value in NEW.items() if name != "threshold-rows"}
    first = {name.replace("-1-", "-0-"): value for name, value in changes.items()}
    address = "criteria/national-2022/criteria/C3"
    posted = typed(officer, draft, address, kind="figure", indicator="sme_share", **first, **{"threshold-rows": "1"})

    assert officer.post(page_of(draft, address), posted).status_code == 302
    bound = part(draft, address)["threshold"]
    assert (bound["unit"], bound["about"]) == ("%", "中小企业产值占集群总产值比重界限值")


def test_an_extra_stage_is_switched_on(officer, draft):
    changes = {
        "defence-rows": "1",
        "defence-0-since": "2025-04-17",
        "defence-0-value": "true",
        "defence-0-source-document": "2026年度申报通知",
        "defence-0-source-mark": "V",
    }
    posted = typed(officer, draft, "round/stages", **changes)

    answer = officer.post(page_of(draft, "round/stages"), posted)
    assert answer.status_code == 302, answer.context["form"].errors
    assert part(draft, "round/stages")["defence"]["values"]["2025-04-17"]["value"] is True


@pytest.mark.parametrize("role", [Role.SIGNATORY, Role.AUDITOR])
def test_who_reads_drafts_sees_every_part_and_changes_none(as_seat, draft, role):
    client = as_seat(make_seat(make_province(), role))

    page = client.get(page_of(draft, CRITERION))
    assert (page.status_code, 'value="save"' in page.content.decode()) == (200, False)
    assert client.post(page_of(draft, CRITERION), {"act": "save"}).status_code == 403
    for act in ("add", "copy", "move", "remove"):
        assert client.post(page_of(draft, CRITERION, act)).status_code == 403


@pytest.mark.parametrize(("office", "role"), [(make_city, Role.HANDLER), (make_province, Role.EXPERT)])
def test_nobody_else_sees_a_part(as_seat, draft, office, role):
    assert as_seat(make_seat(office(), role)).get(page_of(draft, CRITERION)).status_code == 403


def test_a_draft_handed_in_is_read_only(officer, draft):
    posted = typed(officer, draft, CRITERION, label="改不动")
    draft.state = DraftState.AWAITING
    draft.save()

    page = officer.get(page_of(draft, CRITERION)).content.decode()
    assert ("disabled" in page, 'value="save"' in page) == (True, False)
    assert officer.post(page_of(draft, CRITERION), posted).status_code == 422
    assert part(draft, CRITERION)["label"] != "改不动"


@pytest.mark.parametrize("address", ["nowhere", "criteria/nobody", f"{CRITERION}/threshold/x", "cases", "round/~3"])
def test_a_part_that_is_not_there_is_not_found(officer, draft, address):
    assert officer.get(page_of(draft, address)).status_code == 404


def test_a_page_asks_the_database_the_same_whatever_it_shows(officer, draft, django_assert_max_num_queries):
    for address in (CRITERION, "criteria/national-2022/criteria", "round/form/sections/figures"):
        with django_assert_max_num_queries(8):
            officer.get(page_of(draft, address))


def test_small_rows_are_added_put_in_order_and_struck_out(officer, draft):
    posted = typed(officer, draft, f"{FIELDS}/scope", **{"choices-rows": "3", "choices-2-label": "集群内规模以下企业"})
    posted |= {"choices-2-order": "1", "choices-0-order": "2", "choices-1-remove": "on"}

    assert officer.post(page_of(draft, f"{FIELDS}/scope"), posted).status_code == 302
    choices = part(draft, f"{FIELDS}/scope")["choices"]
    assert [each["label"] for each in choices] == ["集群内规模以下企业", "集群内全部企业"]
    assert choices[1]["code"] == "all"
    assert choices[0]["code"] not in ("", "all", "above_scale")


def test_a_small_row_without_its_name_is_refused(officer, draft):
    posted = typed(officer, draft, f"{FIELDS}/scope", **{"choices-0-label": " "})

    answer = officer.post(page_of(draft, f"{FIELDS}/scope"), posted)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["choices-0-label"])


def test_a_condition_that_becomes_one_of_another_kind_keeps_nothing_that_its_kind_ignores(officer, draft):
    posted = typed(officer, draft, CRITERION, kind="judged")

    answer = officer.post(page_of(draft, CRITERION), posted)

    assert answer.status_code == 302
    ignored = ("indicator", "threshold", "soft", "field", "rule", "reason_field")
    assert not any(part(draft, CRITERION).get(name) for name in ignored)
    assert part(draft, CRITERION)["operator"] == "at_least"
    assert problems_of(Draft.objects.get()) == []


def test_what_a_policy_file_would_be_refused_for_is_shown_on_the_page_of_the_part(officer, draft):
    address = f"{FIELDS}/output_total"
    posted = typed(officer, draft, address, **{"source-document": " "})

    assert officer.post(page_of(draft, address), posted).status_code == 422
    changed(draft, ("round", "form", "sections", 1, "fields", 2, "label"), " ", by=draft.author)

    shown = officer.get(page_of(draft, address)).content.decode()
    assert "应有文字，现为空白" in shown
    assert [each.expected for each in problems_of(Draft.objects.get())] == ["应有文字"]


def test_bounds_of_a_column_digits_of_a_code_and_whole_counts_are_edited_as_anything_else(officer, draft):
    code, people = "round/form/sections/basic/fields/industry_code", f"{FIELDS}/employment"
    output = "round/form/sections/firms/fields/roster/columns/output"

    officer.post(page_of(draft, code), typed(officer, draft, code, digits="3"))
    officer.post(page_of(draft, people), {**typed(officer, draft, people), "whole": ""})
    officer.post(page_of(draft, output), typed(officer, draft, output, minimum="1", maximum="5"))

    assert part(draft, code)["digits"] == 3
    assert part(draft, people)["whole"] is False
    assert (part(draft, output)["minimum"], part(draft, output)["maximum"]) == ("1", "5")
    assert problems_of(Draft.objects.get()) == []


def test_a_soft_condition_names_the_question_for_its_reason_out_of_the_form(officer, draft):
    address = "criteria/national-2022/criteria/C1.1"
    shown = officer.get(page_of(draft, address)).content.decode()

    officer.post(page_of(draft, address), typed(officer, draft, address, reason_field="bounds"))

    assert '<option value="area_reason" selected>面积超出一般要求的理由</option>' in shown
    assert '<option value="area_km2"' not in shown
    assert part(draft, address)["reason_field"] == "bounds"


def test_what_another_kind_does_not_have_is_dropped_when_the_kind_is_changed(officer, draft):
    address = "criteria/national-2022/criteria/C1.0"
    rule = typed(officer, draft, address, kind="rule", rule="area_km2 <= 100")
    assert officer.post(page_of(draft, address), rule).status_code == 302
    assert part(draft, address)["rule"] == "area_km2 <= 100"

    judged = typed(officer, draft, address, kind="judged", rule="area_km2 <=")
    assert officer.post(page_of(draft, address), judged).status_code == 302

    assert part(draft, address)["rule"] == ""
    assert checked(draft.pack)[1] == []


def test_a_new_condition_is_given_neither_kind_nor_aspect_and_is_not_saved_without(officer, draft):
    officer.post(page_of(draft, "criteria/national-2022/criteria", "add"), {"label": "新条件", "version": 1})
    draft.refresh_from_db()
    made = draft.pack["criteria"]["national-2022"]["criteria"][-1]
    assert (made["kind"], made["aspect"]) == ("", "")

    address = f"criteria/national-2022/criteria/{made['id']}"
    answer = officer.post(page_of(draft, address), typed(officer, draft, address))

    assert answer.status_code == 422
    assert {"kind", "aspect"} <= answer.context["form"].errors.keys()


def test_an_indicator_is_tried_with_as_many_places_as_it_is_shown_with(officer):
    draft = begun()
    figures = {"output_sme.2024": "10", "output_total.2024": "30", "area_km2": "80"}
    draft = changed(draft, ("answers",), figures)

    shown = officer.get(page_of(draft, "criteria/national-2022/indicators/sme_share")).content.decode()

    assert "33.33%" in shown
    assert "33.333" not in shown


def test_a_text_unlike_its_limit_is_said_on_its_page(officer, draft):
    limits = ("criteria", "national-2022", "criteria")
    at = next(n for n, each in enumerate(draft.pack["criteria"]["national-2022"]["criteria"]) if each["id"] == "C1.2")
    day = next(iter(draft.pack["criteria"]["national-2022"]["criteria"][at]["threshold"]["values"]))
    draft = changed(draft, (*limits, at, "threshold", "values", day, "value"), "15")

    assert "条件内容写的是40亿元，界限值为15亿元" in officer.get(page_of(draft, CRITERION)).content.decode()


def test_the_questions_that_the_software_uses_are_chosen_by_their_labels(officer, draft):
    shown = officer.get(page_of(draft, "round/form")).content.decode()
    assert '<option value="niche" selected>细分领域</option>' in shown
    assert '<option value="cluster_name" selected>集群名称</option>' in shown

    answer = officer.post(
        page_of(draft, "round/form"), typed(officer, draft, "round/form", **{"roles-output": "output_sme"})
    )

    assert answer.status_code == 302
    assert part(draft, "round/form")["roles"]["output"] == "output_sme"


def test_a_region_without_kinds_has_no_exceptions_and_a_list_that_is_full_takes_no_more(officer, draft):
    exceptions = officer.get(page_of(draft, "round/quota/exceptions")).content.decode()
    texts = officer.get(page_of(draft, "round/texts/parts")).content.decode()

    assert "不设名额例外" in exceptions
    assert "各项均已列出" in texts
    assert "/add/" not in exceptions + texts


def test_a_region_with_kinds_offers_them_by_who_is_of_them(officer):
    draft = changed(begun(), ("round", "region"), "china")
    draft = changed(
        draft,
        ("round", "quota", "exceptions"),
        [{"kind": "", "label": "计划单列市", "per_recommender": {"about": "名额", "values": {}}}],
    )

    shown = officer.get(page_of(draft, "round/quota/exceptions/~0")).content.decode()

    assert "大连市、宁波市、厦门市等" in shown


def test_a_correction_of_an_open_round_gets_a_code_of_its_own_and_one_fit_for_an_address(officer, draft):
    officer.post(page_of(draft, "round"), typed(officer, draft, "round", code="shanxi-2025-b"))
    assert part(draft, "round")["code"] == "shanxi-2025-b"

    officer.post(page_of(draft, "round"), typed(officer, draft, "round", code="山西二"))
    shown = officer.get(page_of(draft, "round")).content.decode()

    assert "批次代码应只含小写字母、数字和连字符" in shown
