"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from jiqun.programmes.views import rounds, workdays

app_name = "programmes"
urlpatterns = [
    path("", rounds.rounds, name="rounds"),
    path("open/", rounds.open_page, name="open"),
    path("workdays/", workdays.calendar, name="workdays"),
    path("workdays/<int:year>/", workdays.workday_year, name="workday-year"),
    path("<slug:code>/", rounds.round_page, name="round"),
    path("<slug:code>/sign-off/", rounds.sign_off, name="sign-off"),
    path("<slug:code>/policy.<str:kind>", rounds.policy_file, name="policy-file"),
]
