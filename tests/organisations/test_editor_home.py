"""The start page shows each role what it needs first, and an editor her own pages by
where they stand; never a word of another organisation's drafts."""

from typing import Any
from unittest import mock

from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hm_site.organisations import sections
from hm_site.organisations.models import OrganisationPage
from hm_site.organisations.provisioning import sync_roles
from hm_site.organisations.review import decisions, withdrawal
from hm_site.organisations.review.models import Claim
from home.models import StrategyPage
from home.structure import homes
from resources.models import OfferingStatus, SupportOfferingPage
from tests import factories

HOME = "/admin/"


class Home(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.ours = factories.organisation("kommun-a")
        cls.theirs = factories.organisation("kommun-b")
        cls.page = factories.offering(cls.ours, "Vårt samtal")
        cls.draft = factories.offering(cls.ours, "Vårt utkast", live=False)
        cls.foreign = factories.offering(cls.theirs, "Deras utkast", live=False)
        cls.editor = factories.editor(cls.ours)
        cls.moderator = factories.moderator()

    def shown(self, person: Any = None) -> BeautifulSoup:
        self.client.force_login(person or self.editor)
        response = self.client.get(HOME)
        assert response.status_code == 200
        start = BeautifulSoup(response.content, "html.parser").select_one(".hm-start")
        assert start is not None
        return start

    def lists(self, person: Any = None) -> dict[str, str]:
        """Heading → text of each list of pages."""
        return {
            part.h3.get_text(" ", strip=True).rsplit(" ", 1)[0]: part.ul.get_text(
                " ", strip=True
            )
            for part in self.shown(person).select(".hm-list")
        }

    def submit(self, page: Any, **changes: Any) -> Any:
        page = SupportOfferingPage.objects.get(pk=page.pk)
        draft = page.get_latest_revision_as_object()
        for name, value in changes.items():
            setattr(draft, name, value)
        draft.save_revision(user=self.editor)
        page.refresh_from_db()
        return page.get_workflow().start(page, self.editor)


class WhereHerPagesStand(Home):
    def test_drafts_and_published_pages_are_apart(self) -> None:
        found = self.lists()
        assert list(found) == ["Utkast", "Publicerat"]
        assert "Vårt utkast" in found["Utkast"]
        assert "Vårt samtal" in found["Publicerat"]
        assert "Kommun a" in found["Publicerat"]  # the organisation's own page

    def test_a_returned_page_comes_first_with_the_reason_and_who(self) -> None:
        state = self.submit(self.draft)
        decisions.send_back(
            state.pk, self.moderator, reason="Vilken dag <b>ses</b> ni?"
        )
        found = self.lists()
        assert next(iter(found)) == "Tillbaka till dig"
        assert "Vilken dag <b>ses</b> ni?" in found["Tillbaka till dig"]
        assert str(self.moderator) in found["Tillbaka till dig"]
        assert "Utkast" not in found

    def test_a_waiting_page_says_since_when_and_who_reads_it(self) -> None:
        state = self.submit(self.draft)
        waiting = self.lists()["Väntar på granskning"]
        assert "Inskickad i dag" in waiting
        assert "Ingen har börjat läsa den än" in waiting
        Claim.objects.create(workflow_state=state, user=self.moderator)
        assert f"{self.moderator} läser den" in self.lists()["Väntar på granskning"]

    def test_a_change_of_a_published_page_is_in_both_under_each_name(self) -> None:
        draft = self.page.get_latest_revision_as_object()
        draft.title = "Ny rubrik"
        draft.save_revision(user=self.editor)
        found = self.lists()
        assert "Ny rubrik ändring av publicerad sida" in found["Utkast"]
        assert "Vårt samtal" in found["Publicerat"]
        assert "Ny rubrik" not in found["Publicerat"]

    def test_a_withdrawn_page_says_why(self) -> None:
        withdrawal.withdraw(self.page, self.moderator, "Numret är fel.")
        found = self.lists()
        assert "Numret är fel." in found["Tillbakadraget"]
        assert "Vårt samtal" not in found.get("Publicerat", "")
        row = withdrawal.Withdrawal.objects.get()
        withdrawal.undo(row.pk, self.moderator)
        assert "Tillbakadraget" not in self.lists()

    def test_what_stands_beside_the_revision_is_shown_and_led_to(self) -> None:
        OfferingStatus.objects.create(
            page=self.page, capacity="full", checked_on="2026-01-02"
        )
        start = self.shown()
        assert "fullt" in start.get_text()
        assert "Kontrollerat 2026-01-02" in start.get_text()
        status = reverse("offering_status", args=[self.page.pk])
        assert start.select_one(f'a[href="{status}"]')
        assert start.select_one('a[href="/sv/aktorer/kommun-a/vart-samtal/"]')

    def test_another_organisations_pages_are_never_there(self) -> None:
        self.submit(self.foreign)
        text = self.client.get(HOME).content.decode() + self.shown().get_text()
        for words in ("Deras utkast", "Kommun b"):
            assert words not in text

    def test_an_editor_of_two_has_both_apart(self) -> None:
        other = factories.member("editor", str(self.theirs.translation_key), "two")
        other.groups.add(*self.editor.groups.all())
        cards = self.shown(other).select("section.hm-card")
        assert [card.h2.get_text(strip=True) for card in cards] == [
            "Kommun a",
            "Kommun b",
        ]
        assert "Deras utkast" not in cards[0].get_text()
        assert "Deras utkast" in cards[1].get_text()

    def test_translations_of_her_pages_are_no_pages_of_their_own(self) -> None:
        factories.translate(self.page, "ar", title="حديثنا")
        assert "حديثنا" not in self.shown().get_text()

    def test_new_pages_are_one_click_away_and_none_when_inactive(self) -> None:
        buttons = [a.get_text(strip=True) for a in self.shown().select(".hm-new a")]
        assert buttons == ["Nytt stöd", "Nytt gott exempel"]
        for link in self.shown().select(".hm-new a"):
            assert self.client.get(link["href"]).status_code == 200
        OrganisationPage.objects.filter(pk=self.ours.pk).update(active=False)
        start = self.shown()
        assert not start.select(".hm-new")
        assert "inte aktiv" in start.get_text()

    def test_more_pages_cost_no_more_queries(self) -> None:
        state = self.submit(self.draft)
        Claim.objects.create(workflow_state=state, user=self.moderator)
        self.client.force_login(self.editor)
        self.client.get(HOME)
        few = self.queries()
        for number in range(3):
            factories.offering(self.ours, f"Sida {number}", status={"capacity": "full"})
            page = factories.offering(self.ours, f"Utkast {number}", live=False)
            sent = self.submit(page)
            if number:
                decisions.send_back(sent.pk, self.moderator, reason="Nej")
        gone = SupportOfferingPage.objects.get(slug="sida-1")
        withdrawal.withdraw(gone, self.moderator, "Fel")
        assert self.queries() == few

    def queries(self) -> int:
        self.client.get(HOME)  # fills what a changed content version has emptied
        with CaptureQueriesContext(connection) as seen:
            self.client.get(HOME)
        return len(seen)

    def test_many_published_pages_end_in_a_link_to_all(self) -> None:
        with mock.patch("hm_site.organisations.standing.SHOWN_PUBLISHED", 1):
            start = self.shown()
        everything = reverse("wagtailadmin_explore", args=[self.ours.pk])
        assert start.select_one(f'a[href="{everything}"]')
        published = start.select(".hm-list")[-1]
        assert len(published.select("li")) == 1
        assert published.select_one(".hm-count").text == "2"
        assert not self.shown().select_one(f'a[href="{everything}"]')


class WhatEachRoleSees(Home):
    def test_a_moderator_sees_what_waits_oldest_first(self) -> None:
        self.submit(self.draft)
        self.submit(self.foreign)
        start = self.shown(self.moderator)
        rows = [a.get_text(strip=True) for a in start.select("ol a")]
        assert rows == ["Vårt utkast", "Deras utkast"]
        assert start.select_one(".hm-count").text == "2"
        assert start.select_one(f'a.button[href="{reverse("review_desk")}"]')
        assert not start.select(".hm-list")

    def test_a_moderator_with_nothing_to_do_is_told_so(self) -> None:
        assert "Ingenting väntar" in self.shown(self.moderator).get_text()

    def test_an_editor_sees_no_queue(self) -> None:
        self.submit(self.foreign)
        assert "Till granskningen" not in self.shown().get_text()

    def test_the_administrator_finds_organisations_and_people(self) -> None:
        start = self.shown(factories.admin())
        links = [a["href"] for a in start.select(".hm-shortcuts a")]
        assert reverse("wagtailusers_users:index") in links
        for link in links:
            assert self.client.get(link).status_code == 200
        assert "Till granskningen" in start.get_text()

    def test_the_strategy_owner_sees_where_the_strategy_stands(self) -> None:
        strategy = factories.strategy(live=False)
        owner = factories.member("strategy-owner")
        list(sync_roles(homes(), StrategyPage.objects.sources()))
        assert strategy.title in self.lists(owner)["Utkast"]

    def test_nobody_gets_an_empty_page(self) -> None:
        for role, subject, words in (
            ("translator", "ar", "Arabiska"),
            ("reviewer", "so", "Somaliska"),
            ("coordinator", "", "samordnar"),
            ("strategy-owner", "", "Strategin"),
        ):
            with self.subTest(role):
                text = self.shown(factories.member(role, subject)).get_text()
                assert words in text
                assert "Vårt" not in text
                assert "Deras" not in text

    def test_whoever_has_two_roles_sees_both(self) -> None:
        self.editor.groups.add(*factories.member("translator", "ar").groups.all())
        text = self.shown().get_text()
        assert "Arabiska" in text
        assert "Vårt utkast" in text

    def test_wagtails_own_panels_and_counts_are_gone(self) -> None:
        self.client.force_login(self.editor)
        html = self.client.get(HOME).content.decode()
        for words in ("w-summary", "editor guide", "redaktörsguide", "wagtail.org"):
            assert words not in html

    def test_upper_rooms_add_sections_for_whom_they_concern(self) -> None:
        def maker(user: Any) -> sections.Section | None:
            row = sections.Row("Vårt samtal", "/admin/x/", badge="snart")
            mine = user == self.editor
            return sections.Section("Dags att kontrollera", [row]) if mine else None

        sections.register_home_section(1, maker)
        try:
            assert "Dags att kontrollera (1)" in self.shown().get_text()
            assert "Dags att" not in self.shown(self.moderator).get_text()
        finally:
            sections._home.remove((1, maker))

    def test_strangers_are_asked_to_sign_in(self) -> None:
        assert Client().get(HOME).status_code == 302
