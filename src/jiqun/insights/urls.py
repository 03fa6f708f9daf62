"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from jiqun.insights.views import effect, towns, whatif

app_name = "insights"
urlpatterns = [
    path("", whatif.whatif, name="whatif"),
    path("towns/", towns.towns, name="towns"),
    path("towns/report.<str:kind>", towns.report, name="towns-report"),
    path("towns/<str:name>/", towns.town, name="town"),
    path("effect/", effect.effect, name="effect"),
]
