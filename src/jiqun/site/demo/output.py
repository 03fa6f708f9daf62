"""Every document of a played round, written into a folder with an index that leads through it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.timezone import localdate

from jiqun.assessments.models import Panel, SpotCheckDraw
from jiqun.assessments.papers import draw_record, panel_draw_record, score_summary
from jiqun.decisions.models import Meeting, PublicNotice
from jiqun.decisions.papers import minutes_sheet, notice_sheet
from jiqun.declarations.models import Declaration
from jiqun.declarations.papers import bundle_files, declaration_sheet, document_key
from jiqun.declarations.queries import latest_submission
from jiqun.documents.bundle import BundleFile, safe_name, write_bundle
from jiqun.documents.catalogue import document, file_name, make
from jiqun.documents.sheets import Sheet
from jiqun.programmes.models import Round
from jiqun.recognitions.models import RecognitionList
from jiqun.recognitions.papers import list_sheet, paper_of
from jiqun.recognitions.queries import listed_cases
from jiqun.recommendations.models import RecommendationList, SiteVisit
from jiqun.recommendations.papers import LETTERS, conformity_sheet, letter_sheet, papers_of
from jiqun.recommendations.queries import rows_of
from jiqun.recommendations.summary import summary_sheet


@dataclass(frozen=True, slots=True)
class Written:
    """One file of the folder: its chapter, its path below it, what it is."""

    chapter: str
    path: str
    label: str
    about: str


@dataclass(frozen=True, slots=True)
class Folder:
    """Where a round's documents go."""

    root: Path

    def write(self, chapter: str, name: str, content: bytes, label: str, about: str) -> Written:
        """Write one file; the name may hold folders."""
        path = self.root / chapter / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return Written(chapter, f"{chapter}/{name}", label, about)

    def make(self, chapter: str, key: str, sheet: Sheet, about: str, within: str = "") -> Iterator[Written]:
        """Write a document in all its formats."""
        for form in document(key).formats:
            name = file_name(sheet, form, about=about)
            content = make(key, form, sheet)
            label = f"{document(key).label}（{form.label}）"
            yield self.write(chapter, f"{within}/{name}" if within else name, content, label, about)

    def enclosed(self, written: Written, title: str) -> BundleFile:
        """A written file as part of a dossier, in the folder of that title."""
        path = self.root / written.path
        return BundleFile(title, path.name, written.label, lambda: path.open("rb"))


def write_round(call: Round, root: Path) -> list[Written]:
    """Write all documents of a round and ``index.html``; returns what was written, in order."""
    folder = Folder(root)
    written = [*county_papers(call, folder), *city_papers(call, folder), *province_papers(call, folder)]
    chapters: dict[str, list[Written]] = {}
    for each in written:
        chapters.setdefault(each.chapter, []).append(each)
    page = render_to_string("site/demo_index.html", {"call": call, "chapters": chapters, "count": len(written)})
    (root / "index.html").write_text(page, encoding="utf-8")
    return written


def cases_of(call: Round) -> list[Declaration]:
    """The cases that were submitted, in the order of their numbers."""
    found = Declaration.objects.filter(round=call, first_submitted_at__isnull=False)
    return list(found.select_related("dossier__cluster", "county", "city", "round").order_by("case_number"))


def county_papers(call: Round, folder: Folder) -> Iterator[Written]:
    """Form, conformity statement and dossier bundle of every case."""
    for case in cases_of(call):
        submission = latest_submission(case)
        if submission is None:
            continue
        about = f"{case.dossier.cluster.name}（{case.level_term.label}）"
        within = safe_name(about)
        dated = localdate(submission.submitted_at)
        sheet = declaration_sheet(case, submission.answers, submission.evidence, submission=submission, today=dated)
        forms = list(folder.make("1 申报材料", document_key(case), sheet, case.dossier.cluster.name, within))
        yield from forms
        enclosed = [folder.enclosed(each, "申报表") for each in forms]
        extra: list[BundleFile] = []
        for visit in SiteVisit.objects.filter(submission=submission, concluded_at__isnull=False):
            statement = conformity_sheet(visit)
            made = folder.make("1 申报材料", "conformity_statement", statement, case.dossier.cluster.name, within)
            papers = list(made)
            yield from papers
            extra += [folder.enclosed(each, "符合性说明") for each in papers]
        files = bundle_files(case, sheet, submission.evidence, forms=enclosed, extra=extra)
        yield bundle(folder, within, files, about, dated)


def bundle(folder: Folder, within: str, files: list[BundleFile], about: str, dated: date) -> Written:
    """The dossier of a case as one ZIP with its manifest."""
    chapter, name = "1 申报材料", f"{within}/申报档案.zip"
    path = folder.root / chapter / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        write_bundle(target, files, title=about, dated=dated)
    return Written(chapter, f"{chapter}/{name}", "申报档案（压缩包，附清单和校验值）", about)


def city_papers(call: Round, folder: Folder) -> Iterator[Written]:
    """Summary table and official letter of every city's list."""
    for names in RecommendationList.objects.filter(round=call, sent_at__isnull=False).select_related("city", "round"):
        rows = list(rows_of(names))
        for paper in papers_of(names):
            letter = paper.key in LETTERS.values()
            sheet: Sheet = letter_sheet(names, rows) if letter else summary_sheet(names, rows)
            yield from folder.make("2 市级推荐", paper.key, sheet, names.city.place, names.city.place)


def province_papers(call: Round, folder: Folder) -> Iterator[Written]:
    """Draws, scores, minutes, notices and lists."""
    for panel in Panel.objects.filter(round=call).order_by("pk"):
        yield from folder.make("3 专家评审", "draw_record", panel_draw_record(panel), panel.title)
        if panel.closed_at is not None:
            yield from folder.make("3 专家评审", "score_summary", score_summary(panel), panel.title)
    for draw in SpotCheckDraw.objects.filter(round=call, drawn_at__isnull=False).order_by("pk"):
        yield from folder.make("4 实地抽查", "draw_record", draw_record(draw), draw.title)
    for meeting in Meeting.objects.filter(round=call).order_by("held_on", "pk"):
        yield from folder.make("5 会议研究", "minutes", minutes_sheet(meeting), meeting.title)
    for notice in PublicNotice.objects.filter(round=call, opened_at__isnull=False).order_by("pk"):
        yield from folder.make("6 结果公示", "public_notice", notice_sheet(notice), "")
    for made in RecognitionList.objects.filter(round=call, issued_at__isnull=False).order_by("pk"):
        sheet = list_sheet(made, list(listed_cases(made)))
        yield from folder.make("7 认定名单", paper_of(made).key, sheet, "")
