"""What answers say of the thing declared, by the roles that its form gives to questions; no question: empty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from jiqun.core.addresses import address
from jiqun.core.facts import as_figure
from jiqun.core.policy.schema import Field, FieldKind, Form

UNNAMED_TOWN = "重点专业镇"


def named(form: Form, answers: Mapping[str, object]) -> str:
    """Its name."""
    return _text(form, form.roles.name, answers)


def niche(form: Form, answers: Mapping[str, object]) -> str:
    """Its niche field."""
    return _text(form, form.roles.niche, answers)


def leading_industry(form: Form, answers: Mapping[str, object]) -> str:
    """Its leading industry."""
    return _text(form, form.roles.leading_industry, answers)


def town(form: Form, answers: Mapping[str, object]) -> str:
    """The key specialised town that it claims to be."""
    if _text(form, form.roles.town, answers) != "yes":
        return ""
    return _text(form, form.roles.town_name, answers) or UNNAMED_TOWN


def output(form: Form, answers: Mapping[str, object], years: Sequence[int]) -> Decimal | None:
    """The figure that a suggested order goes by, of the last year; None where it is not asked or not answered."""
    field = form.question(form.roles.output)
    if field is None:
        return None
    return as_figure(answers.get(address(field.key, years[-1]) if field.kind is FieldKind.YEARS else field.key))


def bodies(form: Form, answers: Mapping[str, object]) -> Iterator[str]:
    """The houses that it names: in answers of their own, or in the column ``name`` of tables."""
    for key in form.roles.bodies:
        answer = answers.get(key) if form.question(key) else None
        if isinstance(answer, list | tuple):
            yield from (str(row.get("name") or "") for row in answer if isinstance(row, Mapping))
        elif answer:
            yield str(answer)


def first_answers(form: Form, *, name: str, niche: str, leading_industry: str) -> dict[str, str]:
    """What is known when a dossier is begun, under the questions of its form."""
    roles = form.roles
    known = {roles.name: name, roles.niche: niche, roles.leading_industry: leading_industry}
    return {key: text for key, text in known.items() if text and form.question(key)}


def opening_questions(form: Form) -> dict[str, Field | None]:
    """The questions by which a dossier is begun, by role; None where the form does not ask."""
    roles = form.roles
    keys = {"name": roles.name, "niche": roles.niche, "leading_industry": roles.leading_industry}
    return {role: form.question(key) for role, key in keys.items()}


def _text(form: Form, key: str, answers: Mapping[str, object]) -> str:
    return str(answers.get(key) or "") if form.question(key) else ""
