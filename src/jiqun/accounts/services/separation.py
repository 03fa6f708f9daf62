"""Separated duties: nobody signs what they drafted, and no administrator watches over themselves."""

from __future__ import annotations

from collections.abc import Iterable

from jiqun.accounts.models import Authority, Seat
from jiqun.audit.queries import entries_about
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Role

ADMINISTRATIVE = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR)
"""Three duties of three people (等级保护): who runs it, who gives access, who watches both."""


def refuse_own_draft(subject: str, drafted: str, what: str, *, by: Seat) -> None:
    """Refuse a signature under one's own draft, whichever seats the person holds.

    ``drafted`` is the act with which the record keeps the draft of ``subject``; ``what`` names it in words.

    Raises:
        Refused: the last draft was the same person's.
    """
    drafts = entries_about(subject).filter(act=drafted)
    last = drafts.order_by("-sequence").values_list("seat_id_then", flat=True).first()
    if last is not None and Seat.objects.filter(pk=last, person=by.person_id).exists():
        message = (
            f"{what}由您本人（{by.person.name}）经办，经办和签发不得为同一人；"
            "请由其他负责人签发，或由其他经办人重新办理后再签发"
        )
        raise Refused(Finding("sign_off.own_draft", message))


def clash(role: Role, held: Iterable[Role]) -> Role | None:
    """The administrative duty among those held that the same person may not have beside this one."""
    if role not in ADMINISTRATIVE:
        return None
    return next((each for each in held if each in ADMINISTRATIVE and each != role), None)


def duty_findings(
    authority: Authority, role: Role, person_name: str, held: Iterable[Seat], *, by: Seat
) -> list[Finding]:
    """Why a person who holds these seats may not have this one too.

    A seat held already is none of these; ``by`` gives nobody, least of all themselves, a second administration.
    """
    standing = list(held)
    other = clash(role, [each.role_term for each in standing])
    if other is not None:
        message = (
            f"{person_name}该人员已任{other.label}，不能兼任{role.label}：系统、安全、审计管理应由不同人员担任，"
            "请指定其他人员，或先停用原席位"
        )
        return [Finding("account.separated", message, field="role")]
    itself = any(each.person_id == by.person_id for each in standing)
    if itself and role in ADMINISTRATIVE and authority.pk != by.authority_id:
        message = f"不能为本人增设{authority.name}的{role.label}席位，请由其他安全管理员办理"
        return [Finding("account.self", message, field="role")]
    return []
