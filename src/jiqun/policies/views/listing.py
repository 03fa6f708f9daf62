"""All drafts and published policies, and beginning another."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from jiqun.accounts.access import SeatedRequest
from jiqun.core.policy.tree import PolicyError, Problem
from jiqun.core.policy.wordhints import other_years
from jiqun.policies.forms import MOST_OCTETS, StartForm
from jiqun.policies.models import Draft
from jiqun.policies.queries import checked, drafts
from jiqun.policies.services.duty import may_write
from jiqun.policies.services.starting import start_draft
from jiqun.policies.views.audience import for_readers, for_writers
from jiqun.policyfiles.archive import read_pack
from jiqun.policyfiles.lentcases import fitting_cases
from jiqun.policyfiles.pack import Pack, assembled

PER_PAGE = 50


@for_readers
def listing(request: SeatedRequest) -> HttpResponse:
    """Drafts and published policies, changed last first."""
    page = Paginator(drafts(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "policies/list.html", {"page": page, "may_write": may_write(request.seat)})


@for_writers
def start(request: SeatedRequest) -> HttpResponse:
    """Begin a draft: from what is published, open or shipped, or from a file; a file with mistakes is refused whole."""
    form = StartForm(initial={"base": request.GET.get("base", ""), "a_year_on": True})
    if request.method == "POST":
        form = StartForm(request.POST, request.FILES)
    problems: list[Problem] = []
    if form.is_valid():
        given = form.cleaned_data
        try:
            pack, origin = beginning(form)
        except PolicyError as refusal:
            problems = refusal.problems
        else:
            draft = start_draft(
                pack,
                title=given["title"],
                origin=origin,
                a_year_on=given["a_year_on"],
                by=request.seat,
                at=timezone.now(),
            )
            messages.success(request, f"已建立草案“{draft.title}”，可逐部分修改；提交审定前不影响任何批次")
            if stale := clauses_of_other_years(draft):
                messages.warning(request, f"{'、'.join(stale)}的摘要仍写有往年年度，不随年度顺延，请对照通知改写")
            return redirect("policies:draft", draft.pk)
    status = 422 if form.errors or problems else 200
    return render(request, "policies/start.html", {"form": form, "problems": problems}, status=status)


def clauses_of_other_years(draft: Draft) -> list[str]:
    """The places of the clauses whose words name a year that is not the draft's."""
    policy, _ = checked(draft.pack)
    paths = [path for path, _ in other_years(policy)] if policy else []
    return [policy.clauses[int(path.rpartition(".")[2])].place for path in paths] if policy else []


def beginning(form: StartForm) -> tuple[Pack, str]:
    """The pack asked for and what it is in words; raises PolicyError."""
    if base := form.base_chosen:
        return base.read(), base.origin
    upload = form.cleaned_data["upload"]
    pack = pack_in(upload)
    if not pack["cases"]:
        cases, answers = fitting_cases(assembled(pack))
        pack = {**pack, "cases": cases, "answers": answers}
    return pack, f"上传的政策文件：{name_of(upload)}"


def pack_in(upload: UploadedFile[Any]) -> Pack:
    """The pack of an uploaded file; raises PolicyError."""
    return read_pack(upload.read(MOST_OCTETS + 1), name_of(upload))


def name_of(upload: UploadedFile[Any]) -> str:
    """What the file is called, without the folders of whoever sent it."""
    return PurePath(upload.name or "").name
