"""A new offering is one click: from a starting point or a copy of one's own."""

from datetime import timedelta
from typing import Any

from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from hm_site.base import labels
from hm_site.base.vocabulary import BY_CODE as VOCABULARIES
from hm_site.organisations.models import OrganisationPage
from resources.models import OfferingStatus, SupportOfferingPage
from resources.starting_points import STARTING_POINTS
from tests import admin_forms, factories

TODAY = timezone.localdate()
PAST, SOON = TODAY - timedelta(days=30), TODAY + timedelta(days=30)


class Case(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.ours = factories.organisation("kommun-a")
        cls.theirs = factories.organisation("kommun-b")
        cls.foreign = factories.offering(cls.theirs, "Deras stöd")
        cls.editor = factories.editor(cls.ours)
        cls.url = reverse("offering_start")

    def setUp(self) -> None:
        self.client.force_login(self.editor)

    def begin(
        self, start: str, organisation: Any = None, client: Client | None = None
    ) -> Any:
        data = {"start": start, "organisation": (organisation or self.ours).pk}
        return (client or self.client).post(self.url, data)

    def newest(self) -> SupportOfferingPage:
        return SupportOfferingPage.objects.latest("pk")

    def assert_nothing_new(self, response: Any, before: int) -> None:
        assert response.status_code in {302, 403, 422}, response.status_code
        assert Page.objects.count() == before


class FromAStartingPoint(Case):
    def test_every_starting_point_makes_a_draft_with_its_terms(self) -> None:
        for point in STARTING_POINTS:
            with self.subTest(point.code):
                response = self.begin(f"point:{point.code}")
                page = self.newest()
                assert response["Location"] == admin_forms.edit_url(page)
                assert page.get_parent().pk == self.ours.pk
                assert page.owner == self.editor
                assert not page.live
                assert page.latest_revision.user == self.editor
                found: dict[str, tuple[str, ...]] = {}
                for term in page.terms.order_by("pk"):
                    found.setdefault(term.vocabulary, ())
                    found[term.vocabulary] += (term.code,)
                assert found == point.terms
        assert self.client.get(admin_forms.edit_url(page)).status_code == 200

    def test_its_terms_exist_and_fit_the_form(self) -> None:
        for point in STARTING_POINTS:
            for vocabulary, codes in point.terms.items():
                assert set(codes) <= set(labels.codes(vocabulary)), point.code
                maximum = SupportOfferingPage.vocabularies[vocabulary][1]
                assert maximum is None or len(codes) <= maximum, point.code
            assert set(point.terms) <= set(VOCABULARIES)

    def test_it_writes_no_word_that_could_be_published_unread(self) -> None:
        for point in STARTING_POINTS:
            self.begin(f"point:{point.code}")
            page = self.newest()
            for name in (*page.prose_fields, "method", "criteria", "phone", "email"):
                assert getattr(page, name) == "", (point.code, name)
            assert any("eget namn" in text for text in page.publication_problems())

    def test_the_name_it_is_born_with_cannot_be_submitted(self) -> None:
        page = factories.offering(self.ours, "Namnlöst utkast: samtal", live=False)
        url = admin_forms.edit_url(page)
        response = admin_forms.send(self.client, url, action="submit")
        assert "eget namn" in " ".join(admin_forms.errors(response)["title"])
        copied = {"title": "Kopia av Samtal"}
        response = admin_forms.send(self.client, url, copied, action="submit")
        assert "title" in admin_forms.errors(response)

    def test_the_address_follows_the_first_name_of_its_own(self) -> None:
        factories.offering(self.ours, "Prata med oss")
        self.begin("point:empty")
        page = self.newest()
        assert page.slug == "namnlost-utkast"
        url = admin_forms.edit_url(page)
        for _again in range(2):  # an open form sends the old address once more
            admin_forms.send(
                self.client, url, {"title": "Prata med oss", "slug": "namnlost-utkast"}
            )
            page.refresh_from_db()
            assert page.slug == "prata-med-oss-2"

    def test_an_address_that_readers_know_stays(self) -> None:
        page = factories.offering(self.ours, "Känt stöd")
        changes = {"slug": "namnlost-utkast", "title": "Nytt namn"}
        admin_forms.send(self.client, admin_forms.edit_url(page), changes)
        draft = SupportOfferingPage.objects.get(pk=page.pk)
        assert draft.get_latest_revision_as_object().slug == "kant-stod"

    def test_two_of_a_kind_get_addresses_of_their_own(self) -> None:
        slugs = []
        for _each in range(3):
            self.begin("point:health-school")
            slugs.append(self.newest().slug)
        assert len(set(slugs)) == 3


class FromACopy(Case):
    def full(self) -> SupportOfferingPage:
        return factories.offering(
            self.ours,
            "Samtal",
            who_for="<p>Alla.</p>",
            method="Grupp",
            age_min=18,
            cost_amount=None,
            valid_from=PAST,
            valid_to=SOON,
            funding_ends=PAST,
            sessions=[
                {"weekday": 1, "last": PAST},
                {"weekday": PAST.weekday(), "every": "once", "first": PAST},
                {"weekday": 3},
            ],
            pauses=[(PAST, PAST), (PAST, SOON)],
            status={"capacity": "full", "checked_on": PAST},
        )

    def test_texts_and_facts_come_along_and_past_dates_do_not(self) -> None:
        source = self.full()
        factories.translate(source, "ar")
        response = self.begin(f"copy:{source.pk}")
        page = self.newest()
        assert response["Location"] == admin_forms.edit_url(page)
        assert page.title == "Kopia av Samtal"
        assert page.slug == "kopia-av-samtal"
        for name in ("summary", "what_happens", "who_for", "method", "phone"):
            assert getattr(page, name) == getattr(source, name), name
        assert page.age_min == 18
        assert page.codes("concern") == source.codes("concern")
        assert [p.name for p in page.places.all()] == ["Mötesplatsen"]
        assert [row.weekday for row in page.sessions.all()] == [3]
        assert [row.last for row in page.pauses.all()] == [SOON]
        assert (page.valid_from, page.valid_to, page.funding_ends) == (None, SOON, None)

    def test_it_is_a_draft_of_its_own(self) -> None:
        source = self.full()
        factories.translate(source, "ar")
        self.begin(f"copy:{source.pk}")
        page = self.newest()
        assert not page.live
        assert page.first_published_at is None
        assert page.translation_key != source.translation_key
        assert not page.get_translations().exists()
        assert not OfferingStatus.objects.filter(page=page).exists()
        assert page.current_workflow_state is None
        source.refresh_from_db()
        assert source.places.count() == 1
        assert source.sessions.count() == 3

    def test_the_newest_version_is_what_is_copied(self) -> None:
        source = self.full()
        draft = source.get_latest_revision_as_object()
        draft.summary = "Nytt utkast."
        draft.save_revision(user=self.editor)
        self.begin(f"copy:{source.pk}")
        assert self.newest().summary == "Nytt utkast."

    def test_a_long_name_is_cut(self) -> None:
        source = factories.offering(self.ours, "Å" * 250)
        self.begin(f"copy:{source.pk}")
        assert len(self.newest().title) <= 255

    def test_own_offerings_are_offered_and_no_others(self) -> None:
        factories.offering(self.ours, "Vårt utkast", live=False)
        html = self.client.get(self.url).content.decode()
        assert "Vårt utkast" in html
        assert "Deras stöd" not in html


class WhoMayBegin(Case):
    def test_only_below_an_organisation_of_ones_own(self) -> None:
        before = Page.objects.count()
        story = factories.story(self.ours)
        for organisation in (self.theirs, story, factories.home()):
            response = self.begin("point:empty", organisation)
            self.assert_nothing_new(response, before + 1)
            assert "Kommun b" not in response.content.decode()

    def test_only_a_copy_of_ones_own(self) -> None:
        before = Page.objects.count()
        for start in (f"copy:{self.foreign.pk}", f"copy:{self.ours.pk}", "copy:999999"):
            self.assert_nothing_new(self.begin(start), before)

    def test_a_deactivated_organisation_is_refused(self) -> None:
        OrganisationPage.objects.filter(pk=self.ours.pk).update(active=False)
        before = Page.objects.count()
        self.assert_nothing_new(self.begin("point:empty"), before)
        assert self.client.get(self.url).status_code in {302, 403}

    def test_other_roles_begin_nothing(self) -> None:
        before = Page.objects.count()
        people = [
            factories.moderator(),
            factories.member("translator", "ar"),
            factories.member("coordinator"),
            factories.member("strategy-owner"),
            factories.member("staff-reader"),
        ]
        for client in [Client(), *(self.signed_in(person) for person in people)]:
            response = self.begin("point:empty", client=client)
            self.assert_nothing_new(response, before)

    def signed_in(self, person: Any) -> Client:
        client = Client()
        client.force_login(person)
        return client

    def test_an_editor_of_two_chooses(self) -> None:
        both = factories.member("editor", str(self.theirs.translation_key), "two")
        both.groups.add(*self.editor.groups.all())
        self.client.force_login(both)
        html = self.client.get(self.url).content.decode()
        assert "För vilken organisation?" in html
        chosen = self.client.get(f"{self.url}?organisation={self.theirs.pk}")
        assert f'value="{self.theirs.pk}" selected' in chosen.content.decode()
        before = Page.objects.count()
        response = self.client.post(self.url, {"start": "point:empty"})
        self.assert_nothing_new(response, before)
        assert "Välj vilken organisation" in response.content.decode()
        self.begin(f"copy:{self.foreign.pk}", self.ours)
        assert self.newest().get_parent().pk == self.ours.pk

    def test_the_administrator_may_for_anyone(self) -> None:
        self.client.force_login(factories.admin())
        assert self.begin("point:empty", self.theirs).status_code == 302
        assert self.newest().get_parent().pk == self.theirs.pk

    def test_what_nobody_sends_is_answered_plainly(self) -> None:
        before = Page.objects.count()
        for start in ("", "point:", "point:guld", "copy:", "copy:a", "x" * 9999, "\0"):
            response = self.begin(start)
            assert response.status_code == 422, start
            assert Page.objects.count() == before
        for query in (
            "organisation=a",
            "organisation=",
            "organisation=1&organisation=2",
        ):
            assert self.client.get(f"{self.url}?{query}").status_code == 200
