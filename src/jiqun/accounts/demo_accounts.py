"""The accounts that a demonstration shows on its log-in page; none anywhere else."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.conf import settings

FILE = "demo-accounts.json"
OTHERS = (
    "参加演示的其他市、县也有账号，口令相同：经办人为“j”、负责人为“f”加六位行政区划代码，"
    "如吕梁市为j141100、f141100；评审专家为zhuanjia1至zhuanjia9。"
)
"""How the accounts that are not shown are named; a case is carried to its end by several of them."""


@dataclass(frozen=True, slots=True)
class ShownAccount:
    """One account as the log-in page shows it."""

    office: str
    role: str
    username: str
    password: str
    hint: str = ""


def shown_accounts() -> list[ShownAccount]:
    """The accounts of this demonstration, in the order of the road; empty when this is no demonstration."""
    kept = settings.DATA_DIR / FILE
    if not settings.DEMO or not kept.exists():
        return []
    return [ShownAccount(**row) for row in json.loads(kept.read_text(encoding="utf-8"))]


def keep_accounts(accounts: list[ShownAccount]) -> None:
    """Write the accounts beside the data, for the log-in page and the command line."""
    rows = [{name: getattr(each, name) for name in ShownAccount.__slots__} for each in accounts]
    text = json.dumps(rows, ensure_ascii=False, indent=1)
    (settings.DATA_DIR / FILE).write_text(text, encoding="utf-8")
