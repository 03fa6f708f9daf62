"""Which accounts the demonstration shows: one per seat, each where it finds work, in the order of the road."""

from __future__ import annotations

from jiqun.accounts.demo_accounts import ShownAccount, keep_accounts
from jiqun.accounts.models import Seat
from jiqun.core.vocabulary import Role
from jiqun.site.demo.people import PASSWORD

SHOWN: tuple[tuple[str, Role, str], ...] = (
    ("汾阳市", Role.HANDLER, "继续填写申报表，边填边自查"),
    ("侯马市", Role.HANDLER, "按市级补正要求修改后重新提交"),
    ("文水县", Role.SIGNATORY, "签发待报送的申报"),
    ("临汾市", Role.HANDLER, "现场核查、退回补正"),
    ("忻州市", Role.SIGNATORY, "签发推荐名单"),
    ("运城市", Role.HANDLER, "排序并拟定推荐名单"),
    ("山西省", Role.PROVINCIAL_OFFICER, "形式审查、抽查、会议研究、公示、名单"),
    ("山西省", Role.SIGNATORY, "签发公示和名单"),
    ("山西省", Role.PANEL_SECRETARY, "组建评审组、抽取专家"),
    ("山西省", Role.EXPERT, "评审打分、申请回避"),
    ("临汾市", Role.SECURITY_ADMIN, "建立本市和所辖县的账号"),
    ("山西省", Role.SECURITY_ADMIN, "建立省级和各市账号"),
    ("山西省", Role.SYSTEM_ADMIN, "开启批次、签发环节开关"),
    ("山西省", Role.AUDITOR, "查阅和校验办理记录"),
)


def show_accounts() -> list[ShownAccount]:
    """Keep the shown accounts beside the data, and return them."""
    accounts = []
    for place, role, hint in SHOWN:
        held = Seat.objects.filter(authority__place=place, role=role).select_related("person", "authority")
        seat = held.filter(assignments__sheet__submitted_at=None, assignments__recused_at=None).first() or held.first()
        if role != Role.EXPERT:
            seat = held.first()
        if seat is not None:
            accounts.append(
                ShownAccount(seat.authority.name, seat.role_term.label, seat.person.username, PASSWORD, hint)
            )
    keep_accounts(accounts)
    return accounts
