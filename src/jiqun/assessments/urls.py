"""Addresses of the app."""

from __future__ import annotations

from django.urls import URLPattern, path

from jiqun.assessments.views import defences, draws, experts, files, formal_check, panels, reviews, spot_checks

app_name = "assessments"
urlpatterns: list[URLPattern] = [
    path("formal-checks/", formal_check.formal_checks, name="formal-checks"),
    path("formal-checks/<str:number>/", formal_check.formal_check, name="formal-check"),
    path("panels/", panels.panels, name="panels"),
    path("panels/new/", panels.convene, name="convene"),
    path("panels/<int:pk>/", panels.panel, name="panel"),
    path("panels/<int:pk>/sheets/<str:number>/", panels.sheets, name="sheets"),
    path("panels/<int:pk>/close/", panels.close, name="panel-close"),
    path("panels/<int:pk>/experts/", panels.add, name="panel-experts"),
    path("panels/<int:pk>/replace/", panels.replace, name="panel-replace"),
    path("panels/<int:pk>/draw-record/", files.panel_draw, name="panel-draw-record"),
    path("panels/<int:pk>/summary/<str:kind>/", files.score_summary, name="score-summary"),
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/<int:pk>/", reviews.review, name="review"),
    path("reviews/<int:pk>/recuse/", reviews.recuse, name="recuse"),
    path("reviews/<int:pk>/evidence/<int:evidence>/", files.review_evidence, name="review-evidence"),
    path("defences/", defences.defences, name="defences"),
    path("defences/new/", defences.arrange, name="defence-arrange"),
    path("defences/<int:pk>/", defences.session, name="defence-session"),
    path("defences/<int:pk>/change/", defences.change, name="defence-change"),
    path("defences/<int:pk>/cases/<str:number>/", defences.defence, name="defence"),
    path("spot-checks/", spot_checks.spot_checks, name="spot-checks"),
    path("spot-checks/draws/new/", draws.announce, name="announce"),
    path("spot-checks/draws/<int:pk>/", draws.draw, name="draw"),
    path("spot-checks/draws/<int:pk>/record/", files.draw_record, name="draw-record"),
    path("spot-checks/<int:pk>/", spot_checks.spot_check, name="spot-check"),
    path("spot-checks/<int:pk>/photos/<int:evidence>/", files.photo, name="photo"),
    path("spot-checks/<int:pk>/photos/<int:evidence>/remove/", spot_checks.remove_one_photo, name="photo-remove"),
    path("experts/", experts.experts, name="experts"),
    path("experts/<int:pk>/", experts.expert, name="expert"),
]
