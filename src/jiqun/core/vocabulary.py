"""The words of the programme: English code in the database, Chinese on the page, both declared once here."""

from __future__ import annotations

from enum import Enum


class Term(str, Enum):  # noqa: UP042 - StrEnum takes no label beside the value
    """A word with its code (the value) and its Chinese label."""

    label: str

    # The label is always declared; the default lets type checkers read a look-up such as Stage("draft").
    def __new__(cls, code: str, label: str = "") -> Term:
        term = str.__new__(cls, code)
        term._value_ = code
        term.label = label
        return term

    def __str__(self) -> str:
        return str(self.value)

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs of code and label, in the order of declaration, as Django fields take them."""
        return [(str(term.value), term.label) for term in cls]

    @classmethod
    def codes(cls) -> list[str]:
        """All codes, in the order of declaration."""
        return [str(term.value) for term in cls]


class Tier(Term):
    """Where an authority stands in the tree; a zone committee has city tier (N01)."""

    COUNTY = "county", "县级"
    CITY = "city", "市级"
    PROVINCE = "province", "省级"


class Role(Term):
    """What a seat is for. Duties are separated: no administrator acts on cases."""

    HANDLER = "handler", "经办人"
    SIGNATORY = "signatory", "负责人"
    PROVINCIAL_OFFICER = "provincial_officer", "省级经办人"
    PANEL_SECRETARY = "panel_secretary", "评审秘书"
    EXPERT = "expert", "评审专家"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDITOR = "auditor", "审计员"


class Level(Term):
    """The level of a recognition, not of an authority."""

    PROVINCIAL = "provincial", "省级"
    NATIONAL = "national", "国家级"


class Purpose(Term):
    """A case is a first declaration or a re-evaluation after three years (N02)."""

    DECLARATION = "declaration", "申报"
    RE_EVALUATION = "re_evaluation", "复核"


class Extra(Term):
    """A stage that not every round has; the codes are the switches of the round's policy."""

    CITY_SPOT_CHECK = "city_spot_check", "市级抽查"
    DEFENCE = "defence", "答辩"


class Mark(Term):
    """How well a fact is founded: read in the document, from a secondary source, or assumed by us."""

    VERIFIED = "V", "原文"
    SECONDARY = "S", "转引"
    ASSUMED = "A", "暂定"


class Verdict(Term):
    """What a criterion says of a dossier. Unknown is never counted as met."""

    MET = "met", "符合"
    NOT_MET = "not_met", "不符合"
    UNKNOWN = "unknown", "待补数据"
    JUDGED = "judged", "由人工认定"
    NOT_APPLICABLE = "not_applicable", "不适用"


class Stage(Term):
    """Where a case stands on the road from draft to list."""

    DRAFT = "draft", "填报中"
    VOIDED = "voided", "已作废"
    SIGNING = "signing", "待县级负责人签发"
    SUBMITTED = "submitted", "待市级核查"
    CITY_CHECK = "city_check", "待市级抽查"
    VERIFIED = "verified", "市级核查通过"
    NOT_RECOMMENDED = "not_recommended", "市级未推荐"
    RECOMMENDED = "recommended", "待形式审查"
    REFUSED = "refused", "不予受理"
    ADMITTED = "admitted", "待专家评审"
    UNDER_REVIEW = "under_review", "专家评审中"
    DEFENCE = "defence", "待答辩"
    REVIEWED = "reviewed", "待抽查抽取"
    SPOT_CHECK = "spot_check", "实地抽查中"
    READY = "ready", "待会议研究"
    DECLINED = "declined", "会议研究未通过"
    PROPOSED = "proposed", "拟定结果待公示"
    ON_NOTICE = "on_notice", "公示中"
    CLEARED = "cleared", "公示期满待公布"
    RECOGNISED = "recognised", "已认定"
    FORWARDED = "forwarded", "已上报工信部"
    RENEWED = "renewed", "复核通过"
    LAPSED = "lapsed", "复核未通过"
    NOT_RECOGNISED = "not_recognised", "国家级未认定"
    DISQUALIFIED = "disqualified", "已取消资格"
    REVOKED = "revoked", "已撤销认定"


class Event(Term):
    """An act that moves a case along the road."""

    SUBMIT = "submit", "提交"
    VOID = "void", "作废"
    SIGN_OFF = "sign_off", "签发"
    SEND_BACK = "send_back", "负责人退回"
    WITHDRAW = "withdraw", "撤回"
    RETURN = "return", "退回补正"
    VERIFY = "verify", "核查通过"
    PASS_CITY_CHECK = "pass_city_check", "市级抽查符合"
    NOT_RECOMMEND = "not_recommend", "不予推荐"
    RECOMMEND = "recommend", "推荐至省级"
    ADMIT = "admit", "予以受理"
    REFUSE = "refuse", "不予受理"
    ASSIGN_EXPERTS = "assign_experts", "组织专家评审"
    CLOSE_REVIEW = "close_review", "评审结束"
    RECORD_DEFENCE = "record_defence", "登记答辩"
    DRAW = "draw", "抽中实地抽查"
    PASS_DRAW = "pass_draw", "未抽中"
    RECORD_SPOT_CHECK = "record_spot_check", "登记抽查结果"
    PROPOSE = "propose", "会议研究通过"
    DECLINE = "decline", "会议研究未通过"
    OPEN_NOTICE = "open_notice", "开始公示"
    RECALL_NOTICE = "recall_notice", "撤回公示"
    UPHOLD_OBJECTION = "uphold_objection", "异议成立"
    CLOSE_NOTICE = "close_notice", "公示期满"
    RECOGNISE = "recognise", "公布认定"
    FORWARD = "forward", "上报工信部"
    MINISTRY_RECOGNISE = "ministry_recognise", "国家级认定"
    MINISTRY_DECLINE = "ministry_decline", "国家级未认定"
    RENEW = "renew", "复核通过"
    LAPSE = "lapse", "复核未通过"
    DISQUALIFY = "disqualify", "取消资格"
    REVOKE = "revoke", "撤销认定"


FINAL_STAGES = frozenset(
    {
        Stage.VOIDED,
        Stage.NOT_RECOMMENDED,
        Stage.REFUSED,
        Stage.DECLINED,
        Stage.RECOGNISED,
        Stage.RENEWED,
        Stage.LAPSED,
        Stage.NOT_RECOGNISED,
        Stage.DISQUALIFIED,
        Stage.REVOKED,
    }
)
"""Stages from which the ordinary road leads nowhere further."""

RE_EVALUATION_STAGES = {
    Stage.SUBMITTED: "待市级初审",
    Stage.VERIFIED: "市级初审通过",
    Stage.NOT_RECOMMENDED: "初审未通过",
}
RE_EVALUATION_EVENTS = {
    Event.VERIFY: "初审通过",
    Event.NOT_RECOMMEND: "初审不予通过",
    Event.RECOMMEND: "报送省级复核",
}
"""In a re-evaluation the city examines and reports, and recommends nobody (N14, N15)."""


def stage_label(stage: Stage, purpose: Purpose | None = None) -> str:
    """What a stage is called in a case of this purpose; without one, what it is called in general."""
    return RE_EVALUATION_STAGES.get(stage, stage.label) if purpose == Purpose.RE_EVALUATION else stage.label


def event_label(event: Event, purpose: Purpose | None = None) -> str:
    """What an act is called in a case of this purpose; without one, what it is called in general."""
    return RE_EVALUATION_EVENTS.get(event, event.label) if purpose == Purpose.RE_EVALUATION else event.label
