"""A case of the quota as it is typed: what was sent, what is sent now, and why it should be refused, if at all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from jiqun.core.casetrial import QUOTA_WORDS
from jiqun.core.figures import shorten
from jiqun.core.policy.schema import RoundPolicy
from jiqun.ui.widgets import LongText

MOST_LINES = 100
UNCOUNTED = "不占名额"
MARKED = re.compile(rf"(.*?)\s*[（(]{UNCOUNTED}[）)]\s*")
ORDINARY = ("", "一般推荐单位")
HELP = f"每行一个，写细分领域；同一集群有几项的写“集群名称：细分领域”，不占名额的在后面注明“（{UNCOUNTED}）”"


class Sendings(forms.CharField):
    """Recommended clusters, one per line."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=5000, widget=LongText(rows=4), **options)

    def clean(self, value: Any) -> list[dict[str, Any]]:
        """Each line as a case stores it."""
        lines = [line.strip() for line in str(super().clean(value) or "").splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(f"应不超过{MOST_LINES}行，现为{len(lines)}行")
        return [_sent(line) for line in lines]


def _sent(line: str) -> dict[str, Any]:
    marked = MARKED.fullmatch(line)
    cluster, colon, niche = (marked[1] if marked else line).replace(":", "：").partition("：")
    made: dict[str, Any] = {"niche": (niche if colon else cluster).strip()}
    if colon and cluster.strip():
        made["cluster"] = cluster.strip()
    elif not made["niche"]:
        raise forms.ValidationError(f"“{shorten(line)}”没有写明细分领域")
    return {**made, "counts": False} if marked else made


def written(sent: Sequence[Mapping[str, Any]]) -> str:
    """Stored clusters as lines."""
    return "\n".join(_written(each) for each in sent)


def _written(sent: Mapping[str, Any]) -> str:
    cluster, niche = sent.get("cluster"), sent.get("niche", "")
    line = f"{cluster}：{niche}" if cluster else niche
    return line if sent.get("counts", True) else f"{line}（{UNCOUNTED}）"


class QuotaCaseForm(forms.Form):
    """The words of the case, the lists, and the expected findings; none of them: the list is accepted."""

    case = forms.CharField(label="情形", max_length=200, help_text="一句话说明，如：分两次报送，合计超出名额")
    clause = forms.CharField(label="依据条款", max_length=100, help_text="如：一（三）3")
    kind = forms.ChoiceField(label="推荐单位", required=False, help_text="另定名额的单位类型，在“推荐名额”中设置")
    sent = Sendings(label="此前已报送", required=False, help_text="没有的不填")
    chosen = Sendings(label="本次拟报送", help_text=HELP)
    expect = forms.MultipleChoiceField(
        label="预期结论",
        required=False,
        choices=list(QUOTA_WORDS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text="一项不选，即预期予以接收",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, policy: RoundPolicy, stored: Mapping[str, Any], version: int, posted: Any = None) -> None:
        lists = {name: written(stored.get(name, ())) for name in ("sent", "chosen")}
        super().__init__(posted, initial={**stored, **lists, "version": version})
        known = [(each.kind, each.label) for each in policy.quota.exceptions]
        gone = stored.get("kind")
        if gone and gone not in dict(known):
            known.append((gone, "已不存在的单位类型"))
        self.fields["kind"].choices = [ORDINARY, *known]  # type: ignore[attr-defined]

    @property
    def plain(self) -> dict[str, Any]:
        """The case as the pack stores it."""
        return {key: self.cleaned_data[key] for key in ("case", "clause", "kind", "sent", "chosen", "expect")}
