"""Play a complete round without a browser: ``./jiqun demo --out DIR --seed N``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from jiqun.audit.queries import verify_chain
from jiqun.policyfiles.folder import policydata_root, read_round
from jiqun.site.demo.complete import play_complete
from jiqun.site.demo.output import write_round

INNER = "JIQUN_DEMO_STAGE"


class Command(BaseCommand):
    """Plays in a database and data folder of its own, which are gone afterwards; only the documents stay."""

    help = "Play a complete round through the services and write all its documents."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and the seed of the invented figures."""
        parser.add_argument("--out", type=Path, required=True)
        parser.add_argument("--seed", type=int, default=2025)

    def handle(self, *args: Any, **options: Any) -> None:
        """Outside, call itself on a fresh data folder; inside, play."""
        if os.environ.get(INNER):
            self.play(options["out"], options["seed"])
            return
        with tempfile.TemporaryDirectory() as folder:
            fonts = settings.DATA_DIR / "fonts"
            kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
            inner = kept | {INNER: "1", "JIQUN_DATA_DIR": folder, "JIQUN_DEMO": "1"}
            if fonts.is_dir():
                (Path(folder) / "fonts").symlink_to(fonts)
            words = ["demo", "--out", str(options["out"].resolve()), "--seed", str(options["seed"])]
            again = [sys.executable, sys.argv[0], *words]
            done = subprocess.run(again, env=inner, check=False)  # noqa: S603 - our own command line
        if done.returncode:
            raise SystemExit(done.returncode)

    def play(self, out: Path, seed: int) -> None:
        """Play the round and write its documents."""
        call_command("migrate", verbosity=0)
        policy = read_round(policydata_root() / "rounds" / "shanxi-2025.yaml")
        show = play_complete(policy, seed=seed, progress=lambda text: self.stdout.write(f"  {text}"))
        out.mkdir(parents=True, exist_ok=True)
        self.stdout.write("  生成文书")
        written = write_round(show.call, out)
        shutil.copy(Path(__file__).parents[2] / "demo" / "index.css", out / "index.css")
        report = verify_chain()
        if report.broken is not None:
            raise CommandError(f"办理记录校验未通过：{report.broken.message}", returncode=1)
        self.stdout.write(f"办理记录{report.count}条，校验通过")
        self.stdout.write(f"已生成文书{len(written)}份：{out / 'index.html'}")
