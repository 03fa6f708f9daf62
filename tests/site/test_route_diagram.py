"""The diagram in the documentation is that of the table, or the check fails."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from jiqun.core.route_diagram import diagram

OLD = "# 流程\n\n```mermaid\nflowchart TD\n    old\n```\n\n完\n"


def run(*words: str) -> str:
    said = StringIO()
    call_command("route_diagram", *words, stdout=said)
    return said.getvalue()


def test_the_page_of_the_documentation_is_up_to_date():
    assert run("--check") == "流程图与流程表一致\n"


def test_an_old_page_fails_the_check_and_stays_as_it_is(tmp_path):
    page = tmp_path / "route.md"
    page.write_text(OLD, encoding="utf-8")

    with pytest.raises(CommandError, match="不一致"):
        run("--check", "--page", str(page))
    assert page.read_text(encoding="utf-8") == OLD


def test_an_old_page_is_drawn_again_and_its_words_are_kept(tmp_path):
    page = tmp_path / "route.md"
    page.write_text(OLD, encoding="utf-8")
    run("--page", str(page))

    assert page.read_text(encoding="utf-8") == f"# 流程\n\n```mermaid\n{diagram()}```\n\n完\n"
    assert run("--check", "--page", str(page)) == "流程图与流程表一致\n"


@pytest.mark.parametrize("words", ["", "```mermaid\na\n```\n```mermaid\nb\n```\n"])
def test_a_page_without_one_place_for_the_diagram_is_refused(tmp_path, words):
    page = tmp_path / "route.md"
    page.write_text(words, encoding="utf-8")

    with pytest.raises(CommandError, match="格式有误"):
        run("--page", str(page))


def test_a_page_that_is_missing_is_refused(tmp_path):
    with pytest.raises(CommandError, match="无法读取"):
        run("--page", str(tmp_path / "none.md"))
