"""A check of the policy learns from a formula what it looks at and how."""

from __future__ import annotations

from jiqun.core.formula import compiled, condition
from jiqun.core.uses import Manner, Use, uses


def test_every_look_is_listed_in_its_manner():
    formula = 'last(a / b) - rows(c, level="national") + firms("t", "u") * d + rows(e) + titles("t", core="yes")'

    assert list(uses(compiled(formula))) == [
        Use("a", Manner.BY_YEAR, "last"),
        Use("b", Manner.BY_YEAR, "last"),
        Use("c", Manner.ROWS, texts=("national",), column="level"),
        Use("roster", Manner.FIRMS, texts=("t", "u")),
        Use("d", Manner.FIGURE),
        Use("e", Manner.ROWS),
        Use("roster", Manner.FIRMS, texts=("t",), column="core", equals="yes"),
    ]


def test_conditions_list_answers_and_the_setting_apart():
    formula = 'each_year(a > 1) and (stage == "grown" or town) and not west and level != "national"'

    assert list(uses(condition(formula))) == [
        Use("a", Manner.BY_YEAR, "each_year"),
        Use("stage", Manner.ANSWER, texts=("grown",)),
        Use("town", Manner.ANSWER, texts=("yes",)),
        Use("west", Manner.SETTING, texts=("yes",)),
        Use("level", Manner.SETTING, texts=("national",)),
    ]
