"""The living style sheet: every part on one page, to be looked at and checked. Routed only in debug and tests."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiqun.core.vocabulary import Stage, Verdict
from jiqun.ui import specimen as sample


def specimen_context() -> dict[str, Any]:
    """Everything the style sheet shows."""
    refused = sample.SampleForm({"name": "", "output_total": "很多", "founded": "2019-06-01", "industry": "34"})
    refused.add_error(None, "本年度申报截止后不能新增集群")
    firms: list[dict[str, Any]] = [
        {"name": "清河县恒力锻造有限公司", "title": "giant", "output": 52000},
        {"name": "清河县东法管件有限公司"},
    ]
    return {
        "furniture": sample.FURNITURE,
        "today": sample.TODAY,
        "tasks": sample.TASKS,
        "findings_list": sample.FINDINGS,
        "verdicts": list(Verdict),
        "stages": [Stage.DRAFT, Stage.SUBMITTED, Stage.RECOGNISED, Stage.REFUSED, Stage.REVOKED],
        "step_list": sample.STEPS,
        "entries": sample.TIMELINE,
        "facts": sample.FACTS,
        "clusters": sample.CLUSTERS,
        "tab_list": sample.TABS,
        "files": sample.FILES,
        "page": Paginator(range(487), 20).page(7),
        "form": refused,
        "years": [2022, 2023, 2024],
        "grid": sample.grid_rows(),
        "read_only": sample.read_rows(),
        "rows": sample.FirmRows(initial=firms, prefix="firms"),
    }


def specimen(request: HttpRequest) -> HttpResponse:
    """Show every part with invented values."""
    messages.success(request, "已提交至石桥市，预计6月3日前完成核查；如被退回，将在“我的待办”中提示。")
    messages.warning(request, "距截止还有3天，本市尚有2个集群未报送。")
    return render(request, "ui/specimen.html", specimen_context())
