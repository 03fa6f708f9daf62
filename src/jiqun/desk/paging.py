"""Pages of a long list: only keys are sorted, whole rows are fetched for the one page that is shown."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


class KeyedPaginator(Paginator):  # type: ignore[type-arg]  # not generic when it runs
    """Sorting ten thousand wide rows to show fifty of them takes most of a second; sorting their keys does not."""

    object_list: QuerySet[Any]

    def page(self, number: int | str) -> Page[Any]:
        """The page of that number, as of any paginator."""
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        narrow = self.object_list.select_related(None).values_list("pk", flat=True)
        keys = list(narrow[start : start + self.per_page])
        found = {row.pk: row for row in self.object_list.order_by().filter(pk__in=keys)}
        return Page([found[key] for key in keys if key in found], number, self)
