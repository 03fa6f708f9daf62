"""The record as a file that anybody can verify without this software."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from jiqun.accounts.models import Person
from jiqun.audit.models import Entry
from jiqun.audit.queries import verify_chain
from jiqun.core.canonical import canonical_json
from jiqun.core.chain import GENESIS, ChainReport, Head, without_entries
from jiqun.programmes.models import Round

RECIPE = (
    "每行一条记录：facts为办理事实，previous为前一条的摘要，digest为本条的摘要。",
    '把{"facts":…,"previous":…}写成JSON：键按字母顺序排列，不加空格，不转义汉字，编码UTF-8。',
    "对所得字节计算SHA-256，写成64位小写十六进制，应与digest一致。",
    f"首条的previous为{len(GENESIS)}个0；其后每条的previous应等于上一条的digest，facts中的sequence逐条加1。",
    "全部一致，则自首条起无一条被改动、删除或插入；与另行留存的末条摘要一致，则末尾未被截去。",
)
"""How to check the file independently; the page shows the same words."""

PERSON = "person:"
WORDS = {
    "dossier": "申报档案",
    "visit": "现场核查",
    "city_check": "市级抽查",
    "list": "推荐名单",
    "panel": "评审组",
    "defence": "答辩场次",
    "draw": "抽查抽取",
    "meeting": "会议研究",
    "notice": "公示",
    "recognition_list": "认定名单",
    "recognition": "认定",
    "person": "账号",
    "expert": "专家信息",
    "spot": "实地抽查",
    "policy": "政策草案",
}
"""What the subjects of entries that are not about one case are called."""
BY_NAME = {"town": "专业镇数据", "workdays": "节假日安排"}
"""The same for subjects that have a name instead of a number; a code may stand before it."""


def verify_record(noted: Head | None = None) -> ChainReport:
    """The whole chain verified; no entry at all is no empty chain where rounds or people are there.

    ``noted``: number and digest of an entry as they were noted elsewhere.
    """
    report = verify_chain(noted)
    acted = not report.count and (Round.objects.exists() or Person.objects.exists())
    return without_entries(report) if acted and report.holds else report


def as_lines(entries: Iterable[Entry]) -> Iterator[bytes]:
    """One line of JSON per entry, in the one spelling that its digest covers."""
    for entry in entries:
        facts = {"digest": entry.digest, "facts": entry.facts(), "previous": entry.previous}
        yield canonical_json(facts) + b"\n"


def names_of_people(subjects: Iterable[str]) -> dict[str, str]:
    """The accounts that entries are about, by subject: name and user name."""
    keys = [each.removeprefix(PERSON) for each in subjects if each.startswith(PERSON)]
    people = Person.objects.filter(pk__in=[key for key in keys if key.isdecimal()])
    return {f"{PERSON}{each.pk}": f"账号：{each.name}（{each.username}）" for each in people}


def subject_words(subject: str, names: Mapping[str, str] | None = None) -> str:
    """The subject of an entry as a reader knows it: a case by its number, an account by name, else kind and number."""
    if names and subject in names:
        return names[subject]
    kind, _, number = subject.partition(":")
    if not number:
        return subject
    if kind in BY_NAME:
        return f"{BY_NAME[kind]}（{number.rpartition('/')[2]}）"
    return f"{WORDS.get(kind, '其他')}第{number}号"
