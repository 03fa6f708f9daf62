"""All of set-up, in order; each step is skipped when its stamp says that it is done."""

from __future__ import annotations

from tools import assets, fonts, virtualenv


def for_running() -> None:
    """What the application needs: locked packages, styles and scripts, typefaces."""
    virtualenv.install("base")
    _materials()


def for_policy_files() -> None:
    """What reading policy files needs: the locked packages."""
    virtualenv.install("base")


def for_work() -> None:
    """The same with the tools of development."""
    virtualenv.install("dev")
    _materials()


def _materials() -> None:
    assets.install()
    fonts.gather()
