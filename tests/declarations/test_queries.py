"""Cases are looked up without what only one of them needs."""

from __future__ import annotations

import pytest

from jiqun.core.vocabulary import Role, Stage
from jiqun.declarations.models import Submission
from jiqun.declarations.queries import latest_submission, sealed, visible_to
from tests.factories import AT, make_case, make_county, make_seat

pytestmark = pytest.mark.django_db


def test_a_list_of_cases_leaves_what_is_being_typed_in_the_database(django_assert_num_queries):
    case = make_case()
    seen = visible_to(make_seat(case.county, Role.HANDLER)).get()

    assert seen.dossier.get_deferred_fields() == {"answers"}
    with django_assert_num_queries(1):
        assert seen.dossier.answers == case.dossier.answers


def test_what_left_last_of_many_cases_is_found_in_one_look_up(django_assert_num_queries):
    cases = [make_case(make_county(f"14092{n}", f"第{n}县"), stage=Stage.SUBMITTED) for n in range(3)]
    first = latest_submission(cases[0])
    given = {"submitted_by": "张工", "answers": {}, "policy_digest": "", "digest": "", "submitted_at": AT}
    again = Submission.objects.create(declaration=cases[0], number=2, left_at=AT, **given)
    Submission.objects.create(declaration=cases[0], number=3, left_at=None, **given)

    with django_assert_num_queries(1):
        found = sealed(cases)

    assert again != first
    assert found == {case.pk: latest_submission(case) for case in cases}
    assert found[cases[0].pk] == again
