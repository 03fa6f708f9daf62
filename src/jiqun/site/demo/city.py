"""What the cities of the demonstration do: visit, return, decline, list, send."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.timezone import localdate

from jiqun.core.vocabulary import Purpose, Role, Verdict
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import latest_submission
from jiqun.declarations.selfcheck import assess_answers
from jiqun.recommendations.conformity import Line, Report
from jiqun.recommendations.models import Conformity, RecommendationList
from jiqun.recommendations.services.listing import Place, prepare_list
from jiqun.recommendations.services.sending import send_list
from jiqun.recommendations.services.visiting import conclude_visit, save_visit
from jiqun.site.demo.people import Cast


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


def verify(case: Declaration, cast: Cast, at: datetime) -> Declaration:
    """Visit and conclude that the case conforms."""
    return conclude_visit(case, report_on(case, at), by=cast.at(case.city, Role.HANDLER), at=at)


def begin_visit(case: Declaration, cast: Cast, at: datetime) -> None:
    """Write down a visit that is not concluded."""
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
