"""What the three answers do, and what readers see of it."""

import re
import threading
from typing import Any

from django.db import connection
from django.test import Client, TransactionTestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from hm_site.organisations.models import Notice, Withdrawal
from resources.freshness import links, sections
from resources.models import CheckRound, OfferingStatus
from tests import factories

from .case import ORIGIN, FreshnessCase, chore, days_ago

DIRECTORY = "/sv/hitta-stod/"
PAGE = "/sv/aktorer/kommun-a/samtal-i-kyrkan/"


class StillRightTests(FreshnessCase):
    def test_the_page_says_checked_today_in_every_language(self) -> None:
        response = self.press(path := self.path("right"))
        self.assertRedirects(response, path)
        status = self.status()
        self.assertEqual(status.checked_on, timezone.localdate())
        self.assertEqual((status.checked_how, status.checked_by), ("mail", None))
        self.assertGreater(status.next_check, days_ago(-150))
        shown = self.client.get(PAGE).content.decode()
        self.assertIn("Kontrollerad", shown)
        self.assertIn("Via e-post", shown)

    def test_it_stands_in_the_pages_history(self) -> None:
        self.press(self.path("right"))
        entry = PageLogEntry.objects.get(action="resources.contact_answer")
        self.assertIsNone(entry.user)
        self.assertIn("stämmer fortfarande", entry.message)

    def test_nobody_is_asked_again_before_the_next_time(self) -> None:
        self.press(self.path("right"))
        chore()
        self.assertEqual(self.mails(), [])


class EndedTests(FreshnessCase):
    def test_the_journey_from_the_mail_to_a_withdrawn_page(self) -> None:
        chore()
        (message,) = self.mails()
        tokens = re.findall("/kontroll/([^/]+)/", message.body)
        token = next(text for text in tokens if links.read(text).purpose == "ended")
        path = f"/kontroll/{token}/"
        self.assertContains(self.client.get(path), "Har stödet slutat?")
        self.press(path)
        # At once: out of the lists, and the page says so.
        self.assertNotContains(self.client.get(DIRECTORY), "Samtal i kyrkan")
        self.assertContains(self.client.get(PAGE), "Det här stödet har slutat")
        self.assertIsNone(self.status().next_check)
        # The editor hears of it, and withdraws the page from her home.
        notice = Notice.objects.get(person=self.editor)
        self.assertTrue(notice.at_once)
        self.client.force_login(self.editor)
        self.assertContains(self.client.get(notice.url), "Dra tillbaka sidan")
        section = sections.ended(self.editor)
        self.client.post(section.rows[0].url, {"reason": ""})
        self.assertEqual(Withdrawal.objects.get().by, self.editor)
        self.assertEqual(Client().get(PAGE).status_code, 404)

    def test_an_editor_undoes_it_with_one_press(self) -> None:
        self.press(self.path("ended"))
        self.client.force_login(self.editor)
        url = reverse("offering_quick_status", args=[self.page.pk])
        self.client.post(url, {"do": "open"})
        self.assertEqual(self.status().capacity, "open")
        self.assertIsNotNone(self.status().next_check)
        self.assertContains(Client().get(DIRECTORY), "Samtal i kyrkan")

    def test_the_page_and_its_versions_stay_as_they_were(self) -> None:
        before = self.page.revisions.count()
        self.press(self.path("ended"))
        self.assertTrue(self.fresh().live)
        self.assertEqual(self.page.revisions.count(), before)


class ParallelAnswersTests(TransactionTestCase):
    def test_of_many_answers_at_once_one_counts(self) -> None:
        page = factories.offering(
            factories.organisation(), status={"checked_on": days_ago(180)}
        )
        check_round = CheckRound.objects.create(
            page=page, baseline=days_ago(180), opened_at=timezone.now()
        )
        answers = ["ended", "right"] * 2
        start = threading.Barrier(len(answers))
        seen: list[Any] = []

        def answer(purpose: str) -> None:
            path = links.address(check_round, purpose)
            try:
                start.wait()
                client = Client(raise_request_exception=False)
                response = client.post(path, headers={"origin": ORIGIN})
                seen.append(response.status_code)
            finally:
                connection.close()

        threads = [threading.Thread(target=answer, args=[text]) for text in answers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertTrue(set(seen) <= {200, 302}, seen)
        self.assertEqual(len(seen), len(answers))
        check_round.refresh_from_db()
        status = OfferingStatus.objects.get()
        ended = check_round.answer == "ended"
        self.assertEqual(status.capacity, "ended" if ended else "open")
        logged = PageLogEntry.objects.filter(action="resources.contact_answer")
        self.assertEqual(logged.count(), 1)
