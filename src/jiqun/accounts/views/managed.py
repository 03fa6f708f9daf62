"""Accounts of one's own office and of those directly below, for security administrators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import xlsxwriter
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jiqun.accounts.access import SeatedRequest, for_seats
from jiqun.accounts.forms import AccountForm, WorkbookForm
from jiqun.accounts.queries import locked_until, managed_seats, seats_matching, unseated_authorities
from jiqun.accounts.services.first_passwords import RESET, Given, given
from jiqun.accounts.services.importing import HEADERS, MAX_ROWS, import_workbook
from jiqun.accounts.services.seats import NewAccount, create_accounts, lift_lock, reset_password, set_seat_active
from jiqun.audit.models import Entry
from jiqun.core.findings import Finding, Refused
from jiqun.core.vocabulary import Role

SECURITY = (Role.SECURITY_ADMIN,)
TO_SHOW = "first_passwords"
"""Where the session keeps the numbers of the entries whose first passwords are still to be shown."""


@for_seats(roles=SECURITY)
def accounts(request: SeatedRequest) -> HttpResponse:
    """The seats looked after, with the offices that have none yet."""
    wanted = request.GET.get("q", "").strip()
    page = Paginator(seats_matching(request.seat, wanted), 50).get_page(request.GET.get("page"))
    locks = locked_until((seat.person.username for seat in page), timezone.now())
    rows = [(seat, locks.get(seat.person.username)) for seat in page]
    context = {"page": page, "rows": rows, "wanted": wanted, "unseated": unseated_authorities(request.seat)}
    return render(request, "accounts/accounts.html", context)


@never_cache
@for_seats(roles=SECURITY)
def new_account(request: SeatedRequest) -> HttpResponse:
    """Create one account; its first password is shown once, on the page after."""
    initial = {"authority": request.GET.get("authority")}
    form = AccountForm(request.seat, request.POST or None, initial=initial)
    if form.is_valid():
        try:
            created = create_accounts([NewAccount(**form.cleaned_data)], by=request.seat, at=timezone.now())
        except Refused as refusal:
            for finding in refusal.findings:
                form.add_error(finding.field if finding.field in form.fields else None, finding.message)
        else:
            return _to_show(request, created)
    status = 422 if form.errors else 200
    return render(request, "accounts/new.html", {"form": form}, status=status)


@never_cache
@for_seats(roles=SECURITY)
def import_accounts(request: SeatedRequest) -> HttpResponse:
    """Create accounts from a spreadsheet: all rows or none."""
    form = WorkbookForm(request.POST or None, request.FILES or None)
    findings: list[Finding] = []
    if form.is_valid():
        try:
            content = form.cleaned_data["workbook"].read()
            created = import_workbook(content, by=request.seat, at=timezone.now())
        except Refused as refusal:
            findings = [replace(each, field="") for each in refusal.findings]  # rows of a file have no input to go to
        else:
            return _to_show(request, created)
    status = 422 if form.errors or findings else 200
    context = {"form": form, "findings": findings, "max_rows": MAX_ROWS}
    return render(request, "accounts/import.html", context, status=status)


@for_seats(roles=SECURITY)
def import_template(request: SeatedRequest) -> HttpResponse:
    """The workbook to fill in, with one row prepared for every office that has no account yet."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("账号名单")
        sheet.write_row(0, 0, HEADERS, book.add_format({"bold": True}))
        for number, office in enumerate(unseated_authorities(request.seat), start=1):
            sheet.write_string(number, 0, office.name)
            sheet.write_string(number, 1, Role.HANDLER.label)
        sheet.set_column(0, 0, 32)
        sheet.set_column(1, 4, 16)
    answer = HttpResponse(
        made.getvalue(), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    answer["Content-Disposition"] = "attachment; filename*=UTF-8''%E8%B4%A6%E5%8F%B7%E5%90%8D%E5%8D%95.xlsx"
    return answer


@require_POST
@for_seats(roles=SECURITY)
def set_active(request: SeatedRequest, pk: int) -> HttpResponse:
    """Take somebody out of a seat, or put them back."""
    seat = get_object_or_404(managed_seats(request.seat), pk=pk)
    active = request.POST.get("active") == "yes"
    try:
        set_seat_active(seat, active, by=request.seat, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        what = "可以登录办理" if active else "不能再以该席位办理，已办事项和记录保留"
        messages.success(request, f"已{'启用' if active else '停用'}：{seat}；{what}")
    return redirect("accounts:accounts")


@require_POST
@for_seats(roles=SECURITY)
def unlock(request: SeatedRequest, pk: int) -> HttpResponse:
    """Lift a lock-out before it ends by itself."""
    seat = get_object_or_404(managed_seats(request.seat), pk=pk)
    lift_lock(seat, by=request.seat, at=timezone.now())
    messages.success(request, f"已解除{seat.person.name}的登录锁定，可以用原口令登录")
    return redirect("accounts:accounts")


@never_cache
@require_POST
@for_seats(roles=SECURITY)
def new_password(request: SeatedRequest, pk: int) -> HttpResponse:
    """Give somebody a new first password, shown once, on the page after."""
    seat = get_object_or_404(managed_seats(request.seat), pk=pk)
    try:
        reset = reset_password(seat, by=request.seat, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("accounts:accounts")
    return _to_show(request, [reset])


def _to_show(request: SeatedRequest, acts: Sequence[Given]) -> HttpResponse:
    """On to the page that shows what was given, so that neither a reload nor a second click asks for it again."""
    request.session[TO_SHOW] = [each.entry.sequence for each in acts]
    return redirect("accounts:first-passwords")


@never_cache
@for_seats(roles=SECURITY)
def first_passwords(request: SeatedRequest) -> HttpResponse:
    """The first passwords that were just given, shown once."""
    numbers = request.session.pop(TO_SHOW, [])
    acts = given(Entry.objects.filter(sequence__in=numbers, seat_id_then=request.seat.pk).order_by("sequence"))
    if not acts:
        messages.warning(request, "首次口令只显示一次，现已不能查看；没有记下的，请重置口令")
        return redirect("accounts:accounts")
    if acts[0].entry.act == RESET:
        return render(request, "accounts/reset.html", {"reset": acts[0]})
    return render(request, "accounts/created.html", {"created": acts})
