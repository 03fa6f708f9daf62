"""What the cities of the demonstration do: visit, return, decline, list, send."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from jiqun.core.vocabulary import Purpose, Role, Verdict
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import latest_submission
from jiqun.declarations.selfcheck import assess_answers
from jiqun.recommendations.conformity import Line, Report, is_judged
from jiqun.recommendations.models import Conformity, RecommendationList
from jiqun.recommendations.services.declining import not_recommend
from jiqun.recommendations.services.listing import Place, prepare_list
from jiqun.recommendations.services.sending import send_list
from jiqun.recommendations.services.visiting import attach_photo, conclude_visit, save_visit
from jiqun.site.demo.county import paper
from jiqun.site.demo.people import Cast
from jiqun.site.demo.prose import found

AS_DECLARED = "核实数与填报数一致，未达到标准"


def report_on(case: Declaration, at: datetime) -> Report:
    """A visit that found what was declared, condition by condition."""
    submission = latest_submission(case)
    assessment = assess_answers(case, submission.answers if submission else {})
    lines = {}
    for result in assessment.results:
        if not result.applies:
            continue
        differs = result.verdict in (Verdict.NOT_MET, Verdict.UNKNOWN) and result.excused
        remark = "由同组另一条件满足" if differs else ""
        if is_judged(result):
            remark = found(result.aspect_id, case.case_number, case.dossier.cluster.niche)
        verdict = Conformity.DIFFERS if differs else Conformity.CONFORMS
        value = "" if differs else result.value_text.replace(",", "")
        lines[result.criterion.id] = Line(str(verdict), value, remark)
    return Report(
        visited_on=max((at - timedelta(days=1)).date(), localdate(case.first_submitted_at or at)),
        place=f"{case.county.place}{case.dossier.cluster.niche}产业园区",
        participants="市工业和信息化局中小企业科2人、县工业和信息化局2人、第三方机构1人",
        conclusion="现场查阅台账、走访企业，申报数据与佐证材料一致，符合申报条件。",
        lines=lines,
    )


def bring_home(case: Declaration, cast: Cast, at: datetime) -> None:
    """Hang the record of the look on site on the visit."""
    record = SimpleUploadedFile("现场核查记录.pdf", paper("现场核查记录", "现场核查时形成的记录和照片"))
    attach_photo(case, record, by=cast.at(case.city, Role.HANDLER), at=at)


def verify(case: Declaration, cast: Cast, at: datetime) -> Declaration:
    """Visit and conclude that the case conforms."""
    bring_home(case, cast, at)
    return conclude_visit(case, report_on(case, at), by=cast.at(case.city, Role.HANDLER), at=at)


def fail(case: Declaration, cast: Cast, at: datetime) -> Declaration:
    """Look item by item, find growth and what was declared too low behind the standard, and end the case."""
    seen, labels = failed_report_on(case, at)
    bring_home(case, cast, at)
    save_visit(case, seen, by=cast.at(case.city, Role.HANDLER), at=at)
    reason = f"对照国家标准，{'、'.join(f'“{label}”' for label in labels)}未达到，初审不通过，已列整改清单"
    return not_recommend(case, reason=reason, by=cast.at(case.city, Role.SIGNATORY), at=at)


def failed_report_on(case: Declaration, at: datetime) -> tuple[Report, list[str]]:
    """A visit that found conditions not met, and their labels."""
    report = report_on(case, at)
    submission = latest_submission(case)
    results = assess_answers(case, submission.answers if submission else {}).results
    lines, labels = dict(report.lines), []
    for result in results:
        if result.verdict is Verdict.NOT_MET and not result.excused:
            value = result.value_text.replace(",", "")
            lines[result.criterion.id] = Line(str(Conformity.DIFFERS), value, AS_DECLARED)
            labels.append(result.criterion.label)
    return replace(report, lines=lines, conclusion="逐项核对国家标准，部分条件未达到，整改清单已交县级。"), labels


def begin_visit(case: Declaration, cast: Cast, at: datetime) -> None:
    """Write down a visit that is not concluded."""
    bring_home(case, cast, at)
    save_visit(case, report_on(case, at), by=cast.at(case.city, Role.HANDLER), at=at)


def recommend(
    cases: Sequence[Declaration], cast: Cast, at: datetime, *, number: int, send: bool = True
) -> RecommendationList:
    """List the cases of one city and one purpose in their order, and send them with an official letter."""
    city, call = cases[0].city, cases[0].round
    clusters = list(dict.fromkeys(case.dossier.cluster_id for case in cases))
    places = [
        Place(case, clusters.index(case.dossier.cluster_id) + 1, "经现场核查，符合条件，同意推荐") for case in cases
    ]
    purpose = Purpose(cases[0].purpose)
    names = prepare_list(call, purpose, places, by=cast.at(city, Role.HANDLER), at=at)
    if not send:
        return names
    letter = f"{city.place[0]}工信函〔{at.year}〕{number}号"
    return send_list(names, letter_number=letter, seen=names.prepared_at, by=cast.at(city, Role.SIGNATORY), at=at)
