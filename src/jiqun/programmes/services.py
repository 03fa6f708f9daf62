"""Opening a round: read, check, freeze, record."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jiqun.accounts.services.regions import load_region
from jiqun.audit.services import record
from jiqun.core.canonical import digest
from jiqun.core.findings import Actor, Finding, Refused
from jiqun.core.policy.loader import to_plain
from jiqun.core.policy.schema import RoundPolicy
from jiqun.policyfiles.folder import read_region, region_names
from jiqun.programmes.models import PolicySnapshot, Round


@transaction.atomic
def open_round(policy: RoundPolicy, *, by: Actor, at: datetime, is_demo: bool = False) -> Round:
    """Open a round under a policy and freeze its values with a digest.

    Raises:
        Refused: a round of that code is open already.
    """
    if Round.objects.filter(code=policy.code).exists():
        message = f"批次“{policy.title}”已经开启，政策数据已固定；如需另开一批，请在文件中改用新的批次代码"
        raise Refused(Finding("round.exists", message))
    plain = to_plain(policy)
    snapshot, _ = PolicySnapshot.objects.get_or_create(digest=digest(plain), defaults={"plain": plain})
    call = Round.objects.create(
        code=policy.code,
        title=policy.title,
        year=policy.year,
        opens_on=policy.opens_on.on(policy.day),
        closes_on=policy.closes_on.on(policy.day),
        sign_off=policy.sign_off.on(policy.day),
        decides_all=policy.decides_all,
        policy=snapshot,
        is_demo=is_demo,
        opened_at=at,
    )
    record(
        "open_round",
        f"开启批次：{policy.title}",
        by=by,
        at=at,
        round_code=call.code,
        detail={"policy_digest": snapshot.digest, "closes_on": call.closes_on.isoformat()},
    )
    return call


@transaction.atomic
def bring_in_round(policy: RoundPolicy, *, by: Actor, at: datetime, is_demo: bool = False) -> Round:
    """Open a round on the page: the authorities of its region come with it.

    Raises:
        PolicyError: the region of the policy is neither among those shipped nor that of an earlier round.
        Refused: a round of that code is open already, or the region gives an authority another tier.
    """
    if policy.region in region_names() or not Round.objects.filter(policy__plain__region=policy.region).exists():
        load_region(read_region(policy.region), by=by, at=at)
    return open_round(policy, by=by, at=at, is_demo=is_demo)


@transaction.atomic
def switch_sign_off(call: Round, required: bool, *, by: Actor, at: datetime) -> None:
    """Switch the sign-off step of a round on or off."""
    fresh = Round.objects.select_for_update(of=("self",)).get(pk=call.pk)
    if fresh.sign_off == required:
        return
    fresh.sign_off = required
    fresh.save(update_fields=["sign_off"])
    label = "启用负责人签发环节" if required else "停用负责人签发环节"
    record("switch_sign_off", label, by=by, at=at, round_code=fresh.code)
