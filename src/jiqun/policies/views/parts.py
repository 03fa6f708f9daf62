"""The page of one part of a draft: read by all who read drafts, changed by those who write them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from jiqun.accounts.access import SeatedRequest
from jiqun.core.findings import Finding, Refused
from jiqun.policies.editing.addresses import Spot, again, locate
from jiqun.policies.editing.forms import PartForm, leaves
from jiqun.policies.editing.formulas import functions, usable_names
from jiqun.policies.editing.making import completed
from jiqun.policies.editing.outline import outline
from jiqun.policies.editing.page import links_on, lists_on, preview_of
from jiqun.policies.editing.shapes import Kind
from jiqun.policies.editing.traces import trace, unchanged_since
from jiqun.policies.editing.trees import tree_for
from jiqun.policies.editing.trial import trial_of
from jiqun.policies.models import Draft, DraftState
from jiqun.policies.overview import shown_hints
from jiqun.policies.problems import problems_at
from jiqun.policies.queries import checked
from jiqun.policies.services.duty import may_write
from jiqun.policies.services.writing import save_part
from jiqun.policies.views.audience import draft_or_404, for_readers
from jiqun.ui.posted import key_in

MORE = "more:"


@dataclass(frozen=True, slots=True)
class Said:
    """What a refused act leaves to be shown: the list it was about, what was typed, and why it was refused."""

    findings: Sequence[Finding] = ()
    address: str = ""
    typed: str = ""


@for_readers
def part(request: SeatedRequest, pk: int, address: str) -> HttpResponse:
    """One part: its inputs, its lists, what is wrong with it; what was typed stays until it is saved."""
    draft = draft_or_404(pk)
    spot = spot_or_404(draft, address)
    if request.method != "POST":
        return show(request, draft, spot, _form(spot))
    if not may_write(request.seat):
        raise PermissionDenied
    act = request.POST.get("act", "")
    if act.startswith(MORE):
        return show(request, draft, spot, _form(spot, _with_one_more(request.POST, act.removeprefix(MORE)), more=True))
    form = _form(spot, request.POST)
    if form is None:
        raise Http404
    if not form.is_valid():
        return show(request, draft, spot, form)
    try:
        saved = kept(request, draft, spot, completed(spot, form.plain))
    except Refused as refusal:
        return show(request, draft_or_404(pk), spot, form, Said(refusal.findings))
    messages.success(request, f"已保存“{spot.name}”，草案提交审定前可继续修改")
    return redirect("policies:part", pk, again(spot, saved.pack).address)


def kept(request: SeatedRequest, draft: Draft, spot: Spot, value: Any) -> Draft:
    """Save what was typed of a part; of a record only what differs, so that a change beside it stays."""
    only = None
    if isinstance(value, dict) and isinstance(spot.plain, dict) and spot.kind is Kind.PAGE:
        only = [name for name in value if name not in spot.plain or value[name] != spot.plain[name]]
    return save_part(
        draft,
        spot.steps,
        value,
        version=key_in(request.POST.get("version", "")),
        by=request.seat,
        at=timezone.now(),
        unchanged=unchanged_since(spot, request.POST.get("seen", "")),
        only=only,
        place=spot.name if spot.page else "",
    )


def spot_or_404(draft: Draft, address: str) -> Spot:
    """The part at the address."""
    try:
        return locate(draft.pack, address)
    except LookupError:
        raise Http404 from None


def show(
    request: SeatedRequest, draft: Draft, spot: Spot, form: PartForm | None = None, said: Said | None = None
) -> HttpResponse:
    """The page; refused with 422 where something is to be put right."""
    said = said or Said()
    has_formulas = form is not None and any(leaf.asking.formula for leaf in leaves(form.tree))
    whole, problems = checked(draft.pack)
    context: dict[str, Any] = {
        "draft": draft,
        "spot": spot,
        "seen": trace(spot),
        "around": [each for each in spot.trail[1:-1] if each.steps != ("round",)],
        "outline": outline(draft.pack, spot.address),
        "form": form,
        "said": said,
        "lists": lists_on(spot),
        "links": links_on(spot),
        "problems": problems_at(problems, draft.pack, spot),
        "hints": [each for each in shown_hints(whole, draft.pack) if each.address == spot.address] if whole else [],
        "preview": preview_of(spot),
        "trial": trial_of(spot, whole),
        "names": usable_names(spot) if has_formulas else [],
        "functions": functions() if has_formulas else [],
        "may_change": may_write(request.seat) and draft.state_term is DraftState.DRAFTING,
    }
    wrong = said.findings or (form is not None and form.errors)
    return render(request, "policies/part.html", context, status=422 if wrong else 200)


def _with_one_more(posted: QueryDict, name: str) -> QueryDict:
    """What was posted, with one row more of that name."""
    changed = posted.copy()
    changed[f"{name}-rows"] = str(key_in(posted.get(f"{name}-rows", "")) + 1)
    return changed


def _form(spot: Spot, posted: QueryDict | None = None, *, more: bool = False) -> PartForm | None:
    """The form of the part; one that only asks for another row is shown as typed, and nothing is said of it yet."""
    tree = tree_for(spot, posted or {})
    if tree is None:
        return None
    return PartForm(tree, spot.hint, posted, is_asking_more=more)
