"""Pages of the spot check: announced, drawn, looked at, with photos."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jiqun.accounts.models import Seat
from jiqun.assessments.models import SpotCheck, SpotCheckDraw
from jiqun.assessments.services.draws import perform_draw
from jiqun.assessments.services.spot_check import Look, attach_photo, record_spot_check, remove_photo
from jiqun.core.findings import Refused
from jiqun.core.vocabulary import Stage
from jiqun.evidence.queries import evidence_for
from tests.assessments import scene
from tests.assessments.scene import (
    KNOWN,
    codes,
    make_cases,
    photographed,
    secretary,
)
from tests.factories import AT, officer

pytestmark = pytest.mark.django_db
AsSeat = Callable[[Seat], Client]


def announced(count: int = 4) -> SpotCheckDraw:
    """A draw announced over so many reviewed cases."""
    return scene.announced(make_cases(count, Stage.REVIEWED))


def test_a_draw_is_announced_and_carried_out_on_the_pages(as_seat: AsSeat):
    cases = make_cases(4, Stage.REVIEWED)
    client, url = as_seat(officer()), reverse("assessments:announce")

    empty = client.post(url, {})
    said = {"title": "第一次", "seed_source": "明日开奖号码", "seed_known_at": "2099-06-10T21:30"}
    announced_page = client.post(url, {**said, "cases": [case.pk for case in cases]}, follow=True)
    draw = SpotCheckDraw.objects.get()
    address = reverse("assessments:draw", args=[draw.pk])
    early = client.post(address, {"seed": "0315"})
    SpotCheckDraw.objects.update(seed_known_at=KNOWN)
    unseeded = client.post(address, {"seed": ""})
    drawn = client.post(address, {"seed": "0315"}, follow=True)

    assert (empty.status_code, early.status_code, unseeded.status_code) == (422, 422, 422)
    assert "2099年6月10日21:30产生，届时方可抽取" in early.content.decode()
    assert "抽取3个" in announced_page.content.decode()
    page = drawn.content.decode()
    assert page.count("抽中</span>") == 3
    assert "SHA-256" in page


def test_the_secretary_sees_a_draw_but_does_not_draw(as_seat: AsSeat):
    draw = announced()
    client, url = as_seat(secretary()), reverse("assessments:draw", args=[draw.pk])

    assert "按此种子抽取" not in client.get(url).content.decode()
    assert client.post(url, {"seed": "1234"}).status_code == 422
    draw.refresh_from_db()
    assert draw.drawn_at is None


def picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("厂区.png", b"\x89PNG\r\n\x1a\n1")


def drawn_check() -> SpotCheck:
    """One case that was drawn."""
    return perform_draw(announced(), seed="1234", by=officer(), at=KNOWN).checks.first()


SEEN = {"visited_on": "2025-05-20", "outcome": "differs", "report": "产值口径不一致"}


def test_a_look_is_recorded_with_its_photo_in_one_step(as_seat: AsSeat):
    check = drawn_check()
    client, url = as_seat(officer()), reverse("assessments:spot-check", args=[check.pk])

    bare = client.post(url, SEEN)
    wrong = client.post(url, {**SEEN, "photos": [SimpleUploadedFile("程序.exe", b"MZ")]})
    silent = client.post(url, {**SEEN, "report": ""})
    done = client.post(url, {**SEEN, "photos": [picture()]}, follow=True)

    check.refresh_from_db()
    assert (bare.status_code, wrong.status_code, silent.status_code) == (422, 422, 422)
    assert "请上传至少一张现场照片" in bare.content.decode()
    assert "须写明发现的问题" in silent.content.decode()
    assert "转入会议研究" in done.content.decode()
    assert (check.outcome, check.declaration.stage) == ("differs", Stage.READY)
    assert evidence_for(f"spot:{check.pk}").count() == 1


def test_files_sent_ahead_leave_what_was_typed(as_seat: AsSeat):
    check = drawn_check()
    client, url = as_seat(officer()), reverse("assessments:spot-check", args=[check.pk])

    none = client.post(url, {**SEEN, "act": "upload"})
    page = client.post(url, {**SEEN, "act": "upload", "photos": [picture()]}, follow=True).content.decode()

    check.refresh_from_db()
    assert none.status_code == 422
    assert "产值口径不一致" in none.content.decode()
    assert "已上传1个文件" in page
    assert 'value="2025-05-20"' in page
    assert "产值口径不一致" in page
    assert (check.recorded_at, check.declaration.stage) == (None, Stage.SPOT_CHECK)
    assert "待抽查" in client.get(reverse("assessments:spot-checks")).content.decode()


def test_photos_are_opened_and_removed_until_the_outcome_is_recorded(as_seat: AsSeat):
    check = photographed(drawn_check())
    client = as_seat(officer())
    piece = evidence_for(f"spot:{check.pk}").get()

    opened = client.get(reverse("assessments:photo", args=[check.pk, piece.pk]))
    shown = b"".join(opened.streaming_content)
    removed = client.post(reverse("assessments:photo-remove", args=[check.pk, piece.pk]))

    assert (opened["Content-Type"], shown, removed.status_code) == ("image/png", b"\x89PNG\r\n\x1a\n1", 302)
    assert client.get(reverse("assessments:photo", args=[check.pk, piece.pk])).status_code == 404


def test_a_photo_of_another_look_is_not_removed():
    own, other = perform_draw(announced(), seed="1234", by=officer(), at=KNOWN).checks.all()[:2]
    piece = attach_photo(other, SimpleUploadedFile("厂区.png", b"\x89PNG\r\n\x1a\n1"), by=officer(), at=AT)

    with pytest.raises(Refused) as refusal:
        remove_photo(own, piece, by=officer(), at=AT)

    assert codes(refusal) == ["spot_check.foreign_photo"]
    assert evidence_for(f"spot:{other.pk}").get() == piece


def test_photos_stay_once_the_outcome_is_recorded(as_seat: AsSeat):
    check = photographed(drawn_check())
    client = as_seat(officer())
    piece = evidence_for(f"spot:{check.pk}").get()
    record_spot_check(check, Look(AT.date(), "conforms", "台账一致"), by=officer(), at=AT)

    removed = client.post(reverse("assessments:photo-remove", args=[check.pk, piece.pk]))

    assert removed.status_code == 422
    assert "已经登记，不能再修改" in removed.content.decode()
    assert evidence_for(f"spot:{check.pk}").exists()
