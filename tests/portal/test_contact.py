"""Whom to ask is on the first page: an office, never a person (N22)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.programmes.queries import policy_of
from tests.factories import make_round


@pytest.mark.django_db
def test_the_first_page_names_the_contact_office(client: Client) -> None:
    office = policy_of(make_round()).notice.contact_office

    page = client.get(reverse("portal:home")).content.decode()

    assert office == "山西省工业和信息化厅中小企业处"
    assert office in page
