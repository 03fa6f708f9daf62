"""Whether two niche fields are one, however they were written."""

from __future__ import annotations

import unicodedata

GENERIC_ENDINGS = ("中小企业特色产业集群", "特色产业集群", "产业集群", "产业", "集群")
"""Endings that say nothing about the niche, longest first.

制造, 加工, 锻造 and the like stay: 农机制造 and 农机服务 are two niches, and so may be 陶瓷 and 陶瓷制造; where
that ending alone differs, people decide. Synonyms cannot be seen here at all: the city compares the names.
"""


def normalise_niche(niche: str) -> str:
    """The niche without differences of width, case, spaces, punctuation and generic endings; "" when nothing is left.

    A name made of a generic ending only (产业) is kept, so that it is still a name.
    """
    text = niche
    while (tidied := _without_ending(_folded(text))) != text:
        text = tidied
    return text


def _folded(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if unicodedata.category(sign)[0] not in "PZC")


def _without_ending(text: str) -> str:
    if text in GENERIC_ENDINGS:
        return text
    for ending in GENERIC_ENDINGS:
        if text.endswith(ending):
            return text.removesuffix(ending)
    return text
