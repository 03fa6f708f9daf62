"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from jiqun.programmes import views

app_name = "programmes"
urlpatterns = [
    path("", views.rounds, name="rounds"),
    path("open/", views.open_page, name="open"),
    path("<slug:code>/", views.round_page, name="round"),
    path("<slug:code>/sign-off/", views.sign_off, name="sign-off"),
    path("<slug:code>/policy.<str:kind>", views.policy_file, name="policy-file"),
]
