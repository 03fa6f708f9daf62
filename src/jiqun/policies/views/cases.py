"""The cases of a draft: added, changed, taken out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from jiqun.accounts.access import SeatedRequest
from jiqun.core.assessment import Assessment
from jiqun.core.findings import Finding, Refused
from jiqun.core.formula import FormulaError
from jiqun.core.policy.schema import RoundPolicy, Track
from jiqun.core.standard import track_in_use
from jiqun.policies.caseforms import MOST_CHANGES, Bench, CaseForm, Changes, TablesForm, one_row_more
from jiqun.policies.editing.traces import trace_of
from jiqun.policies.models import Draft
from jiqun.policies.queries import checked
from jiqun.policies.services.writing import add_item, remove_item, save_part
from jiqun.policies.views import quota_cases
from jiqun.policies.views.audience import draft_or_404, for_writers
from jiqun.policies.views.draft import version_in
from jiqun.policies.views.quota_cases import CASE_PLACE, unchanged_case
from jiqun.ui.posted import key_in

CHANGES = "changes"
Inputs = tuple[CaseForm, Any, TablesForm]
"""The words and expectations of a case, the answers it changes, and its tables."""


@dataclass(frozen=True, slots=True)
class Table:
    """One case on its page; ``number`` is None for a new one."""

    draft: Draft
    policy: RoundPolicy
    track: Track
    case: dict[str, Any]
    number: int | None

    @property
    def bench(self) -> Bench:
        """What may be answered on the track."""
        return Bench(self.policy, self.track)

    @property
    def answers(self) -> dict[str, Any]:
        """The answers that the case gives instead of the base's."""
        given: dict[str, Any] = self.case.get("answers", {})
        return given

    def found(self) -> Assessment | None:
        """What the draft says of the case as it is stored; None where that cannot be computed."""
        answers = {**self.draft.pack["answers"], **self.answers}
        try:
            given = {place: answer for place, answer in answers.items() if answer != ""}
            return track_in_use(self.policy, self.track).assess_stored(given)
        except (FormulaError, LookupError, ValueError, TypeError):
            return None


@for_writers
def new_case(request: SeatedRequest, pk: int) -> HttpResponse:
    """Add a case on the track asked for, or on the first."""
    draft = draft_or_404(pk)
    return answer(request, draft, {"track": request.POST.get("track") or request.GET.get("track", "")}, None)


@for_writers
def case(request: SeatedRequest, pk: int, number: int) -> HttpResponse:
    """Change a case."""
    draft = draft_or_404(pk)
    stored = case_or_404(draft, number)
    page = quota_cases.answer if "chosen" in stored else answer
    return page(request, draft, stored, number)


@require_POST
@for_writers
def remove_case(request: SeatedRequest, pk: int, number: int) -> HttpResponse:
    """Take a case out."""
    draft = draft_or_404(pk)
    title = case_or_404(draft, number).get("case", "")
    try:
        how: dict[str, Any] = {"version": version_in(request), "by": request.seat, "at": timezone.now()}
        remove_item(
            draft, ("cases", number), unchanged=unchanged_case(request, number), place=CASE_PLACE.format(title), **how
        )
    except Refused as refusal:
        for finding in refusal.findings:
            messages.error(request, finding.message)
    else:
        messages.success(request, f"已删除情形“{title}”")
    return redirect("policies:draft", pk)


def case_or_404(draft: Draft, number: int) -> dict[str, Any]:
    """The case of that number."""
    cases = draft.pack["cases"]
    if number >= len(cases):
        raise Http404
    found: dict[str, Any] = cases[number]
    return found


def answer(request: SeatedRequest, draft: Draft, stored: dict[str, Any], number: int | None) -> HttpResponse:
    """The page of one case, or what came of posting it."""
    policy, problems = checked(draft.pack)
    if policy is None or problems:
        messages.warning(request, "草案有待改之处，改正后再编辑核对情形")
        return redirect("policies:draft", draft.pk)
    track = next((each for each in policy.tracks if each.id == stored.get("track")), policy.tracks[0])
    table = Table(draft, policy, track, {**stored, "track": track.id}, number)
    if request.method != "POST":
        return show(request, table, blank(table))
    if "other_track" in request.POST:
        return show(request, table, retyped(request, table))
    inputs = typed(request, table)
    if "add_row" in request.POST:
        return show(request, table, inputs, status=200)
    if not (inputs[0].is_valid() & inputs[1].is_valid() & inputs[2].is_valid()):
        return show(request, table, inputs, status=422)
    try:
        keep(request, table, inputs)
    except Refused as refusal:
        return show(request, table, inputs, findings=refusal.findings, status=422)
    messages.success(request, f"已保存情形“{inputs[0].cleaned_data['case']}”")
    return redirect("policies:draft", draft.pk)


def blank(table: Table) -> Inputs:
    """The page as it is first shown."""
    stored = table.case
    initial = {"case": stored.get("case"), "clause": stored.get("clause"), "version": table.draft.version}
    for kind in ("expect", "aspect"):
        initial.update({f"{kind}-{id}": verdict for id, verdict in stored.get(kind, {}).items()})
    form = CaseForm(table.track, table.found(), initial=initial)
    rows = table.bench.rows(table.answers)
    changes = Changes(initial=rows, prefix=CHANGES, form_kwargs={"bench": table.bench})
    return form, changes, TablesForm(table.bench, table.answers, of_case=True)


def retyped(request: SeatedRequest, table: Table) -> Inputs:
    """What was typed for one track, shown for another; nothing is said yet of what does not fit there."""
    posted: dict[str, Any] = request.POST.dict()
    form = CaseForm(table.track, table.found(), initial=posted)
    count = min(key_in(posted.get(f"{CHANGES}-TOTAL_FORMS", "")), MOST_CHANGES)
    rows = [{name: posted.get(f"{CHANGES}-{at}-{name}", "") for name in ("place", "value")} for at in range(count)]
    rows = [row for row in rows if any(row.values())]
    changes = Changes(initial=rows, prefix=CHANGES, form_kwargs={"bench": table.bench})
    lines = {key: posted.get(f"{TablesForm.prefix}-{key}", "") for key in table.bench.tables}
    return form, changes, TablesForm(table.bench, {}, initial=lines, of_case=True)


def typed(request: SeatedRequest, table: Table) -> Inputs:
    """The page as it was posted; one row more when that was asked for."""
    posted = one_row_more(request.POST, CHANGES)
    form = CaseForm(table.track, table.found(), posted)
    changes = Changes(posted, prefix=CHANGES, form_kwargs={"bench": table.bench})
    return form, changes, TablesForm(table.bench, table.answers, posted, of_case=True)


def keep(request: SeatedRequest, table: Table, inputs: Inputs) -> None:
    """Save what was typed over what was stored; raises Refused."""
    form, changes, tables = inputs
    given, stored = form.cleaned_data, table.case
    case = {
        **stored,
        "case": given["case"],
        "clause": given["clause"],
        "answers": {**table.bench.kept(table.answers), **tables.rows(), **dict(changes.changes())},
        "expect": form.expected("expect"),
        "aspect": form.expected("aspect"),
    }
    plain = {key: value for key, value in case.items() if value or value is False}
    same = unchanged_case(request, table.number)
    how: dict[str, Any] = {"version": given["version"], "by": request.seat, "at": timezone.now(), "unchanged": same}
    how["place"] = CASE_PLACE.format(given["case"])
    if table.number is None:
        add_item(table.draft, ("cases",), plain, **how)
    else:
        save_part(table.draft, ("cases", table.number), plain, **how)


def show(
    request: SeatedRequest,
    table: Table,
    inputs: Inputs,
    *,
    findings: tuple[Finding, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """The page, with what was typed."""
    context = {
        "draft": table.draft,
        "seen": trace_of(table.draft.pack["cases"][table.number]) if table.number is not None else "",
        "table": table,
        "tracks": table.policy.tracks if table.number is None else (),
        "form": inputs[0],
        "changes": inputs[1],
        "tables": inputs[2],
        "base": Bench(table.policy, None).words(table.draft.pack["answers"]),
        "kept": table.bench.kept_words(table.answers),
        "findings": findings,
    }
    return render(request, "policies/case.html", context, status=status)
