"""Another programme is a folder of data: its name stands on papers and pages, that of the clusters nowhere."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from jiqun.assessments.papers import draw_record, panel_draw_record, score_summary
from jiqun.core.findings import SYSTEM
from jiqun.core.policy.loader import from_plain, to_plain
from jiqun.core.policy.schema import RoundPolicy
from jiqun.core.policy.textschema import Programme
from jiqun.core.vocabulary import Purpose, Role, Stage
from jiqun.decisions.papers import minutes_sheet, notice_sheet
from jiqun.declarations.papers import bundle_title, disc_label
from jiqun.declarations.views.papers import sheet_for
from jiqun.documents import pdf
from jiqun.documents.catalogue import Format, document, make
from jiqun.documents.fonts import FontsMissing
from jiqun.documents.pdf import Press
from jiqun.documents.sheets import Sheet
from jiqun.documents.wording import plain
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
from jiqun.programmes.services import open_round
from jiqun.recognitions.models import ListKind
from jiqun.recognitions.papers import list_sheet, suggested_title
from jiqun.recognitions.services.granting import next_number
from jiqun.recommendations.papers import letter_sheet, package_of
from jiqun.recommendations.queries import rows_of
from jiqun.recommendations.summary import summary_sheet
from tests.assessments.scene import announced, closed_panel
from tests.decisions.scene import met, posted, ready
from tests.factories import AT, make_case, make_city, make_county, make_province, make_seat, shanxi_policy
from tests.recognitions.scenes import drawn_up
from tests.recommendations.scenes import sent, verified

pytestmark = pytest.mark.django_db

CLUSTERS, FIRMS = "中小企业特色产业集群", "专精特新中小企业"
PUBLIC = ("portal:home", "portal:notices", "portal:lists", "portal:register", "portal:draws", "portal:receipt")


@pytest.fixture(scope="module")
def press() -> Press:
    """The press of the default font folder; without faces no PDF can be read, and the run says so."""
    try:
        return pdf.press()
    except FontsMissing as missing:
        pytest.skip(str(missing))


def policy_of_firms() -> RoundPolicy:
    """The shipped round as another programme would write it: other words in the notice, the form and the labels."""
    text = json.dumps(to_plain(shanxi_policy()), ensure_ascii=False).replace(CLUSTERS, FIRMS).replace("集群", "企业")
    return replace(from_plain(json.loads(text)), programme=Programme(FIRMS, "企业", "家"))


@pytest.fixture(autouse=True)
def call() -> Round:
    """The current round is one of that programme."""
    return open_round(policy_of_firms(), by=SYSTEM, at=AT)


def local_sheets() -> Iterator[tuple[str, Sheet]]:
    """What county and city hand in."""
    cases = verified(["法兰", "陶瓷"])
    yield "declaration_form", sheet_for(cases[0], make_seat(cases[0].county, Role.HANDLER))[0]
    yield "declaration_form", sheet_for(make_case(niche="draft"), make_seat(make_county(), Role.HANDLER))[0]
    names = sent(cases)
    yield "recommendation_summary", summary_sheet(names, list(rows_of(names)))
    yield "cover_letter", letter_sheet(names, list(rows_of(names)))
    again = sent([make_case(track="re_evaluation", niche="again", stage=Stage.VERIFIED)], Purpose.RE_EVALUATION)
    yield "re_evaluation_letter", letter_sheet(again, list(rows_of(again)))


def provincial_sheets(call: Round) -> Iterator[tuple[str, Sheet]]:
    """What the province issues."""
    panel = closed_panel()
    yield "score_summary", score_summary(panel)
    yield "draw_record", panel_draw_record(panel)
    reviewed = [make_case(niche=f"draw{n}", stage=Stage.REVIEWED) for n in range(3)]
    yield "draw_record", draw_record(announced(reviewed, title="抽查"))
    yield "minutes", minutes_sheet(met(ready(["m1", "m2"])))
    yield "public_notice", notice_sheet(posted(["n1"]))
    for kind, key, track, office in (
        (ListKind.PROVINCIAL, "recognition_list", "provincial", "示名"),
        (ListKind.FORWARDED, "forward_list", "national", "示函"),
    ):
        cases = [make_case(niche=f"listed {track}", track=track, stage=Stage.CLEARED)]
        made = drawn_up(cases, kind, number=f"{office}〔2025〕1号", title=suggested_title(call, kind, make_province()))
        yield key, list_sheet(made, cases)


def words_in(content: bytes) -> str:
    """Everything that an office file says."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))


def test_papers_of_county_and_city_name_it_and_not_the_clusters() -> None:
    said = dict(local_sheets())

    assert [key for key, sheet in said.items() if CLUSTERS in json.dumps(plain(sheet), ensure_ascii=False)] == []
    assert said["recommendation_summary"].title == f"2025年度山西省{FIRMS}推荐汇总表"
    assert said["cover_letter"].title == f"关于推荐2025年度{FIRMS}的函"


def test_papers_of_the_province_name_it_and_not_the_clusters(call: Round) -> None:
    said = dict(provincial_sheets(call))

    assert [key for key, sheet in said.items() if CLUSTERS in json.dumps(plain(sheet), ensure_ascii=False)] == []
    assert said["recognition_list"].title == f"2025年度山西省{FIRMS}名单"
    assert said["forward_list"].title == f"2025年度国家级{FIRMS}推荐名单"
    assert said["minutes"].words["decided"] == "会议对下列2家企业逐一研究，决定如下："


def test_office_files_hold_no_word_of_the_clusters(call: Round) -> None:
    for key, sheet in (*local_sheets(), *provincial_sheets(call)):
        for form in set(document(key).formats) - {Format.PDF}:
            said = words_in(make(key, form, sheet))
            assert CLUSTERS not in said, key
            assert "集群" not in said.replace("产业集群", ""), key  # names of clusters are what somebody typed


def test_printed_papers_hold_no_word_of_the_clusters(press: Press, call: Round) -> None:
    for key, sheet in (*local_sheets(), *provincial_sheets(call)):
        document = pypdfium2.PdfDocument(press.render(sheet))
        said = "".join(page.get_textpage().get_text_range() for page in document)
        document.close()
        assert CLUSTERS not in "".join(said.split()), key


def test_lists_of_what_goes_along_name_it() -> None:
    case = make_case(stage=Stage.VERIFIED)
    names = sent([case])

    assert CLUSTERS not in str(package_of(names, list(rows_of(names)))) + disc_label(case, policy_of(case.round))
    assert "每家企业3份" in str(package_of(names, list(rows_of(names))))
    assert bundle_title(case).endswith("省级申报材料")


def test_a_recognition_is_numbered_after_it() -> None:
    assert next_number(make_case(stage=Stage.CLEARED)) == "省企业〔2025〕001号"


@pytest.mark.parametrize("page", [*PUBLIC, "accounts:login"])
def test_public_pages_name_it_and_not_the_clusters(page: str) -> None:
    posted(["n1"])
    said = Client().get(reverse(page)).content.decode()

    assert FIRMS in said
    assert CLUSTERS not in said


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (Role.PROVINCIAL_OFFICER, "desk:home"),
        (Role.PROVINCIAL_OFFICER, "assessments:formal-checks"),
        (Role.PROVINCIAL_OFFICER, "decisions:meetings"),
        (Role.PROVINCIAL_OFFICER, "decisions:notices"),
        (Role.PROVINCIAL_OFFICER, "recognitions:lists"),
        (Role.PROVINCIAL_OFFICER, "recognitions:register"),
        (Role.PROVINCIAL_OFFICER, "programmes:rounds"),
    ],
)
def test_pages_of_the_province_name_it_and_not_the_clusters(role: Role, page: str, as_seat) -> None:
    ready(["m1"])
    posted(["n1"])
    said = as_seat(make_seat(make_province(), role)).get(reverse(page)).content.decode()

    assert FIRMS in said
    assert CLUSTERS not in said
    assert "企业名录" in said


@pytest.mark.parametrize("page", ["declarations:list", "declarations:new", "recognitions:due"])
def test_pages_of_the_county_name_it_and_not_the_clusters(page: str, as_seat) -> None:
    make_case()
    said = as_seat(make_seat(make_county(), Role.HANDLER)).get(reverse(page)).content.decode()

    assert FIRMS in said
    assert CLUSTERS not in said


@pytest.mark.parametrize("page", ["recommendations:inbox", "recommendations:list"])
def test_pages_of_the_city_name_it_and_not_the_clusters(page: str, as_seat) -> None:
    verified(["法兰"])
    said = as_seat(make_seat(make_city(), Role.HANDLER)).get(reverse(page)).content.decode()

    assert FIRMS in said
    assert CLUSTERS not in said
