"""A translation of an offering is prose: its form takes no fact."""

from typing import Any

from django.test import TestCase

from resources.models import SupportOfferingPage
from tests import admin_forms, factories


class TranslationForm(TestCase):
    """A translation is prose: its form shows no fact and takes none."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.organisation = factories.organisation()
        cls.source = factories.offering(
            cls.organisation, sessions=[{"weekday": 2}], age_min=18
        )
        cls.page = factories.translate(cls.source, "ar", summary="كلام")
        cls.admin = factories.admin()

    def form(self, data: Any = None) -> Any:
        """Wagtail's own form of the translation, which no address offers."""
        page = SupportOfferingPage.objects.get(pk=self.page.pk)
        bound = page.get_edit_handler().get_form_class()
        return bound(data, instance=page, for_user=self.admin)

    facts = {
        "age_min": "5",
        "age_max": "9",
        "phone": "0346-88 60 00",
        "email": "kapad@example.org",
        "link": "https://kapad.example.org/",
        "valid_from": "2020-01-01",
        "valid_to": "2020-02-01",
        "hide_address": "on",
        "online": "on",
        "risk_class": "vital",
        "is_example": "on",
        "cost_amount": "100",
        "go_live_at": "2030-01-01 10:00",
        "expire_at": "2030-02-01 10:00",
        "level": "4",
        "concern": ["violence"],
        "municipality": ["laholm"],
        "spoken_language": ["ti"],
        **admin_forms.rows("places", {"name": "Kapad", "city": "Kapad"}),
        "places-INITIAL_FORMS": 0,
        "places-MIN_NUM_FORMS": 0,
        "places-MAX_NUM_FORMS": 1000,
    }

    def test_the_form_shows_prose_and_no_fact(self) -> None:
        form = self.form()
        names = {*form.fields, *form.formsets}
        assert {"title", "summary", "what_happens", "method"} <= names
        hidden = set(SupportOfferingPage.source_only_fields()) | {
            "level",
            "concern",
            "spoken_language",
        }
        assert names & hidden == set()

    def test_posting_facts_changes_nothing(self) -> None:
        prose = dict.fromkeys(self.form().fields, "")
        form = self.form({**prose, **self.facts, "title": "عنوان", "slug": "x"})
        assert form.is_valid(), form.errors
        page = form.save(commit=False)
        assert page.title == "عنوان"
        assert page.age_min is page.age_max is page.expire_at is None
        assert page.phone == page.email == page.link == ""
        assert page.risk_class == "ordinary"
        assert not (page.online or page.hide_address or page.is_example)
        assert list(page.terms.all()) == list(page.places.all()) == []

    def test_no_address_takes_the_form(self) -> None:
        self.client.force_login(self.admin)
        url = admin_forms.edit_url(self.page)
        for action in ("action-publish", "action-submit", ""):
            answer = self.client.post(
                url, {**self.facts, "title": "عنوان", action: "1"}
            )
            assert answer.status_code == 302
        page = SupportOfferingPage.objects.get(pk=self.page.pk)
        assert page.title == self.page.title
        assert page.latest_revision == self.page.latest_revision

    def test_facts_of_the_source_are_not_copied(self) -> None:
        copy = self.source.copy_for_translation(
            factories.home("ti").locale, copy_parents=True
        )
        assert copy.phone == ""
        assert copy.age_min is None
        assert not copy.places.exists()
        assert not copy.terms.exists()
        assert not copy.live
