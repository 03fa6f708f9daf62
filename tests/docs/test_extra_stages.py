"""What the guide tells to write switches the stage on."""

from __future__ import annotations

import re
import shutil
import textwrap
from pathlib import Path

from jiqun.core.vocabulary import Extra
from jiqun.policyfiles.folder import policydata_root, read_round
from tests.docs.pages import ROOT, text


def test_the_lines_of_the_guide_switch_the_stage_on(tmp_path: Path) -> None:
    [lines] = re.findall(r"```yaml\n(.*?)```", text(ROOT / "docs" / "how-to" / "extra-stages.md"), re.DOTALL)
    folder = tmp_path / "policydata"
    shutil.copytree(policydata_root(), folder)
    shipped = folder / "rounds" / "shanxi-2025.yaml"
    shipped.write_text(text(shipped) + textwrap.dedent(lines), encoding="utf-8")

    assert read_round(shipped).extras == {Extra.DEFENCE}
