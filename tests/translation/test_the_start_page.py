"""The first screen after signing in tells what waits in one's languages."""

from datetime import timedelta
from typing import Any

from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hm_site.organisations.review import decisions
from hm_site.translation.models import TranslationOrder
from tests import factories

from .desk_case import DeskCase
from .short_case import ShortCase


class StartPageTests(DeskCase):
    def shown(self, user: Any) -> Any:
        self.client.force_login(user)
        page = self.client.get(reverse("wagtailadmin_home"))
        return BeautifulSoup(page.content, "html.parser").find("main")

    def order(self, language: str, days: int) -> None:
        due = timezone.localdate() + timedelta(days=days)
        TranslationOrder.objects.create(page=self.source, language=language, due=due)

    def test_with_nothing_to_do_it_says_so(self) -> None:
        said = self.shown(self.translator).get_text()
        self.assertIn("Arabiska: översättningar", said)
        self.assertIn("Inget är beställt och inget har kommit tillbaka.", said)

    def test_what_came_back_and_what_is_ordered_lead_to_the_desk(self) -> None:
        self.write_all()
        decisions.send_back(self.submit().pk, self.reviewer, reason="Fel ord.")
        self.order("ar", -1)
        self.order("fa", 5)
        for person, ordered in (
            (self.translator, "1 översättning är beställd"),
            (factories.member("coordinator"), "2 översättningar är beställda"),
        ):
            start = self.shown(person)
            for words in ("1 översättning kom tillbaka", "1 översättning är försenad"):
                link = start.find("a", string=lambda x, w=words: x and w in x)
                page = self.client.get(link["href"])
                self.assertContains(page, "Samtal för nya")
            self.assertIn(ordered, start.get_text())
        other = self.shown(factories.member("translator", "ti")).get_text()
        self.assertIn("Inget är beställt", other)

    def test_more_of_it_takes_no_more_queries(self) -> None:
        def asked() -> int:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                self.shown(self.translator)
            return len(queries)

        self.order("ar", 1)
        asked()
        before = asked()
        for number in range(4):
            page = factories.offering(self.ours, f"Promenad {number}")
            TranslationOrder.objects.create(page=page, language="ar")
        asked()
        self.assertEqual(asked(), before)


class ReviewersStartPageTests(ShortCase):
    def test_a_short_text_that_waits_has_a_name(self) -> None:
        self.send()
        self.client.force_login(self.reviewer)
        page = self.client.get(reverse("wagtailadmin_home"))
        queue = BeautifulSoup(page.content, "html.parser").select(".hm-rows__title")
        self.assertIn("arabiska", queue[0].get_text())
