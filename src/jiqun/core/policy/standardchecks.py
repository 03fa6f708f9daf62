"""What a set of criteria that stands alone may get wrong."""

from __future__ import annotations

from jiqun.core.policy.criteriachecks import criteria_of
from jiqun.core.policy.formulachecks import formulas_of
from jiqun.core.policy.ground import ground_of
from jiqun.core.policy.schema import Conventions, CriteriaSet, Form
from jiqun.core.policy.tree import Place, Problem
from jiqun.core.policy.valuechecks import value_flaws


def check_standard(criteria: CriteriaSet, form: Form, conventions: Conventions) -> list[Problem]:
    """Every contradiction inside a set of criteria, held against a form; paths begin at the set."""
    values = conventions.growth_from_base_year.values
    ground = ground_of(criteria, form, from_base=values[max(values)].value)
    flaws = [*value_flaws(criteria), *criteria_of(ground), *formulas_of(ground)]
    return [Problem(Place(), *flaw) for flaw in flaws]
