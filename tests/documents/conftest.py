"""The press, where the faces are installed."""

from __future__ import annotations

import pytest

from jiqun.documents import pdf
from jiqun.documents.fonts import FontsMissing


@pytest.fixture(scope="session")
def press() -> pdf.Press:
    """The press of the default font folder; without faces no PDF can be tested, and the run says so."""
    try:
        return pdf.press()
    except FontsMissing as missing:
        pytest.skip(str(missing))
