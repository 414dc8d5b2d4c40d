"""The form of a story: what it asks for, and how it says so."""

from typing import Any

from django.test import Client, TestCase
from wagtail.models import Revision

from stories.models import StoryPage
from tests import admin_forms, factories

MEASURE = {"name": "Deltagare", "before": "4", "after": "12"}


class StoryForm(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.organisation = factories.organisation()
        cls.page = factories.story(cls.organisation)
        cls.offering = factories.offering(cls.organisation)
        cls.admin = factories.admin()
        cls.address = admin_forms.edit_url(cls.page)
        client = Client()
        client.force_login(cls.admin)
        cls.form = admin_forms.read_form(client, cls.address)

    def setUp(self) -> None:
        self.client.force_login(self.admin)

    def send(self, changes: dict[str, Any], action: str = "publish") -> Any:
        return admin_forms.send(
            self.client, self.address, changes, action=action, data=self.form
        )

    def refused(
        self, changes: dict[str, Any], field: str, message: str, action: str = "publish"
    ) -> None:
        before = StoryPage.objects.values().get(pk=self.page.pk)
        revisions = Revision.objects.count()
        response = self.send(changes, action)
        found = admin_forms.errors(response)
        assert message in " ".join(found.get(field, [])), found
        assert message in admin_forms.shown_messages(response)
        assert StoryPage.objects.values().get(pk=self.page.pk) == before
        assert Revision.objects.count() == revisions

    def test_the_form_as_it_is_can_be_published(self) -> None:
        assert self.send({"title": "Nytt namn"}).status_code == 302
        assert StoryPage.objects.get(pk=self.page.pk).title == "Nytt namn"

    def test_an_end_before_the_start_is_refused(self) -> None:
        self.refused(
            {"period_start": "2025-06-01", "period_end": "2025-05-31"},
            "period_end",
            "Slutdagen är före startdagen.",
        )

    def test_consent_is_required_to_go_live_and_not_for_a_draft(self) -> None:
        for action in ("publish", "submit"):
            self.refused({"consent": ""}, "consent", "har sagt ja", action)
        assert self.send({"consent": ""}, "draft").status_code == 302

    def test_consent_is_never_shown_to_readers(self) -> None:
        public = Client().get("/sv/aktorer/kommun-a/nar-gruppen-flyttade/")
        assert public.status_code == 200
        assert self.page.consent not in public.content.decode()

    def test_where_and_what_for_are_required_to_go_live(self) -> None:
        self.refused({"municipality": None}, "municipality", "Välj minst ett")
        self.refused({"concern": None}, "concern", "Välj minst ett")
        neither = {"municipality": None, "concern": None}
        assert self.send(neither, "draft").status_code == 302

    def test_unknown_terms_are_refused(self) -> None:
        self.refused({"concern": ["boredom"]}, "concern", "finns inte bland")
        self.refused({"level": "9"}, "level", "finns inte bland")

    def test_a_level_is_optional(self) -> None:
        assert self.send({"level": None}).status_code == 302

    def test_a_measure_is_counted_in_numbers(self) -> None:
        for value, message in (
            ("många", "Fyll i ett tal"),
            ("", "obligatoriskt"),
            ("1" * 30, "siffror"),
        ):
            changes = admin_forms.rows("measures", {**MEASURE, "before": value})
            changes |= {"measures-0-kind": "outcome", "measures-0-unit": "persons"}
            self.refused(changes, "measures-0-before", message)

    def test_a_measure_is_shown_in_the_readers_language(self) -> None:
        changes = admin_forms.rows("measures", {**MEASURE, "after": "12.5"})
        changes |= {"measures-0-kind": "outcome", "measures-0-unit": "percent"}
        assert self.send(changes).status_code == 302
        for code, after in (("sv", "12,5"), ("en", "12.5")):
            address = f"/{code}/aktorer/kommun-a/nar-gruppen-flyttade/"
            assert after in self.client.get(address).content.decode()

    def test_the_same_offering_is_linked_and_follows_it(self) -> None:
        changes = admin_forms.rows("offerings", {"offering": self.offering.pk})
        assert self.send(changes).status_code == 302
        address = "/sv/aktorer/kommun-a/nar-gruppen-flyttade/"
        link = f'href="/sv/aktorer/kommun-a/{self.offering.slug}/"'
        assert link in self.client.get(address).content.decode()
        self.offering.unpublish()
        assert link not in self.client.get(address).content.decode()

    def test_a_page_of_another_kind_is_no_offering(self) -> None:
        changes = admin_forms.rows("offerings", {"offering": self.organisation.pk})
        found = admin_forms.errors(self.send(changes))
        assert "offerings-0-offering" in found

    def test_overlong_texts_are_refused(self) -> None:
        self.refused({"summary": "x" * 201}, "summary", "som mest 200 tecken")

    def test_a_draft_may_be_almost_empty(self) -> None:
        empty = dict.fromkeys(("summary", "period_start", "period_end", "consent"), "")
        assert (
            self.send(
                {**empty, "municipality": None, "concern": None}, "draft"
            ).status_code
            == 302
        )


class StoryTranslation(TestCase):
    def test_posting_facts_on_a_translation_changes_nothing(self) -> None:
        page = factories.translate(factories.story(), "ar")
        facts = {
            "period_start": "2020-01-01",
            "consent": "Kapad",
            "is_example": "on",
            "concern": ["violence"],
            **admin_forms.rows("measures", MEASURE),
            "measures-INITIAL_FORMS": 0,
        }
        admin = factories.admin()
        kind = page.get_edit_handler().get_form_class()
        prose = dict.fromkeys(kind(instance=page, for_user=admin).fields, "")
        form = kind(
            {**prose, **facts, "title": "عنوان", "slug": "x"},
            instance=page,
            for_user=admin,
        )
        assert form.is_valid(), form.errors
        saved = form.save(commit=False)
        assert saved.title == "عنوان"
        assert saved.period_start is None
        assert saved.consent == ""
        assert not saved.is_example
        assert not saved.terms.all()
        assert not saved.measures.all()
