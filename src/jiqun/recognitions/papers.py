"""The province's lists as official documents, out of the records (N10, N11, N15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jiqun.accounts.models import Authority
from jiqun.core.calendar import validity
from jiqun.core.vocabulary import Purpose
from jiqun.declarations.models import Declaration
from jiqun.documents.catalogue import Document, document
from jiqun.documents.sheets import ListSheet, Table
from jiqun.programmes.models import Round
from jiqun.programmes.queries import policy_of
from jiqun.programmes.texts import basis_of, text_of, words_of
from jiqun.recognitions.models import ListKind, RecognitionList

LIST, FORWARD = "recognition_list", "forward_list"
TEXTS_OF = {
    ListKind.PROVINCIAL: (LIST, "title", "opening"),
    ListKind.FORWARDED: (FORWARD, "national_title", "national_opening"),
    ListKind.RE_EVALUATION: (FORWARD, "re_evaluation_title", "re_evaluation_opening"),
}
"""The document whose texts a list has, its title and its opening."""
PLACED = ("number", "cluster", "city", "county")


def paper_of(made: RecognitionList) -> Document:
    """The kind of document that a list is."""
    return document(TEXTS_OF[made.kind_term][0])


def suggested_title(call: Round, kind: ListKind, office: Authority) -> str:
    """What such a list is usually called; the officer may change it."""
    key, title, _ = TEXTS_OF[kind]
    year = batch_re_evaluated(call) if kind == ListKind.RE_EVALUATION else call.year
    return text_of(policy_of(call), key, title, year=year, province=office.place)


def batch_re_evaluated(call: Round) -> int:
    """The year of recognition that the round re-evaluates; that of the round where it re-evaluates none."""
    policy = policy_of(call)
    years = [each.re_evaluates.on(policy.day) for each in policy.tracks if each.re_evaluates is not None]
    return next(iter(years), call.year)


def list_sheet(made: RecognitionList, cases: Sequence[Declaration]) -> ListSheet:
    """The document of a list, drawn up or issued."""
    policy = policy_of(made.round)
    provincial = made.kind == ListKind.PROVINCIAL
    words = words_of(policy, TEXTS_OF[made.kind_term][0], year=made.round.year)
    return ListSheet(
        title=made.title,
        dated=made.issued_on,
        demo=made.round.is_demo,
        words=words,
        paragraphs=(opening(made, len(cases)),),
        table=provincial_table(words, cases) if provincial else national_table(words, cases),
        issuer=policy.notice.issuer,
        number=made.number,
        addressee=words.get("addressee", ""),
        validity=validity_sentence(made, cases) if provincial else "",
        closing=tuple(words["closing"].splitlines()),
        copies_to=words["copies_to"],
    )


def opening(made: RecognitionList, count: int) -> str:
    """Why this list is published or sent, in one sentence."""
    policy, (key, _, part) = policy_of(made.round), TEXTS_OF[made.kind_term]
    basis, notice, year = basis_of(policy), policy.notice.title, made.round.year
    return text_of(policy, key, part, basis=basis, notice=notice, year=year, count=count)


def provincial_table(words: Mapping[str, str], cases: Sequence[Declaration]) -> Table:
    """Recognised clusters with their numbers; before the list is issued there are none yet."""
    rows = tuple((n, case.dossier.cluster.name, *placed(case), number_of(case)) for n, case in enumerate(cases, 1))
    headers = tuple(words[key] for key in (*PLACED, "recognition"))
    return Table(words["table"], headers, rows, widths=(8, 42, 14, 16, 24))


def national_table(words: Mapping[str, str], cases: Sequence[Declaration]) -> Table:
    """Clusters that go to the ministry."""
    rows = tuple(
        (n, case.dossier.cluster.name, *placed(case), case.dossier.cluster.leading_industry)
        for n, case in enumerate(cases, 1)
    )
    headers = tuple(words[key] for key in (*PLACED, "leading_industry"))
    return Table(words["table"], headers, rows, widths=(8, 42, 14, 16, 20))


def placed(case: Declaration) -> tuple[str, str]:
    """City and county of a case."""
    return case.city.place, case.county.place


def number_of(case: Declaration) -> str:
    """The number of the recognition that the case led to."""
    recognition = getattr(case, "recognition", None)
    return recognition.number if recognition else ""


def validity_sentence(made: RecognitionList, cases: Sequence[Declaration]) -> str:
    """From when to when the recognitions of a provincial list hold; renewals follow the recognition they renew."""
    policy = policy_of(made.round)
    if any(case.purpose == Purpose.RE_EVALUATION for case in cases):
        return text_of(policy, LIST, "validity_renewed")
    rule = policy.validity[cases[0].level_term]
    first, last = validity(made.issued_on, rule.years.on(policy.day), rule.calendar_years.on(policy.day))
    return text_of(policy, LIST, "validity", first_day=first, last_day=last)
