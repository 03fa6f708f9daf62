"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from jiqun.decisions.views import meetings, notice, notices, objections, papers

app_name = "decisions"
urlpatterns = [
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/new/", meetings.new_meeting, name="new-meeting"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/minutes.<slug:extension>", papers.minutes_paper, name="minutes-paper"),
    path("notices/", notices.notices, name="notices"),
    path("notices/new/", notices.new_notice, name="new-notice"),
    path("notices/<int:pk>/", notice.notice, name="notice"),
    path("notices/<int:pk>/notice.<slug:extension>", papers.notice_paper, name="notice-paper"),
    path("notices/<int:pk>/objections/new/", objections.enter_objection, name="enter-objection"),
    path("objections/<int:pk>/", objections.objection, name="objection"),
]
