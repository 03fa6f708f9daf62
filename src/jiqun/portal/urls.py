"""Addresses of the app: everything here is open to everybody."""

from __future__ import annotations

from django.urls import path

from jiqun.portal.views import draws, home, lists, notices, objections

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("favicon.ico", home.mark, name="mark"),
    path("notices/", notices.notices, name="notices"),
    path("notices/<int:pk>/", notices.notice, name="notice"),
    path("notices/<int:pk>/notice.<slug:extension>", notices.notice_paper, name="notice-paper"),
    path("notices/<int:pk>/objection/", objections.objection, name="objection"),
    path("receipts/", objections.receipt, name="receipt"),
    path("lists/", lists.lists, name="lists"),
    path("lists/<int:pk>/", lists.list_page, name="list"),
    path("lists/<int:pk>/list.<slug:extension>", lists.list_paper, name="list-paper"),
    path("register/", lists.register, name="register"),
    path("draws/", draws.draws, name="draws"),
    path("draws/<int:pk>/", draws.draw, name="draw"),
]
