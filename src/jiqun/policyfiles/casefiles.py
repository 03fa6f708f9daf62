"""Cases as plain data, between the files of a folder and the shapes in which they are tried."""

from __future__ import annotations

from typing import Any

from jiqun.core.policy.tree import Listing, Node, Scalar


def plain_of(node: Node) -> Any:
    """What stands there with every value as text; nothing is empty text."""
    if isinstance(node, Scalar):
        return node.text or ""
    if isinstance(node, Listing):
        return [plain_of(item) for item in node.items]
    return {key: plain_of(value) for key, value in node.entries.items()}
