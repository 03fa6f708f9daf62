"""What a draft may begin from. Apps above bring what only they know, such as open rounds, by :func:`offer`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.shortcuts import get_object_or_404

from jiqun.policies.models import Draft
from jiqun.policies.queries import published
from jiqun.policyfiles.folder import policydata_root, read_round, shipped_titles
from jiqun.policyfiles.pack import Pack, split
from jiqun.policyfiles.packcases import shipped_cases


@dataclass(frozen=True, slots=True)
class Base:
    """One beginning: the group it is listed under, its title, and how its pack is read (raises PolicyError)."""

    key: str
    group: str
    title: str
    read: Callable[[], Pack]

    @property
    def origin(self) -> str:
        """What the draft says it began from."""
        return f"{self.group}：{self.title}"


PROVIDERS: list[Callable[[], Iterable[Base]]] = []


def offer(provider: Callable[[], Iterable[Base]]) -> None:
    """Have these beginnings listed too."""
    if provider not in PROVIDERS:
        PROVIDERS.append(provider)


def bases() -> list[Base]:
    """Everything a draft may begin from: published packs first, then open rounds, then what was shipped."""
    return [*_published(), *(base for provider in PROVIDERS for base in provider()), *_shipped()]


def _published() -> Iterable[Base]:
    for draft in published():
        yield Base(f"draft-{draft.pk}", "已发布政策", draft.title, lambda pk=draft.pk: _pack_of(pk))  # type: ignore[misc]


def _pack_of(pk: int) -> Pack:
    pack: Pack = get_object_or_404(Draft, pk=pk).pack
    return pack


def _shipped() -> Iterable[Base]:
    for name, title in shipped_titles().items():
        yield Base(f"shipped-{name}", "随系统提供", title, lambda name=name: _shipped_pack(name))  # type: ignore[misc]


def _shipped_pack(name: str) -> Pack:
    policy = read_round(policydata_root() / "rounds" / f"{name}.yaml")
    return split(policy, *shipped_cases(policy))
