"""The form of an offering, filled in and sent as people do."""

from typing import Any

from django.test import Client, TestCase
from wagtail.models import Page, Revision

from hm_site.base.models import PageTerm
from resources.models import SupportOfferingPage
from tests import admin_forms, factories


class OfferingFormCase(TestCase):
    """A complete, live offering with one place, in the administrator's form."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.organisation = factories.organisation()
        cls.page = factories.offering(cls.organisation, sessions=[{"weekday": 2}])
        cls.address = admin_forms.edit_url(cls.page)
        cls.admin = factories.admin()
        client = Client()
        client.force_login(cls.admin)
        cls.form = admin_forms.undated_form(client, cls.address)

    def setUp(self) -> None:
        self.client.force_login(self.admin)

    def send(self, changes: dict[str, Any], action: str = "publish") -> Any:
        return admin_forms.send(
            self.client, self.address, changes, action=action, data=self.form
        )

    def state(self) -> Any:
        page = SupportOfferingPage.objects.filter(pk=self.page.pk)
        return (
            page.values().get(),
            sorted(PageTerm.objects.filter(page=self.page).values_list("code")),
            list(self.page.places.model.objects.order_by("pk").values()),
            list(self.page.sessions.model.objects.order_by("pk").values()),
            list(self.page.pauses.model.objects.order_by("pk").values()),
            Revision.objects.count(),
            Page.objects.count(),
        )

    def refused(
        self,
        changes: dict[str, Any],
        field: str,
        message: str,
        action: str = "publish",
        kept: bool = True,
    ) -> None:
        """The form comes back with this message at this field, as it was filled in."""
        before = self.state()
        response = self.send(changes, action)
        found = admin_forms.errors(response)
        assert message in " ".join(found.get(field, [])), found
        assert message in admin_forms.shown_messages(response)
        assert self.state() == before
        if kept:
            self.assert_kept(response, changes)

    def assert_kept(self, response: Any, changes: dict[str, Any]) -> None:
        shown = admin_forms.fields(response)
        for name, value in changes.items():
            if name.endswith(("-TOTAL_FORMS", "-ORDER")) or value in (None, []):
                continue
            wanted = value if isinstance(value, list) else [value]
            assert shown.getlist(name) == [str(item) for item in wanted], name

    def saved(self) -> SupportOfferingPage:
        page = SupportOfferingPage.objects.get(pk=self.page.pk)
        return page.get_latest_revision_as_object()
