from __future__ import annotations

import json

import pytest

from jiqun.core.policy.loader import to_plain
from jiqun.core.policy.tree import PolicyError
from jiqun.policyfiles.folder import MAX_BYTES, policydata_root, read_uploaded_round, shipped_titles
from jiqun.policyfiles.text import write_policy_text
from tests.factories import shanxi_policy

SHIPPED = (policydata_root() / "rounds" / "shanxi-2025.yaml").read_bytes()


def test_an_uploaded_round_refers_to_the_shipped_files():
    assert read_uploaded_round(SHIPPED, "我的批次.yaml") == shanxi_policy()


def test_a_policy_written_as_text_is_read_back_as_the_same_policy():
    text = write_policy_text(to_plain(shanxi_policy()), "第一行\n第二行")

    assert text.startswith("# 第一行\n# 第二行\n")
    assert read_uploaded_round(text.encode(), "批次.yaml") == shanxi_policy()


def test_a_policy_written_as_json_is_read_back_as_the_same_policy():
    text = json.dumps(to_plain(shanxi_policy()), ensure_ascii=False, indent=2)

    assert read_uploaded_round(text.encode(), "批次.json") == shanxi_policy()


def test_every_problem_of_an_uploaded_file_is_named_with_its_line():
    wrong = SHIPPED.replace(b"year: 2025\n", b"year: soon\n").replace(b"sign_off:\n", b"sign_of:\n")

    with pytest.raises(PolicyError) as refusal:
        read_uploaded_round(wrong, "我的批次.yaml")

    named = [(problem.place.file, problem.key) for problem in refusal.value.problems]
    assert named == [("我的批次.yaml", "sign_of"), ("我的批次.yaml", "year"), ("我的批次.yaml", "sign_off")]
    assert refusal.value.problems[1].place.line == 4


@pytest.mark.parametrize(
    ("raw", "found"), [(b"\xff\xfe", "其他编码"), (b" " * (MAX_BYTES + 1), "文件过大"), (b"", "空文件")]
)
def test_what_is_no_policy_text_is_refused(raw, found):
    with pytest.raises(PolicyError) as refusal:
        read_uploaded_round(raw, "批次.yaml")

    assert [problem.found for problem in refusal.value.problems] == [found]


def test_a_reference_cannot_leave_the_policy_folder():
    wrong = SHIPPED.replace(b"form: cluster-2025", b"form: ../../secret")

    with pytest.raises(PolicyError) as refusal:
        read_uploaded_round(wrong, "批次.yaml")

    assert "文件名应只含小写字母、数字和连字符" in str(refusal.value)


def test_the_shipped_rounds_are_offered_by_title():
    assert shipped_titles()["shanxi-2025"] == shanxi_policy().title
