"""Evidence hangs on its question while the declaration is a draft; what was sealed stays readable."""

from __future__ import annotations

import pytest

from jiqun.core.findings import Refused
from jiqun.core.vocabulary import Role, Stage
from jiqun.declarations.queries import readable_evidence
from jiqun.declarations.services.proving import attach_evidence, remove_evidence
from jiqun.declarations.services.returning import withdraw
from jiqun.declarations.services.submitting import submit
from tests.declarations.scenes import draft, files_of, handler, ready, signatory, upload
from tests.factories import AT, make_city, make_round, make_seat, shanxi_policy

pytestmark = pytest.mark.django_db
AREA = shanxi_policy().form.field("area_km2")


def attached(case, *uploads):
    return attach_evidence(case.dossier, AREA, uploads or [upload()], by=handler(), at=AT)


def city_handler():
    return make_seat(make_city(), Role.HANDLER)


def test_several_files_prove_one_figure():
    case = draft()

    attached(case, upload("一.pdf"), upload("二.pdf", b"%PDF-2"))

    assert [piece.name for piece in files_of(case)] == ["一.pdf", "二.pdf"]


def test_one_bad_file_and_none_is_kept_every_bad_one_named():
    case = draft()

    with pytest.raises(Refused) as refusal:
        attached(case, upload(), upload("a.exe", b"MZ"), upload("b.pdf", b"text"))

    assert [finding.code for finding in refusal.value.findings] == ["evidence.kind", "evidence.content"]
    assert {finding.field for finding in refusal.value.findings} == {"area_km2"}
    assert files_of(case) == []


def test_what_was_submitted_keeps_its_evidence():
    case = draft(stage=Stage.SUBMITTED)

    with pytest.raises(Refused):
        attached(case)

    assert files_of(case) == []


def test_only_the_handler_attaches():
    case = draft()

    with pytest.raises(Refused):
        attach_evidence(case.dossier, AREA, [upload()], by=signatory(), at=AT)


def test_taking_off_twice_is_one_act():
    case = draft()
    piece = attached(case)[0]

    remove_evidence(case.dossier, piece.pk, by=handler(), at=AT)
    remove_evidence(case.dossier, piece.pk, by=handler(), at=AT)

    assert files_of(case) == []


def test_a_file_of_another_dossier_is_not_taken_off():
    case, other = draft(), draft(niche="蔬菜机械")
    piece = attached(other)[0]

    remove_evidence(case.dossier, piece.pk, by=handler(), at=AT)

    assert files_of(other) == [piece]


def test_the_city_reads_what_was_submitted_and_nothing_added_since():
    case = ready(call=make_round(sign_off=False))
    before = files_of(case)[0]
    submit(case, by=handler(), at=AT)
    withdraw(case, by=handler(), at=AT)
    after = attached(case, upload("后补.pdf", b"%PDF-later"))[0]

    assert readable_evidence(city_handler(), before.pk) == before
    assert readable_evidence(city_handler(), after.pk) is None
    assert readable_evidence(handler(), after.pk) == after


def test_what_was_sealed_stays_readable_after_it_was_taken_off():
    case = ready(call=make_round(sign_off=False))
    piece = files_of(case)[0]
    submit(case, by=handler(), at=AT)
    withdraw(case, by=handler(), at=AT)

    remove_evidence(case.dossier, piece.pk, by=handler(), at=AT)

    assert readable_evidence(city_handler(), piece.pk).pk == piece.pk
