"""The inbox: where the cases of the city stand, one row per cluster."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate

from jiqun.accounts.access import OFFICES, SeatedRequest, for_seats
from jiqun.core.vocabulary import Extra, Tier
from jiqun.declarations.models import Declaration
from jiqun.programmes.asked import round_asked, round_tabs
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
from jiqun.recommendations.candidates import SelfCheck, self_checks
from jiqun.recommendations.queries import InboxCounts, Tab, inbox, inbox_counts
from jiqun.ui import parts

PER_PAGE = 50

NEXT = {
    Tab.TO_VERIFY: "逐项实地核查，核查通过的方可列入推荐名单。",
    Tab.RETURNED: "等待县级补正后重新报送。",
    Tab.TO_LOOK_AGAIN: "由未参加现场核查的人员再次实地抽查，抽查符合的方可列入推荐名单。",
    Tab.VERIFIED: "请在截止日期前列入推荐名单，由负责人签发报送省级。",
    Tab.SENT: "已报送省级，办理进展见各事项。",
    Tab.NOT_RECOMMENDED: "理由已告知申报主体，本批次不再办理。",
}
EMPTY = {
    Tab.TO_VERIFY: ("没有待核查的事项", "县级报送后会出现在这里。"),
    Tab.RETURNED: ("没有退回补正的事项", "退回县级的事项在重新报送前列在这里。"),
    Tab.TO_LOOK_AGAIN: ("没有待抽查的事项", "现场核查通过后会出现在这里。"),
    Tab.VERIFIED: ("没有待推荐的事项", "现场核查通过、尚未报送的事项列在这里。"),
    Tab.SENT: ("尚未报送", "名单签发报送后，可在这里查看省级办理进展。"),
    Tab.NOT_RECOMMENDED: ("没有未推荐的事项", "不予推荐的事项及理由列在这里。"),
}
ACTS = {
    Tab.TO_VERIFY: ("核查", "recommendations:visit"),
    Tab.TO_LOOK_AGAIN: ("抽查", "recommendations:city-check"),
    Tab.VERIFIED: ("查看核查", "recommendations:visit"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One case within the row of its cluster."""

    case: Declaration
    check: SelfCheck | None


@dataclass(frozen=True, slots=True)
class ClusterRows:
    """One cluster and its cases on this tab."""

    first: Declaration
    rows: tuple[Row, ...]


@for_seats(tiers=[Tier.CITY], roles=OFFICES)
def inbox_page(request: SeatedRequest) -> HttpResponse:
    """One tab of the inbox, grouped by cluster."""
    call = round_asked(request)
    asked = request.GET.get("tab", "")
    tab = Tab(asked) if asked in Tab.codes() else Tab.TO_VERIFY
    act, act_page = ACTS.get(tab, ("", ""))
    groups = by_dossier(inbox(request.seat, call, tab))
    page = Paginator(groups, PER_PAGE).get_page(request.GET.get("page"))
    checks = self_checks([case for group in page for case in group])
    shown = [ClusterRows(group[0], tuple(Row(case, checks.get(case.pk)) for case in group)) for group in page]
    context = {
        "round": call,
        "round_tabs": round_tabs(request, call),
        "tab": tab,
        "tabs": tab_links(call, inbox_counts(request.seat, call), tab),
        "next": NEXT[tab],
        "empty": EMPTY[tab],
        "today": localdate(),
        "act": act,
        "act_page": act_page,
        "page": page,
        "clusters": shown,
    }
    return render(request, "recommendations/inbox.html", context)


def inbox_of(call: Round) -> str:
    """The inbox of a round."""
    return f"{reverse('recommendations:inbox')}?round={call.code}"


def by_dossier(cases: Iterable[Declaration]) -> list[list[Declaration]]:
    """The cases of one dossier together, in the order in which the first of them comes."""
    groups: dict[int, list[Declaration]] = {}
    for case in cases:
        groups.setdefault(case.dossier_id, []).append(case)
    return list(groups.values())


def tab_links(call: Round, counts: InboxCounts, active: Tab) -> list[parts.Tab]:
    """The tabs with their numbers; the list has a page of its own and stands between verified and sent.

    The second look has a tab only in a round that has it.
    """
    extras = policy_of(call).extras
    shown = [tab for tab in Tab if tab is not Tab.TO_LOOK_AGAIN or Extra.CITY_SPOT_CHECK in extras]
    links = [parts.Tab(tab.label, f"{inbox_of(call)}&tab={tab}", tab is active, str(counts.on(tab))) for tab in shown]
    waiting = f"{counts.lists}份待签发" if counts.lists else ""
    address = f"{reverse('recommendations:list')}?round={call.code}"
    links.insert(shown.index(Tab.SENT), parts.Tab("推荐名单", address, note=waiting))
    return links
