"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from jiqun.recognitions.views import due, lists, ministry, register

app_name = "recognitions"
urlpatterns = [
    path("register/", register.register_page, name="register"),
    path("register/<int:key>/", register.recognition_page, name="recognition"),
    path("register/<int:key>/revoke/", register.revoke_recognition, name="revoke"),
    path("due/", due.due, name="due"),
    path("due/<int:key>/open/", due.open_due, name="open-due"),
    path("lists/", lists.lists, name="lists"),
    path("lists/new/", lists.new_list, name="new-list"),
    path("lists/<int:key>/", lists.list_page, name="list"),
    path("lists/<int:key>/sign/", lists.sign, name="sign-list"),
    path("lists/<int:key>/cancel/", lists.cancel, name="cancel-list"),
    path("lists/<int:key>/list.<slug:extension>", lists.list_paper, name="list-paper"),
    path("lists/ministry/", ministry.ministry, name="ministry"),
]
