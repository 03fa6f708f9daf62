"""What waits at the province, what an expert has to score, and what may be seen of it by whom."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from jiqun.accounts.access import PROVINCE_STAFF
from jiqun.accounts.models import Seat
from jiqun.assessments.models import Assignment, Panel, ReviewResult, Scoresheet, SpotCheck, SpotCheckDraw
from jiqun.audit.models import Entry
from jiqun.core.policy.schema import CheckItem
from jiqun.core.sampling import explain
from jiqun.core.vocabulary import Event, Role, Stage, Tier
from jiqun.declarations.models import Declaration
from jiqun.declarations.queries import visible_to
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of

FORMAL_CHECK_TABS = {
    "pending": Q(stage=Stage.RECOMMENDED),
    "admitted": Q(formal_check__admitted=True),
    "refused": Q(formal_check__admitted=False),
}


def check_items(case: Declaration) -> tuple[CheckItem, ...]:
    """The lines of the formal check that apply to the track of a case."""
    items = policy_of(case.round).formal_checks
    return tuple(item for item in items if not item.tracks or case.track in item.tracks)


def formal_check_cases(seat: Seat, tab: str) -> QuerySet[Declaration]:
    """The cases of one tab: those waiting oldest first, those decided newest first."""
    cases = visible_to(seat).filter(FORMAL_CHECK_TABS[tab]).select_related("formal_check")
    if tab == "pending":
        return cases.order_by("stage_since", "case_number")
    return cases.order_by("-formal_check__decided_at", "case_number")


def formal_check_counts(seat: Seat) -> dict[str, int]:
    """How many cases stand on each tab of the formal check."""
    counts = {tab: Count("pk", filter=condition) for tab, condition in FORMAL_CHECK_TABS.items()}
    return visible_to(seat).aggregate(**counts)


def assessment_counts(seat: Seat) -> dict[str, int]:
    """What waits for the province's staff: cases by what is to be done with them next."""
    stages = {
        "to_check": Stage.RECOMMENDED,
        "under_review": Stage.UNDER_REVIEW,
        "to_draw": Stage.REVIEWED,
        "to_spot_check": Stage.SPOT_CHECK,
    }
    return visible_to(seat).aggregate(**{name: Count("pk", filter=Q(stage=stage)) for name, stage in stages.items()})


def to_convene(seat: Seat, call: Round, purpose: str) -> QuerySet[Declaration]:
    """Admitted cases of one purpose that no panel has yet."""
    return visible_to(seat).filter(round=call, purpose=purpose, stage=Stage.ADMITTED).order_by("track", "case_number")


def expert_seats() -> QuerySet[Seat]:
    """The directory: experts in service at the province, with what is known of them."""
    return (
        Seat.objects.filter(role=Role.EXPERT, authority__tier=Tier.PROVINCE, is_active=True, person__is_active=True)
        .select_related("person", "authority", "expert_profile__city")
        .order_by("person__name", "pk")
    )


def expert_number(expert: Seat) -> str:
    """The number under which an expert enters a draw, so that it can be recomputed without a name."""
    return f"{expert.pk:04d}"


def taking_part(path: str = "") -> Q:
    """Assignments whose case is under review or was ranked; what left the road meanwhile (disqualified) is neither."""
    return Q(**{f"{path}declaration__stage": Stage.UNDER_REVIEW}) | Q(
        **{f"{path}declaration__review_result__isnull": False}
    )


def vacancies(panel: Panel) -> QuerySet[Assignment]:
    """Places left open by a recusal for which nobody has stepped in."""
    gone = panel.assignments.filter(taking_part(), recused_at__isnull=False, replacement=None)
    return gone.select_related("declaration__dossier__cluster", "expert")


def panels_for(seat: Seat) -> QuerySet[Panel]:
    """Panels with their progress, open ones first; for the province's staff only."""
    panels = (
        Panel.objects.all() if seat.tier == Tier.PROVINCE and seat.role_term in PROVINCE_STAFF else Panel.objects.none()
    )
    standing = taking_part("assignments__")
    active = standing & Q(assignments__recused_at=None)
    return (
        panels.select_related("round")
        .annotate(
            case_count=Count("assignments__declaration", filter=standing, distinct=True),
            sheets_wanted=Count("assignments", filter=active, distinct=True),
            sheets_in=Count(
                "assignments", filter=active & Q(assignments__sheet__submitted_at__isnull=False), distinct=True
            ),
        )
        .order_by(F("closed_at").desc(nulls_first=True), "-pk")
    )


def assignments_of(panel: Panel) -> QuerySet[Assignment]:
    """Who has which case, recused ones included; whether a sheet is in, never what it says."""
    return (
        panel.assignments.select_related(
            "expert__person", "declaration__dossier__cluster", "declaration__county", "sheet"
        )
        .defer("sheet__scores", "sheet__remarks", "sheet__opinion", "sheet__total")
        .order_by("declaration__case_number", "pk")
    )


def results_of(panel: Panel) -> QuerySet[ReviewResult]:
    """The order of merit of a closed panel, track by track."""
    cases = panel.results.select_related("declaration__dossier__cluster", "declaration__county", "declaration__city")
    return cases.order_by("declaration__level", "place", "declaration__case_number")


def opened_sheets(panel: Panel, case: Declaration) -> QuerySet[Scoresheet]:
    """The sheets on one case once the review has closed; none while they are sealed."""
    if panel.closed_at is None:
        return Scoresheet.objects.none()
    return (
        Scoresheet.objects.filter(assignment__panel=panel, assignment__declaration=case, assignment__recused_at=None)
        .select_related("assignment__expert__person")
        .order_by("assignment__pk")
    )


def review_tasks(seat: Seat) -> QuerySet[Assignment]:
    """What an expert has to score or has scored: own cases only.

    Left out are those recused from and those that left the road before the review closed.
    """
    if seat.role_term != Role.EXPERT:
        return Assignment.objects.none()
    return (
        Assignment.objects.filter(taking_part(), expert=seat, recused_at=None)
        .select_related(
            "declaration__dossier__cluster",
            "declaration__county",
            "declaration__city",
            "declaration__round",
            "panel__round",
            "sheet",
        )
        .order_by(F("panel__closed_at").desc(nulls_first=True), "sheet__submitted_at", "declaration__case_number")
    )


def open_review_count(seat: Seat) -> int:
    """How many sheets an expert still owes."""
    return review_tasks(seat).filter(panel__closed_at=None, sheet__submitted_at=None).count()


def review_reasons(case: Declaration) -> list[tuple[str, str]]:
    """What experts wrote on a case, by aspect and without names or points; nothing before the review has closed.

    Sorted by their wording, so that no order gives an expert away.
    """
    sheets = Scoresheet.objects.filter(
        assignment__declaration=case, assignment__recused_at=None, assignment__panel__closed_at__isnull=False
    )
    items = policy_of(case.round).scoring.items
    kept = list(sheets.values_list("remarks", "opinion"))
    reasons = [(item.label, text) for item in items for text in sorted({r.get(item.id, "") for r, _ in kept} - {""})]
    return reasons + [("总体意见", text) for text in sorted({opinion for _, opinion in kept} - {""})]


def to_draw(seat: Seat, call: Round) -> QuerySet[Declaration]:
    """Reviewed cases that no announced draw names yet."""
    open_draws = SpotCheckDraw.objects.filter(round=call, drawn_at=None).values_list("candidates", flat=True)
    named = {number for candidates in open_draws for number in candidates}
    cases = visible_to(seat).filter(round=call, stage=Stage.REVIEWED).exclude(case_number__in=named)
    results = cases.select_related("review_result__panel")
    return results.order_by("track", "review_result__panel", "review_result__place", "case_number")


def spot_checks_for(seat: Seat) -> QuerySet[SpotCheck]:
    """Drawn cases, those still to be looked at first."""
    return (
        SpotCheck.objects.filter(declaration__in=visible_to(seat))
        .select_related(
            "draw", "declaration__dossier__cluster", "declaration__county", "declaration__city", "declaration__round"
        )
        .order_by(F("recorded_at").asc(nulls_first=True), "declaration__case_number")
    )


def public_draws() -> QuerySet[SpotCheckDraw]:
    """Draws announced or carried out: public from the announcement on, so that nobody can choose a seed to suit."""
    return SpotCheckDraw.objects.select_related("round").order_by("-announced_at", "-pk")


def spot_subject(check: SpotCheck) -> str:
    """The name under which photos of a look hang."""
    return f"spot:{check.pk}"


@dataclass(frozen=True, slots=True)
class DrawLot:
    """One candidate of a draw: its lot once the seed is known, and what came of it."""

    case_number: str
    cluster: str
    county: str
    matter: str
    lot: str
    outcome: str


def draw_lots(draw: SpotCheckDraw) -> list[DrawLot]:
    """The candidates with their lots, smallest first, so that anybody can draw again; by number before the seed.

    A candidate that had left the road before the draw (disqualified) is shown as taking no part.
    """
    cases = Declaration.objects.filter(case_number__in=draw.candidates).select_related("dossier__cluster", "county")
    known = {case.case_number: case for case in cases}
    drawn = set(draw.checks.values_list("declaration__case_number", flat=True))
    passed = set(
        Entry.objects.filter(subject__in=draw.candidates, act=Event.PASS_DRAW).values_list("subject", flat=True)
    )

    def outcome(number: str) -> str:
        if draw.drawn_at is None:
            return ""
        return "抽中" if number in drawn else "未抽中" if number in passed else "未参加抽取"

    pairs = (
        explain(draw.candidates, draw.seed) if draw.drawn_at else [(number, "") for number in sorted(draw.candidates)]
    )

    def row(case: Declaration, each: str) -> DrawLot:
        matter = f"{case.level_term.label}{case.purpose_term.label}"
        number = case.case_number
        return DrawLot(number, case.dossier.cluster.name, case.county.place, matter, each, outcome(number))

    return [row(known[number], each) for number, each in pairs]
