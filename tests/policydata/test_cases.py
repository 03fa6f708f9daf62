"""Every situation under ``policydata/cases`` ends as an official would expect."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jiqun.core.casetrial import check_cases
from jiqun.core.policy.cases import Case, CriteriaCase
from jiqun.core.vocabulary import Verdict
from jiqun.policyfiles.casebook import read_casebook
from jiqun.policyfiles.folder import policydata_root, read_round, round_files
from jiqun.policyfiles.standards import read_standard, standard_names

BOOK = read_casebook(policydata_root())
ROUNDS = {path.stem: read_round(path) for path in round_files()}
STANDARDS = {name: read_standard(name) for name in standard_names()}
USUAL = "shanxi-2025"


def named(case: Case) -> str:
    return f"{getattr(case, 'standard', '') or case.round or USUAL} {case.clause}: {case.case}"


@pytest.mark.parametrize("case", BOOK.cases, ids=named)
def test_a_case_ends_as_expected(case: Case) -> None:
    (trial,) = check_cases(ROUNDS[case.round or USUAL], [case], BOOK.base, STANDARDS)

    assert trial.deviations == []
    assert trial.lines, "a case that expects nothing proves nothing"


def of_title(title: str) -> CriteriaCase:
    return next(each for each in BOOK.cases if isinstance(each, CriteriaCase) and each.case == title)


def test_a_case_that_ends_otherwise_is_told_in_words() -> None:
    case = replace(of_title("面积正好100平方公里"), answers={"area_km2": "120"})

    (trial,) = check_cases(ROUNDS[USUAL], [case], BOOK.base)

    assert trial.deviations == ["“集群占地面积一般不超过100平方公里”应为符合，现为由人工认定"]


def test_a_case_of_no_track_is_told_to_be_none() -> None:
    case = replace(of_title("面积正好100平方公里"), track="municipal")

    (trial,) = check_cases(ROUNDS[USUAL], [case], BOOK.base)

    assert trial.deviations == ["所对应的申报类别已不存在"]


def test_a_case_of_another_round_is_left_out() -> None:
    case = replace(of_title("面积正好100平方公里"), round="ministry-2025")

    assert check_cases(ROUNDS[USUAL], [case], BOOK.base) == []


def test_a_standard_alone_is_tried_over_the_newest_years_given() -> None:
    case = replace(of_title("面积正好100平方公里"), track="", standard="yunnan", expect={"C1.2": Verdict.MET})

    (trial,) = check_cases(ROUNDS[USUAL], [case], BOOK.base, STANDARDS)

    assert trial.deviations == []
