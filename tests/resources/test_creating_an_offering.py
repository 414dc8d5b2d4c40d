"""A new offering: whole or not at all."""

from django.test import TestCase
from wagtail.models import Page

from hm_site.base.models import PageTerm
from resources.models import SupportOfferingPage
from tests import admin_forms, factories


class CreatingAnOffering(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.organisation = factories.organisation()
        cls.editor = factories.editor(cls.organisation)
        cls.admin = factories.admin()
        cls.address = admin_forms.create_url(SupportOfferingPage, cls.organisation)

    filled = {
        "title": "Språkcafé",
        "slug": "sprakcafe",
        "summary": "Prata svenska.",
        "level": "2",
        "cost": "free",
        "phone": "035-13 70 00",
        "online": "on",
        **{
            name: [code]
            for name, code in {
                "concern": "loneliness",
                "activity": "language-practice",
                "group": "adults",
                "legal": "everyone",
                "municipality": "halmstad",
                "access": "drop-in",
                "spoken_language": "sv",
            }.items()
        },
    }

    def test_a_failed_creation_leaves_nothing(self) -> None:
        self.client.force_login(self.admin)
        pages, terms = Page.objects.count(), PageTerm.objects.count()
        response = admin_forms.send(
            self.client, self.address, {**self.filled, "phone": "x"}, action="publish"
        )
        assert "phone" in admin_forms.errors(response)
        assert (Page.objects.count(), PageTerm.objects.count()) == (pages, terms)

    def test_an_administrator_creates_and_publishes(self) -> None:
        self.client.force_login(self.admin)
        response = admin_forms.send(
            self.client, self.address, self.filled, action="publish"
        )
        assert response.status_code == 302
        page = SupportOfferingPage.objects.get(slug="sprakcafe")
        assert page.live
        assert page.codes("concern") == ["loneliness"]
        assert self.client.get("/sv/aktorer/kommun-a/sprakcafe/").status_code == 200

    def test_an_editor_creates_a_draft_and_sends_it_in(self) -> None:
        self.client.force_login(self.editor)
        response = admin_forms.send(
            self.client, self.address, self.filled, action="submit"
        )
        assert response.status_code == 302
        page = SupportOfferingPage.objects.get(slug="sprakcafe")
        assert not page.live
        assert page.current_workflow_state is not None

    def test_the_risk_class_is_not_the_editors_to_set(self) -> None:
        self.client.force_login(self.editor)
        data = admin_forms.read_form(self.client, self.address)
        assert "risk_class" not in data
        admin_forms.send(
            self.client,
            self.address,
            {**self.filled, "risk_class": "vital"},
            data=data,
        )
        page = SupportOfferingPage.objects.get(slug="sprakcafe")
        assert page.risk_class == "ordinary"
