"""Who objects: a name and a contact that lead to somebody, as the rules of real-name objections want it."""

from __future__ import annotations

import re

from jiqun.core.findings import Citation, Finding

SHORTEST_NAME = 2
FEWEST_DIGITS, MOST_DIGITS = 7, 15
"""Of a telephone number, with its code of area or country (E.164)."""
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
EMAIL_SIGN = re.compile("[@＠]")
BETWEEN_CONTACTS = re.compile("[、，,；;/]")


def person_findings(name: str, contact: str, citation: Citation | None = None) -> list[Finding]:
    """A name or a contact that leads to nobody; what is missing altogether is told elsewhere."""
    found = []
    if 0 < len(name.strip()) < SHORTEST_NAME:
        found.append(Finding("objection.name", "请填写真实姓名全名；匿名异议不予受理", citation, "name"))
    if contact.strip() and not any(map(reachable, BETWEEN_CONTACTS.split(contact))):
        message = "请填写可以联系到的电话号码（7至15位数字）或电子邮箱；无联系方式的异议不予受理"
        found.append(Finding("objection.contact", message, citation, "contact"))
    return found


def reachable(contact: str) -> bool:
    """Whether a text is a telephone number or an e-mail address."""
    digits = sum(map(str.isdecimal, contact))
    return bool(EMAIL.search(contact)) or (FEWEST_DIGITS <= digits <= MOST_DIGITS and not EMAIL_SIGN.search(contact))
