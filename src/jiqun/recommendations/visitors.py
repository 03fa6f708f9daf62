"""Who took part in a visit: the names out of a line as officials write it."""

from __future__ import annotations

import re

BETWEEN_NAMES = re.compile(r"[、，,；;/\n]+")
REMARKS = re.compile(r"[（(][^）)]*[）)]")
SHORTEST_NAME = 2


def names_in(line: str) -> frozenset[str]:
    """The names in ``张三、李 四（组长） 王五``, without remarks in brackets and without the space inside a name.

    Words that a space separates count both as one name and as several, because nobody can tell which was meant.
    """
    names = set()
    for piece in BETWEEN_NAMES.split(REMARKS.sub(" ", line)):
        words = piece.split()
        names |= {"".join(words), *(word for word in words if len(word) >= SHORTEST_NAME)}
    return frozenset(names - {""})
