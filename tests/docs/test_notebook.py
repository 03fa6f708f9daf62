"""The how-to for notebooks runs as it stands, without the web framework."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "how-to" / "notebook.md"


def test_every_block_of_the_notebook_runs_without_django() -> None:
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    code = "\n".join([*blocks, "import sys", "assert 'django' not in sys.modules"])
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}

    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=env)

    assert ended.stderr == ""
    said = ended.stdout.splitlines()
    assert "C1.3 中小企业产值占集群总产值比重48.33%，低于要求的50%" in ended.stdout
    assert "30 of 40" in said
    assert "“area_km2”（80.5）" in ended.stdout
    assert any("表中没有键为“area”的填报项，名称相近的有：" in line and "area_km2" in line for line in said)
    assert any(line.startswith("修改 批次名称：") for line in said)
