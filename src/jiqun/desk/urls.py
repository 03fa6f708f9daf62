"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from jiqun.desk.views import case, cases, home, records

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("cases/", cases.cases, name="cases"),
    path("cases/export.<slug:extension>", cases.export, name="export"),
    path("cases/<str:case_number>/", case.case_page, name="case"),
    path("cases/<str:case_number>/disqualify/", case.disqualify_case, name="disqualify"),
    path("records/", records.records, name="records"),
    path("records/verify/", records.verify, name="verify"),
    path("records/export/", records.export, name="records-export"),
]
