"""Creating accounts downward, taking them back, and giving new first passwords."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from unicodedata import category

from axes.utils import reset as lift_lockout
from django.db import transaction

from jiqun.accounts.models import Authority, Person, Seat
from jiqun.accounts.queries import managed_authorities, managed_seats, roles_for, seats_out_of_reach
from jiqun.accounts.services.first_passwords import CREATE, RESET, Given, first_password, given, shared
from jiqun.accounts.services.separation import clash, duty_findings
from jiqun.audit.queries import just_done
from jiqun.audit.services import record
from jiqun.core.figures import shorten
from jiqun.core.findings import Actor, Finding, Refused
from jiqun.core.vocabulary import Role

USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,59}")
CONTROL = "Cc"
"""The Unicode category of signs that nobody sees."""


@dataclass(frozen=True, slots=True)
class NewAccount:
    """One person to be seated in one office; an existing user name takes a further seat.

    ``place`` says in words where the account was asked for (``第3行``).
    """

    authority: Authority
    role: Role
    name: str
    username: str
    phone: str = ""
    place: str = ""


def account_findings(account: NewAccount, *, by: Seat) -> list[Finding]:
    """Why an account cannot be made as asked."""
    found = []
    place = account.place
    name = f"{place}“{shown(account.name or account.username)}”：" if place else ""
    if not managed_authorities(by).filter(pk=account.authority.pk).exists():
        message = f"{name}{account.authority.name}不是本单位或直接下级单位，请由其上级单位建立"
        found.append(Finding("account.territory", message, field="authority"))
    elif account.role not in roles_for(account.authority):
        message = f"{name}{account.authority.tier_term.label}单位没有“{account.role.label}”岗位"
        found.append(Finding("account.role", message, field="role"))
    if not account.name.strip():
        found.append(Finding("account.name", f"{place}请填写姓名", field="name"))
    found += text_findings(name, name=account.name, phone=account.phone)
    if not USERNAME.fullmatch(account.username):
        message = f"{name}登录名须为3至60位小写字母、数字、点或短横，并以字母开头"
        return [*found, Finding("account.username", message, field="username")]  # nobody can have such a name
    standing = Person.objects.filter(username=account.username).first()
    if standing is not None and standing.name != account.name.strip():
        message = f"{name}登录名“{account.username}”已由他人使用，请换一个"
        found.append(Finding("account.taken", message, field="username"))
    elif Seat.objects.filter(person=standing, authority=account.authority, role=account.role, is_active=True).exists():
        found.append(Finding("account.exists", f"{name}该人员已有此席位", field="username"))
    elif standing is not None:
        held = standing.seats.filter(is_active=True)
        found += duty_findings(account.authority, account.role, name, held, by=by)
    return found


def text_findings(whose: str, **texts: str) -> list[Finding]:
    """What of the texts about a person cannot be kept: longer than its column, or with signs that nobody sees."""
    found = []
    for key, text in texts.items():
        column = getattr(Person, key).field
        label, most = column.verbose_name, column.max_length or 0
        if len(text.strip()) > most:
            message = f"{whose}{label}应不超过{most}个字符，现为{len(text.strip())}个"
            found.append(Finding("account.too_long", message, field=key))
        if any(category(sign) == CONTROL for sign in text):
            message = f"{whose}{label}中有换行等不可见的字符，请删去后重新填写"
            found.append(Finding("account.unprintable", message, field=key))
    return found


def shown(text: str) -> str:
    """A text from a file as a sentence may quote it."""
    return shorten("".join(sign for sign in text if category(sign) != CONTROL))


@transaction.atomic
def create_accounts(accounts: Sequence[NewAccount], *, by: Seat, at: datetime) -> list[Given]:
    """Create several accounts: all of them, or none when any cannot be made (Refused).

    The same list once more within a minute is a repeated post: what was made is given again.
    """
    # Under the office's lock two posts of one form queue up, and the second finds the accounts of the first.
    Authority.objects.select_for_update(of=("self",), no_key=True).get(pk=by.authority_id)
    if again := _made_just_now(accounts, by=by, at=at):
        return again
    if findings := list_findings(accounts, by=by):
        raise Refused(*findings)
    return shared([_create(account, by=by, at=at) for account in accounts])


def _made_just_now(accounts: Sequence[NewAccount], *, by: Seat, at: datetime) -> list[Given]:
    """The accounts asked for, where this seat has just made each of them; otherwise none."""
    asked = [(each.authority.code, str(each.role), each.username, each.name.strip()) for each in accounts]
    made = {
        (each.seat.authority.code, each.seat.role, person.username, person.name): each
        for each in given(just_done(CREATE, by=by.actor, at=at))
        for person in [each.seat.person]
        if each.seat.is_active
    }
    return [made[each] for each in asked] if set(asked) <= made.keys() else []


def list_findings(accounts: Sequence[NewAccount], *, by: Seat) -> list[Finding]:
    """Why a list of accounts cannot be made: what is wrong with each, and what they disagree about."""
    findings = [finding for account in accounts for finding in account_findings(account, by=by)]
    names: dict[str, NewAccount] = {}
    seats: dict[tuple[int, Role, str], NewAccount] = {}
    roles: dict[str, list[Role]] = {}
    for account in accounts:
        first = names.setdefault(account.username, account)
        if first.name.strip() != account.name.strip():
            message = (
                f"{account.place}：登录名“{shown(account.username)}”已用于{first.place}“{shown(first.name)}”，请换一个"
            )
            findings.append(Finding("account.taken", message, field="username"))
        same = seats.setdefault((account.authority.pk, account.role, account.username), account)
        if same is not account:
            message = f"{account.place}与{same.place}是同一席位，请删去一行"
            findings.append(Finding("account.twice", message, field="username"))
        asked = roles.setdefault(account.username, [])
        if (other := clash(account.role, asked)) is not None:
            message = f"{account.place}：同一人员不能兼任{other.label}和{account.role.label}，请指定其他人员"
            findings.append(Finding("account.separated", message, field="role"))
        asked.append(account.role)
    return findings


def _create(account: NewAccount, *, by: Seat, at: datetime) -> Given:
    person, new = Person.objects.get_or_create(
        username=account.username, defaults={"name": account.name.strip(), "phone": account.phone.strip()}
    )
    seat, _ = Seat.objects.update_or_create(
        person=person, authority=account.authority, role=account.role, defaults={"is_active": True}
    )
    return seated(seat, new=new, by=by.actor, at=at)


def seated(seat: Seat, *, new: bool, by: Actor, at: datetime) -> Given:
    """Record a seat that was made; a person who is new gets a first password."""
    person = seat.person
    detail = {
        "username": person.username,
        "authority": seat.authority.code,
        "role": str(seat.role),
        "seat": seat.pk,
        "new": new,
    }
    entry = record(CREATE, f"建立账号：{seat}", by=by, at=at, subject=f"person:{person.pk}", detail=detail)
    if not new:
        return Given(seat, entry)
    password = first_password(entry)
    person.set_password(password)
    person.save(update_fields=["password"])
    return Given(seat, entry, password)


def _managed(seat: Seat, by: Seat) -> Seat:
    fresh = managed_seats(by).select_for_update(of=("self",), no_key=True).filter(pk=seat.pk).first()
    if fresh is None:
        raise Refused(Finding("account.territory", "该席位不在您的管理范围内"))
    return fresh


@transaction.atomic
def set_seat_active(seat: Seat, active: bool, *, by: Seat, at: datetime) -> Seat:
    """Take somebody out of a seat, or put them back; nobody locks themselves out."""
    fresh = _managed(seat, by)
    if fresh.person_id == by.person_id and not active:
        raise Refused(Finding("account.self", "不能停用自己的席位，请由上级或其他安全管理员办理"))
    if fresh.is_active != active:
        held = fresh.person.seats.filter(is_active=True)
        if active and (findings := duty_findings(fresh.authority, fresh.role_term, "", held, by=by)):
            raise Refused(*findings)
        fresh.is_active = active
        fresh.save(update_fields=["is_active"])
        label = f"{'启用' if active else '停用'}席位：{fresh}"
        record("set_seat_active", label, by=by.actor, at=at, subject=f"person:{fresh.person_id}")
    return fresh


@transaction.atomic
def reset_password(seat: Seat, *, by: Seat, at: datetime) -> Given:
    """Give a new first password, shown once, and lift a lock-out; it must be changed at the next log-in.

    Once more within a minute is a repeated post: the password just given is given again.

    Raises:
        Refused: the seat, or another that the person holds, is not in the territory of ``by``. Otherwise somebody
            could be seated as a sideline only to take over the account.
    """
    fresh = _managed(seat, by)
    person = fresh.person
    if seats_out_of_reach(person, by).exists():
        message = f"{person.name}在其他单位另有席位，其口令请由上级单位的安全管理员重置"
        raise Refused(Finding("account.elsewhere", message))
    subject = f"person:{person.pk}"
    standing = just_done(RESET, by=by.actor, at=at).filter(subject=subject).last()
    if standing is not None and person.check_password(first_password(standing)):
        return Given(fresh, standing, first_password(standing))
    label, detail = f"重置口令：{person.name}", {"seat": fresh.pk}
    entry = record(RESET, label, by=by.actor, at=at, subject=subject, detail=detail)
    password = first_password(entry)
    person.set_password(password)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    lift_lockout(username=person.username)
    return Given(fresh, entry, password)


@transaction.atomic
def lift_lock(seat: Seat, *, by: Seat, at: datetime) -> None:
    """Let somebody log in again whose own password is known to them; it stays as it is."""
    fresh = _managed(seat, by)
    lift_lockout(username=fresh.person.username)
    record("lift_lock", f"解除登录锁定：{fresh.person.name}", by=by.actor, at=at, subject=f"person:{fresh.person_id}")


@transaction.atomic
def change_own_password(person: Person, password: str, *, at: datetime) -> None:
    """Set a password of one's own choice."""
    person.set_password(password)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    seat = person.seats.filter(is_active=True).select_related("authority", "person").first()
    if seat is not None:
        record("change_password", "修改本人口令", by=seat.actor, at=at, subject=f"person:{person.pk}")
