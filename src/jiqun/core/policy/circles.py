"""Names that lead back to themselves."""

from __future__ import annotations

from collections.abc import Mapping


def in_a_circle(named: Mapping[str, set[str]]) -> set[str]:
    """Of all that name others, those that lie in a circle or between two; in time that grows with the names only."""
    return _trimmed(_turned(_trimmed(named))).keys() & set(named)


def way_round(start: str, named: Mapping[str, set[str]]) -> list[str]:
    """From a name that lies in a circle, or leads into one, as far as the first that comes again."""
    inside, way = in_a_circle(named), [start]
    while way[-1] not in way[:-1] and (ahead := sorted(named[way[-1]] & inside)):
        way.append(start if start in ahead else ahead[0])
    return way


def _trimmed(named: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """What is left when those that name none of the rest are taken away again and again."""
    namers = _turned(named)
    left = {id: len(others & named.keys()) for id, others in named.items()}
    ready = [id for id, count in left.items() if not count]
    while ready:
        gone = ready.pop()
        del left[gone]
        for id in namers.get(gone, ()):
            if id in left:
                left[id] -= 1
                if not left[id]:
                    ready.append(id)
    return {id: named[id] & left.keys() for id in left}


def _turned(named: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """By whom each is named."""
    namers: dict[str, set[str]] = {id: set() for id in named}
    for id, others in named.items():
        for other in others & named.keys():
            namers[other].add(id)
    return namers
