"""Print the road of a case into the documentation: ``./jiqun manage route_diagram [--check]``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from jiqun.core.route_diagram import diagram

PAGE = Path("docs") / "reference" / "route.md"
DRAWN = re.compile(r"(?<=```mermaid\n).*?(?=```)", re.DOTALL)


def redrawn(page: str) -> str:
    """The page with the diagram of today's table in place of the one it has.

    Raises:
        ValueError: the page has no place for a diagram, or several.
    """
    places = DRAWN.findall(page)
    if len(places) != 1:
        raise ValueError(f"{len(places)} diagrams")
    return DRAWN.sub(lambda _: diagram(), page)


class Command(BaseCommand):
    """Writes the diagram into its page; with ``--check`` exits 1 when the page is not up to date."""

    help = "Print the diagram of the road into docs/reference/route.md."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether only to look, and at which page."""
        parser.add_argument("--check", action="store_true", help="change nothing, fail when the page is out of date")
        parser.add_argument("--page", type=Path, default=settings.ROOT / PAGE)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write or check."""
        page: Path = options["page"]
        try:
            stands = page.read_text(encoding="utf-8")
            wanted = redrawn(stands)
        except (OSError, ValueError) as problem:
            raise CommandError(f"流程图页面无法读取或格式有误：{page.name}（{problem}）") from None
        if stands == wanted:
            self.stdout.write("流程图与流程表一致")
        elif options["check"]:
            raise CommandError("流程图与流程表不一致，请运行 ./jiqun manage route_diagram 重新生成", returncode=1)
        else:
            page.write_text(wanted, encoding="utf-8")
            self.stdout.write(f"已重新生成流程图：{page.name}")
