"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from jiqun.declarations.views import cases, explained, form, papers, submitting

app_name = "declarations"
urlpatterns = [
    path("", cases.cases, name="list"),
    path("new/", cases.new, name="new"),
    path("evidence/<int:pk>/", papers.evidence, name="evidence"),
    path("<str:case_number>/", cases.reading, name="reading"),
    path("<str:case_number>/explained/", explained.explained, name="explained"),
    path("<str:case_number>/form/", form.form, name="form"),
    path("<str:case_number>/form/<slug:section_id>/", form.section, name="section"),
    path("<str:case_number>/form/<slug:section_id>/check/", form.check, name="check"),
    path("<str:case_number>/submit/", submitting.submit, name="submit"),
    path("<str:case_number>/sign/", submitting.sign, name="sign"),
    path("<str:case_number>/send-back/", submitting.send_back, name="send-back"),
    path("<str:case_number>/withdraw/", submitting.withdraw, name="withdraw"),
    path("<str:case_number>/void/", submitting.void, name="void"),
    path("<str:case_number>/declaration.pdf", papers.declaration, {"form": "pdf"}, name="declaration-pdf"),
    path("<str:case_number>/declaration.docx", papers.declaration, {"form": "docx"}, name="declaration-docx"),
    path("<str:case_number>/bundle.zip", papers.bundle, name="bundle"),
]
