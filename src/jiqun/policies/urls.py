"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from jiqun.policies.views import case_base, cases, draft, entries, files, listing, parts, quota_cases

app_name = "policies"
urlpatterns = [
    path("", listing.listing, name="list"),
    path("new/", listing.start, name="start"),
    path("<int:pk>/", draft.draft_page, name="draft"),
    path("<int:pk>/rename/", draft.rename, name="rename"),
    path("<int:pk>/submit/", draft.submit, name="submit"),
    path("<int:pk>/take-back/", draft.take_back, name="take-back"),
    path("<int:pk>/return/", draft.send_back, name="return"),
    path("<int:pk>/publish/", draft.publish, name="publish"),
    path("<int:pk>/withdraw/", draft.withdraw, name="withdraw"),
    path("<int:pk>/cases/new/", cases.new_case, name="case-new"),
    path("<int:pk>/cases/quota/", quota_cases.new_quota_case, name="quota-case-new"),
    path("<int:pk>/cases/base/", case_base.case_base, name="case-base"),
    path("<int:pk>/cases/<int:number>/", cases.case, name="case"),
    path("<int:pk>/cases/<int:number>/remove/", cases.remove_case, name="case-remove"),
    path("<int:pk>/import/", files.bring_in, name="import"),
    path("<int:pk>/policy.<str:kind>", files.export, name="export"),
    path("<int:pk>/edit/<path:address>/", parts.part, name="part"),
    path("<int:pk>/add/<path:address>/", entries.add, name="add"),
    path("<int:pk>/copy/<path:address>/", entries.copy, name="copy"),
    path("<int:pk>/move/<path:address>/", entries.move, name="move"),
    path("<int:pk>/remove/<path:address>/", entries.remove, name="remove"),
]
