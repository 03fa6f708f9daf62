"""How Django forms become markup."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

from jiqun.ui.markup import direct


class FormRenderer(TemplatesSetting):
    """Label above, unit inside, help and errors below; needs ``django.forms`` among the installed apps."""

    form_template_name = "ui/form/form.html"
    field_template_name = "ui/form/field.html"
    formset_template_name = "ui/form/formset.html"

    def render(self, template_name: str, context: Mapping[str, Any], request: HttpRequest | None = None) -> str:
        """Plain inputs are written at once, everything else by its template."""
        written = direct(template_name, context["widget"]) if "widget" in context else None
        return super().render(template_name, dict(context), request) if written is None else written
