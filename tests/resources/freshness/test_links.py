"""A link is for one page, round and purpose, for sixty days; opening it only shows."""

import time
from unittest import mock

from django.core import signing
from django.test import Client
from django.utils import timezone

from resources.freshness import links
from resources.models import CheckRound, OfferingStatus
from tests import factories

from .case import FreshnessCase, days_ago


class OpeningTests(FreshnessCase):
    def test_a_scanner_that_opens_every_link_changes_nothing(self) -> None:
        check_round = self.open_round()
        before = OfferingStatus.objects.values().get(page=self.page)
        for purpose in CheckRound.Answer.values:
            for ask in (self.client.get, self.client.head, self.client.options):
                ask(self.path(purpose, check_round))
        self.assertEqual(OfferingStatus.objects.values().get(page=self.page), before)
        check_round.refresh_from_db()
        self.assertEqual(check_round.answer, "")

    def test_the_page_shows_the_facts_and_one_button(self) -> None:
        text = self.client.get(self.path("right")).content.decode()
        for shown in ("Samtal i kyrkan", "035-13 70 00", "samtal@example.org"):
            self.assertIn(shown, text)
        self.assertEqual(text.count("<button"), 1)
        self.assertIn('lang="sv"', text)

    def test_nobody_keeps_it_indexes_it_or_hears_of_it(self) -> None:
        response = self.client.get(self.path("right"))
        self.assertIn("no-store", response["Cache-Control"])
        self.assertEqual(response["X-Robots-Tag"], "noindex")
        self.assertEqual(response["Referrer-Policy"], "same-origin")
        self.assertContains(response, '<meta name="referrer" content="same-origin">')
        self.assertNotIn("ETag", response.headers)
        self.assertFalse(response.cookies)
        self.assertNotIn("unsafe", response["Content-Security-Policy"])
        robots = self.client.get("/robots.txt").content.decode()
        self.assertIn("Disallow: /kontroll/", robots)

    def test_another_site_cannot_press_the_button(self) -> None:
        path = self.path("ended")
        for headers in (
            {},
            {"origin": "null"},
            {"origin": "https://evil.example"},
            {"sec-fetch-site": "cross-site"},
            {"origin": "https://evil.example", "sec-fetch-site": "same-origin"},
        ):
            with self.subTest(headers):
                response = self.client.post(path, headers=headers)
                self.assertEqual(response.status_code, 403)
        self.assertEqual(self.status().capacity, "open")

    def test_our_own_page_can_with_csrf_checks_on_and_no_cookie(self) -> None:
        client = Client(enforce_csrf_checks=True)
        response = client.post(
            self.path("right"), headers={"sec-fetch-site": "same-origin"}
        )
        self.assertEqual(response.status_code, 302)
        self.assertFalse(client.cookies)


class BadLinkTests(FreshnessCase):
    def told(self, path: str, status: int, words: str) -> None:
        """Both ways: a button pressed on an old page is told the same."""
        before = OfferingStatus.objects.values().filter(page=self.page).first()
        for response in (self.client.get(path), self.press(path)):
            self.assertEqual(response.status_code, status)
            self.assertIn(words, response.content.decode())
            self.assertIn('href="/sv/"', response.content.decode())
        after = OfferingStatus.objects.values().filter(page=self.page).first()
        self.assertEqual(before, after)

    def test_an_altered_or_broken_link(self) -> None:
        good = links.token(self.open_round(), "right")
        value, rest = good.split(".", 1)
        other = value.replace("right", "ended")
        for text in (
            good[:-1],
            good + "x",
            f"{other}.{rest}",
            good.upper(),
            "x",
            "1-2-right",
            "…",
            "a" * 3000,
            signing.TimestampSigner(salt="other", sep=".").sign(value),
        ):
            with self.subTest(text[:60]):
                self.told(f"/kontroll/{text}/", 404, "Länken är inte hel")

    def test_an_old_link(self) -> None:
        path = self.path("ended")
        later = time.time() + links.VALID.total_seconds()
        with mock.patch("django.core.signing.time.time", return_value=later + 2):
            self.told(path, 410, "Länken har gått ut")
        with mock.patch("django.core.signing.time.time", return_value=later - 60):
            self.assertEqual(self.client.get(path).status_code, 200)

    def test_a_link_for_another_page_acts_on_that_page_alone(self) -> None:
        other = factories.offering(
            self.ours, "Annat", status={"checked_on": days_ago(180)}
        )
        self.press(self.path("ended", self.open_round(other)))
        self.assertEqual(self.status().capacity, "open")
        self.assertEqual(self.status(other).capacity, "ended")

    def test_a_genuine_link_whose_round_belongs_elsewhere_leads_nowhere(self) -> None:
        other = factories.offering(
            self.ours, "Annat", status={"checked_on": days_ago(180)}
        )
        check_round = self.open_round(other)
        check_round.page_id = self.page.pk  # as a restored backup could mix them
        self.told(links.address(check_round, "ended"), 410, "finns inte längre")

    def test_a_used_link_says_what_was_answered(self) -> None:
        check_round = self.open_round()
        self.press(self.path("right", check_round))
        for purpose in CheckRound.Answer.values:
            self.told(self.path(purpose, check_round), 200, "svaret är sparat")

    def test_a_link_is_overtaken_by_any_other_check(self) -> None:
        path = self.path("ended")
        status = self.status()
        status.checked_on = timezone.localdate()
        status.save()
        self.told(path, 200, "Redan kontrollerat")

    def test_a_page_that_is_withdrawn_ended_or_deleted(self) -> None:
        path = self.path("right")
        OfferingStatus.objects.filter(page=self.page).update(capacity="ended")
        self.told(path, 200, "redan avslutat")
        OfferingStatus.objects.filter(page=self.page).update(capacity="open")
        self.fresh().unpublish()
        response = self.client.get(path)
        self.assertNotIn("Samtal i kyrkan", response.content.decode())
        self.told(path, 410, "finns inte längre")
        self.fresh().delete()
        self.told(path, 410, "finns inte längre")
