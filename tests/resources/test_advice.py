"""Before she submits, an editor is told what is missing and how her text reads; only
what is missing stops her, and nothing of it is saved by asking."""

from typing import Any

from bs4 import BeautifulSoup
from django.test import Client, TestCase
from django.urls import reverse
from wagtail.models import Page, Revision, WorkflowState

from hm_site.base import submit_item
from hm_site.base.advice import advise, texts
from hm_site.organisations.models import OrganisationPage
from hm_site.organisations.review import decisions
from resources.models import SupportOfferingPage
from stories.models import StoryPage
from tests import admin_forms, factories

LONG = (
    "Vi erbjuder samtal i enlighet med riktlinjer för den individ som har behov av "
    "stöd och som vid tidigare kontakter har fått veta att det kan hjälpa."
)


def strip(response: Any) -> BeautifulSoup:
    found = BeautifulSoup(response.content, "html.parser").select_one(".hm-advice")
    assert found is not None
    return found


class AdviceOnAPage(TestCase):
    """What is said about a version in memory."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.locale = factories.home().locale

    def offering(self, *args: Any, **fields: Any) -> SupportOfferingPage:
        return factories.unsaved_offering(*args, locale=self.locale, **fields)

    def test_a_complete_page_misses_nothing(self) -> None:
        assert advise(self.offering()).problems == []

    def test_each_thing_that_is_missing_leads_to_its_field(self) -> None:
        page = self.offering("Namnlöst utkast", summary=" ", phone="", places=[])
        page.terms = []
        found = {problem.field for problem in advise(page).problems}
        assert found == {
            *("title", "summary", "places", "phone"),
            *("concern", "activity", "level", "group", "legal", "municipality"),
            *("access", "cost", "spoken_language"),
        }
        form = SupportOfferingPage.get_edit_handler().get_form_class()(
            instance=page, parent_page=factories.organisation()
        )
        assert found <= {*form.fields, *form.formsets}

    def test_the_words_are_those_of_the_form(self) -> None:
        page = self.offering()
        page.terms = [t for t in page.terms.all() if t.vocabulary != "municipality"]
        assert advise(page).problems == ["Kommuner: välj minst 1."]

    def test_hard_language_is_quoted_with_the_field_it_stands_in(self) -> None:
        page = self.offering(how_to_come=f"<p>{LONG}</p>")
        hints = [h for h in advise(page).hints if h.field == "how_to_come"]
        assert [h.quote for h in hints] == [LONG, "i enlighet med", "individ"]
        assert {h.label for h in hints} == {"Så kommer du hit"}
        assert "27 ord" in hints[0].text

    def test_what_readers_miss_is_asked_for(self) -> None:
        page = self.offering(what_happens="")
        fields = {hint.field for hint in advise(page).hints}
        assert {"what_happens", "who_for", "confidentiality", "sessions"} <= fields
        full = self.offering(
            sessions=[{"weekday": 1}],
            **dict.fromkeys(("who_for", "how_to_come", "confidentiality"), "<p>X</p>"),
        )
        assert advise(full).hints == []

    def test_a_few_words_are_not_measured(self) -> None:
        assert advise(self.offering(what_happens="")).lix is None
        page = self.offering(who_for=f"<p>{LONG} {LONG}</p>")
        assert advise(page).level

    def test_list_items_are_sentences_of_their_own(self) -> None:
        html = "<ol><li>Du kommer in</li><li>Vi <b>fikar</b><br/>ihop</li></ol><p>x</p>"
        (_summary, steps) = texts(self.offering(what_happens=html))
        assert steps.text.split("\n") == ["Du kommer in", "Vi fikar", "ihop", "x"]

    def test_staff_only_texts_are_not_judged(self) -> None:
        page = self.offering(method=LONG, criteria=LONG)
        assert not {"method", "criteria"} & {text.field for text in texts(page)}

    def test_a_story_is_told_what_its_colleagues_miss(self) -> None:
        page = StoryPage(title="X", locale=self.locale)
        advice = advise(page)
        assert {"summary", "consent"} <= {p.field for p in advice.problems}
        assert {"problem", "tried"} <= {hint.field for hint in advice.hints}

    def test_an_organisation_without_a_word_is_asked_for_some(self) -> None:
        hints = advise(OrganisationPage(title="X")).hints
        assert {hint.field for hint in hints} == {"about", "email"}


class AdviceInTheForm(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.ours = factories.organisation("kommun-a")
        cls.page = factories.offering(cls.ours, "Vårt stöd", live=False)
        cls.foreign = factories.offering(
            factories.organisation("kommun-b"), "Deras hemliga utkast", live=False
        )
        cls.editor = factories.editor(cls.ours)
        cls.address = admin_forms.edit_url(cls.page)
        cls.advice = reverse("advice_on_edit", args=[cls.page.pk])
        client = Client()
        client.force_login(cls.editor)
        cls.form = admin_forms.read_form(client, cls.address)

    def setUp(self) -> None:
        self.client.force_login(self.editor)

    def typed(self, changes: dict[str, Any], url: str = "") -> Any:
        return admin_forms.send(
            self.client, url or self.advice, changes, data=self.form
        )

    def test_a_complete_draft_may_be_submitted_from_the_strip(self) -> None:
        shown = strip(self.client.get(self.address))
        assert "Ingenting saknas" in shown.get_text()
        assert shown.select_one("button[name=action-submit]")

    def test_whoever_has_scrolled_down_learns_where_to_send_it_in(self) -> None:
        soup = BeautifulSoup(self.client.get(self.address).content, "html.parser")
        onward = soup.select_one(".hm-onward")
        assert onward
        assert onward.select_one("a[href='#hm-advice']")
        assert soup.select_one("#hm-advice")
        below = soup.select_one("footer button[name=action-submit]")
        assert below
        assert below.get_text(strip=True) == submit_item.SUBMIT
        first = soup.select_one("footer button")
        assert first
        assert "Spara utkast" in first.get_text()

    def test_what_is_typed_is_judged_and_not_saved(self) -> None:
        before = (Page.objects.count(), Revision.objects.count())
        response = self.typed({"phone": "", "summary": "", "how_to_come": "null"})
        assert response.status_code == 200
        text = response.content.decode()
        assert "2 saker saknas" in text
        assert 'data-hm-field="phone"' in text
        assert "action-submit" not in text
        assert (Page.objects.count(), Revision.objects.count()) == before
        page = SupportOfferingPage.objects.get(pk=self.page.pk)
        assert page.get_latest_revision_as_object().phone == "035-13 70 00"

    def test_terms_and_rows_that_are_typed_count(self) -> None:
        gone = {"places-0-DELETE": "1", "concern": None}
        text = self.typed(gone).content.decode()
        assert "Besvär: välj minst 1." in text
        assert "Skriv minst en plats" in text

    def test_what_cannot_be_saved_is_said_first(self) -> None:
        text = self.typed({"phone": "ring", "title": ""}).content.decode()
        assert "Något behöver rättas" in text
        assert "Telefon: ”ring” är inget telefonnummer" in text
        assert 'data-hm-field="title"' in text
        text = self.typed({"places-0-city": "x" * 99}).content.decode()
        assert "Plats 1, ort: " in text

    def test_what_nobody_types_is_no_crash(self) -> None:
        for data in ({}, {"places-TOTAL_FORMS": "många"}, {"title": "\0"}):
            assert self.client.post(self.advice, data).status_code == 200

    def test_what_somebody_types_is_shown_as_text(self) -> None:
        words = "<script>alert(1)</script> " + "ord " * 25
        text = self.typed({"summary": words}).content.decode()
        assert "<script>" not in text
        assert "&lt;script&gt;" in text

    def test_it_is_only_asked_by_who_may_edit(self) -> None:
        foreign = reverse("advice_on_edit", args=[self.foreign.pk])
        for url in (foreign, reverse("advice_on_edit", args=[999_999])):
            response = self.client.post(url, {"title": "x"})
            assert response.status_code in {302, 403, 404}
            assert "hemliga" not in response.content.decode()
        assert self.client.get(self.advice).status_code == 405
        assert Client().post(self.advice).status_code == 302

    def test_a_new_page_is_judged_below_its_own_organisation_alone(self) -> None:
        for parent, statuses in (
            (self.ours, {200}),
            (self.foreign.get_parent(), {302, 403}),
        ):
            args = ["resources", "supportofferingpage", parent.pk]
            response = self.typed({}, reverse("advice_on_create", args=args))
            assert response.status_code in statuses
            assert "action-submit" not in response.content.decode()
        args = ["resources", "supportofferingpage", self.ours.pk]
        url = reverse("advice_on_create", args=args)
        response = self.typed({"phone": "", "slug": "annat"}, url)
        assert "1 sak saknas" in response.content.decode()

    # ------------------------------------------------------------------ submitting
    def test_an_incomplete_page_is_refused_with_all_that_is_missing(self) -> None:
        changes = {"summary": "", "concern": None, "phone": "", "who_for": "null"}
        response = admin_forms.send(
            self.client, self.address, changes, action="submit", data=self.form
        )
        shown = strip(response).get_text()
        for words in ("Kort beskrivning", "Besvär", "minst ett sätt att ta kontakt"):
            assert words in shown
        page = SupportOfferingPage.objects.get(pk=self.page.pk)
        assert page.current_workflow_state is None
        kept = BeautifulSoup(response.content, "html.parser")
        assert kept.select_one("#id_title")["value"] == "Vårt stöd"

    def test_a_returned_page_is_not_sent_in_again_with_less(self) -> None:
        admin_forms.send(self.client, self.address, action="submit", data=self.form)
        state = WorkflowState.objects.get()
        decisions.send_back(state.pk, factories.moderator(), reason="Kortare.")
        assert "Kortare." in strip(self.client.get(self.address)).get_text()
        for action in ("action-submit", "action-restart-workflow"):
            response = admin_forms.send(
                self.client, self.address, {"phone": "", action: action}
            )
            assert "minst ett sätt" in strip(response).get_text()
            state.refresh_from_db()
            assert state.status == WorkflowState.STATUS_NEEDS_CHANGES
        assert WorkflowState.objects.count() == 1

    def test_bad_language_stops_nobody(self) -> None:
        response = admin_forms.send(
            self.client,
            self.address,
            {"summary": "Individen erhåller insatser i enlighet med planen."},
            action="submit",
            data=self.form,
        )
        assert response.status_code == 302
        assert WorkflowState.objects.count() == 1
        shown = strip(self.client.get(self.address))
        assert "väntar på granskning" in shown.get_text()
        assert not shown.select_one("button")

    def test_what_the_form_refuses_is_what_the_strip_says(self) -> None:
        """Nothing may be refused that the strip has kept quiet about."""
        nothing: dict[str, Any] = {
            **dict.fromkeys(("summary", "phone", "email", "link"), ""),
            **dict.fromkeys(("concern", "activity", "level", "group", "legal")),
            **dict.fromkeys(("municipality", "access", "cost", "spoken_language")),
            "title": "Namnlöst utkast",
            "places-0-DELETE": "1",
        }
        refused = admin_forms.send(
            self.client, self.address, nothing, action="submit", data=self.form
        )
        told = BeautifulSoup(self.typed(nothing).content, "html.parser")
        named = {link["data-hm-field"] for link in told.select("[data-hm-field]")}
        missing = set(admin_forms.errors(refused)) - {"online"}
        assert missing
        assert missing <= named
        assert "places" in named

    def test_a_draft_may_miss_anything(self) -> None:
        response = admin_forms.send(
            self.client, self.address, {"summary": "", "phone": ""}, data=self.form
        )
        assert response.status_code == 302

    def test_a_translation_has_no_strip(self) -> None:
        arabic = factories.translate(self.page, "ar")
        self.client.force_login(factories.admin())
        response = self.client.get(admin_forms.edit_url(arabic))
        assert "hm-advice" not in response.content.decode()

    def test_no_input_hides_what_the_browsers_form_says(self) -> None:
        """`form.method` and its like are asked by Wagtail's autosave."""
        taken = {"method", "action", "target", "submit", "elements", "enctype"}
        assert not taken & set(self.form)
        assert "field-method" in self.form
        admin_forms.send(
            self.client, self.address, {"field-method": "Grupp"}, data=self.form
        )
        page = SupportOfferingPage.objects.get(pk=self.page.pk)
        assert page.get_latest_revision_as_object().method == "Grupp"
