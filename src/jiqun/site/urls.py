"""All addresses; each app brings its own."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("jiqun.portal.urls")),
    path("account/", include("jiqun.accounts.urls")),
    path("desk/", include("jiqun.desk.urls")),
    path("insights/", include("jiqun.insights.urls")),
    path("policies/", include("jiqun.policies.urls")),
    path("rounds/", include("jiqun.programmes.urls")),
    path("declarations/", include("jiqun.declarations.urls")),
    path("city/", include("jiqun.recommendations.urls")),
    path("province/", include("jiqun.assessments.urls")),
    path("decisions/", include("jiqun.decisions.urls")),
    path("recognitions/", include("jiqun.recognitions.urls")),
]

if settings.DEBUG or settings.SPECIMEN:
    from jiqun.ui.views import specimen

    urlpatterns.append(path("specimen/", specimen, name="specimen"))
