"""Two administrators, a moderator, and rows beside the pages that readers see."""

from typing import Any

from django.test import TestCase
from django.urls import reverse
from wagtail.models import WorkflowState

from hm_site.base.caches import clear_process_caches
from hm_site.organisations.review import decisions
from tests import factories


class WordsCase(TestCase):
    # Of the type under test: its admin addresses, and a form as the browser sends it.
    names: str

    @classmethod
    def setUpTestData(cls) -> None:
        cls.admin = factories.admin("admin-a")
        cls.other = factories.admin("admin-b")
        cls.moderator = factories.moderator()

    def address(self, name: str, *args: Any) -> str:
        return reverse(f"wagtailsnippets_base_{self.names}:{name}", args=args)

    def save(
        self,
        row: Any,
        action: str = "",
        by: Any = None,
        extra: dict[str, Any] | None = None,
        **values: Any,
    ) -> Any:
        """The row's form with some values changed; `extra` is what it sends besides."""
        self.client.force_login(by or self.admin)
        fields = [p.field_name for p in row.panels if hasattr(p, "field_name")]
        data = {f: row._meta.get_field(f).value_from_object(row) for f in fields}
        data = {k: v for k, v in {**data, **values}.items() if v is not False}
        data |= extra or {}
        if action:
            data[f"action-{action}"] = "1"
        url = self.address("edit", row.pk) if row.pk else self.address("add")
        return self.client.post(url, data)

    def submit(self, row: Any, by: Any = None, **values: Any) -> WorkflowState:
        response = self.save(row, "submit", by, **values)
        self.assertEqual(response.status_code, 302, response)
        return type(row).objects.get(pk=row.pk).current_workflow_state

    def approve(self, state: WorkflowState, by: Any, shown: str = "") -> Any:
        self.client.force_login(by)
        newest = state.content_object.get_latest_revision()
        url = reverse("review_approve", args=[state.pk])
        return self.client.post(url, {"shown": shown or decisions.version(newest)})

    def read(self, path: str = "/sv/") -> str:
        clear_process_caches()
        return self.client.get(path).content.decode()
