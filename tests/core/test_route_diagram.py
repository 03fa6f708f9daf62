"""The picture of the road shows the table and nothing else."""

from __future__ import annotations

import re

from jiqun.core.route import ROUTE
from jiqun.core.route_diagram import ANYWHERE, diagram
from jiqun.core.vocabulary import FINAL_STAGES, Event, Stage

ARROW = re.compile(r'^    (\w+) -->\|"([^"]+)"\| (\w+)$', re.MULTILINE)


def test_every_stage_is_a_node_with_its_label_and_ends_are_rounded():
    text = diagram()

    assert all(f'{stage.value}["{stage.label}"]' in text for stage in set(Stage) - FINAL_STAGES)
    assert all(f'{stage.value}(["{stage.label}"])' in text for stage in FINAL_STAGES)


def test_every_row_is_an_arrow_and_every_arrow_a_row():
    drawn = [(start, label.split("<br>")[0], end) for start, label, end in ARROW.findall(diagram())]
    rows = {
        (ANYWHERE if step.event == Event.DISQUALIFY else step.start.value, step.event.label, step.end.value)
        for step in ROUTE
    }

    assert set(drawn) == rows
    assert len(drawn) == len(rows)


def test_an_arrow_says_who_acts_and_when():
    text = diagram()

    assert 'draft -->|"提交<br>县级经办人（启用签发）"| signing' in text
    assert 'verified -->|"推荐至省级<br>市级经办人（未启用签发）<br>市级负责人（启用签发）"| recommended' in text
    assert 'forwarded -->|"复核未通过<br>省级经办人<br>（国家级，复核）"| lapsed' in text


def test_an_arrow_says_which_extra_stage_it_needs():
    text = diagram()

    assert 'under_review -->|"评审结束<br>省级经办人、评审秘书（未增设答辩）"| reviewed' in text
    assert 'under_review -->|"评审结束<br>省级经办人、评审秘书（增设答辩）"| defence' in text


def test_the_picture_is_always_the_same():
    assert diagram() == diagram()
    assert diagram().startswith("flowchart TD\n")
