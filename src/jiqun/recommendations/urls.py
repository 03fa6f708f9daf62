"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from jiqun.recommendations.views import city_checks, inbox, lists, outcome, papers, visit

app_name = "recommendations"
urlpatterns = [
    path("", inbox.inbox_page, name="inbox"),
    path("lists/", lists.list_page, name="list"),
    path("lists/cancel/", lists.list_cancel, name="list-cancel"),
    path("lists/<int:key>/", lists.list_sent, name="list-sent"),
    path("lists/<int:key>/send/", lists.list_send, name="list-send"),
    path("lists/<int:key>/<slug:paper>.<slug:extension>", papers.list_paper, name="list-paper"),
    path("cases/<str:number>/", visit.visit_page, name="visit"),
    path("cases/<str:number>/return/", outcome.return_page, name="return"),
    path("cases/<str:number>/decline/", outcome.decline_page, name="decline"),
    path("cases/<str:number>/city-check/", city_checks.city_check_page, name="city-check"),
    path("cases/<str:number>/city-check/photos/", city_checks.photo_add, name="city-check-photo-add"),
    path("cases/<str:number>/city-check/photos/<int:key>/", papers.city_check_photo, name="city-check-photo"),
    path(
        "cases/<str:number>/city-check/photos/<int:key>/remove/",
        city_checks.photo_remove,
        name="city-check-photo-remove",
    ),
    path("cases/<str:number>/photos/", visit.photo_add, name="photo-add"),
    path("cases/<str:number>/photos/<int:key>/", papers.photo, name="photo"),
    path("cases/<str:number>/photos/<int:key>/remove/", visit.photo_remove, name="photo-remove"),
    path("cases/<str:number>/files/<int:place>/", papers.submitted_file, name="file"),
    path("cases/<str:number>/conformity.<slug:extension>", papers.conformity_paper, name="conformity"),
]
