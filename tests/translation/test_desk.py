"""The desk shows what is where, filters, and says what is best done next."""

from datetime import date, timedelta
from typing import Any

from bs4 import BeautifulSoup
from django.db import connection
from django.test import SimpleTestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hm_site.base.caches import clear_process_caches
from hm_site.base.models import PageTerm
from hm_site.organisations.review import decisions
from hm_site.translation import board, following, orders, priority, subjects, work
from hm_site.translation.desk_filters import FilterForm, all_pages
from hm_site.translation.models import SourceChange, TranslationOrder
from hm_site.translation.segments import source_segments
from hm_site.translation.states import State
from resources.models import SupportOfferingPage
from tests import factories

from .desk_case import DeskCase

URL = "translation_desk"
Priority = TranslationOrder.Priority


def next_of(pages: Any, codes: list[str]) -> list[following.Next]:
    found = subjects.of_pages(pages, codes)
    return following.following(found, codes, subjects.orders_of(codes))


def numbers(found: list[following.Next]) -> list[int]:
    """Of the pages that are next."""
    return [one.wanted[0].first.subject.key[1] for one in found]


def progress_of(pages: Any) -> list[board.Progress]:
    return board.progress(subjects.of_pages(pages, ["ar"]), ["ar"])


class FilterTests(DeskCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.coordinator = factories.member("coordinator", "")
        cls.theirs = factories.organisation("kommun-b")
        cls.vital = factories.offering(
            cls.theirs, "Akut hjälp", risk_class=SupportOfferingPage.Risk.VITAL
        )
        factories.offering(cls.theirs, "Hemligt utkast", live=False)

    def titles(self, user: Any = None, **query: Any) -> set[str]:
        form = FilterForm(query or None, ["ar", "ti"], user or self.coordinator)
        kind = SupportOfferingPage._meta.model_name
        found = form.pages().filter(content_type__model=kind)
        return set(found.values_list("title", flat=True))

    def test_each_filter_shows_what_it_says(self) -> None:
        ours, vital = self.source.title, self.vital.title
        self.assertEqual(self.titles(), {ours, vital})
        self.assertEqual(self.titles(q="akut"), {vital})
        self.assertEqual(self.titles(organisation=self.theirs.path), {vital})
        self.assertEqual(self.titles(risk="vital"), {vital})
        self.assertEqual(self.titles(risk="ordinary"), {ours})
        self.assertEqual(self.titles(kind="storypage"), set())

    def test_orders_are_found_by_priority_date_and_who_has_them(self) -> None:
        today = timezone.localdate()
        urgent = orders.Wish(Priority.URGENT, today - timedelta(days=1))
        orders.place(self.source.pk, ["ar"], urgent, None)
        soon = orders.Wish(Priority.LATER, today + timedelta(days=7))
        orders.place(self.vital.pk, ["ti"], soon, None)
        ours, vital = self.source.title, self.vital.title
        self.assertEqual(self.titles(due="ordered"), {ours, vital})
        self.assertEqual(self.titles(due="overdue"), {ours})
        self.assertEqual(self.titles(due="week"), {vital})
        self.assertEqual(self.titles(priority=3), {vital})
        self.assertEqual(self.titles(due="ordered", language="ar"), {ours})
        self.assertEqual(self.titles(self.translator, mine="on"), set())
        orders.take(TranslationOrder.objects.get(language="ar"), self.translator)
        self.assertEqual(self.titles(self.translator, mine="on"), {ours})

    def test_the_state_is_the_true_one(self) -> None:
        first = source_segments(self.source)[0]
        work.write(first, "ar", "مسودة", self.translator)
        self.client.force_login(self.translator)
        drafts = self.client.get(reverse(URL), {"state": "draft"})
        self.assertContains(drafts, "korta texter (1)")
        self.assertContains(drafts, self.source.title)
        published = self.client.get(
            reverse(URL), {"state": "published", "q": "Samtal för"}
        )
        self.assertContains(published, "Ingenting stämmer med urvalet.")

    def test_what_came_back_is_found_until_it_is_sent_in_again(self) -> None:
        self.write_all()
        state = self.submit()
        query = {"state": "returned", "q": "Samtal"}
        self.client.force_login(self.translator)
        self.assertContains(self.client.get(reverse(URL), query), "korta texter (0)")
        decisions.send_back(state.pk, self.reviewer, reason="Fel ord.")
        self.assertContains(self.client.get(reverse(URL), query), "korta texter (1)")
        self.submit()
        self.assertContains(self.client.get(reverse(URL), query), "korta texter (0)")

    def test_the_editor_leads_to_an_order_of_the_page_in_its_language(self) -> None:
        edit = reverse("translation_edit", args=[self.source.pk, "ar"])
        self.client.force_login(self.translator)
        self.assertNotContains(self.client.get(edit), "#order-form")
        self.client.force_login(self.coordinator)
        page = BeautifulSoup(self.client.get(edit).content, "html.parser")
        link = page.find("a", string="Beställ översättning")
        desk = BeautifulSoup(self.client.get(link["href"]).content, "html.parser")
        ticked = desk.select("input[form=order][checked]")
        chosen = {(box["name"], box.get("value")) for box in ticked}
        self.assertLessEqual(
            {("page", str(self.source.pk)), ("languages", "ar")}, chosen
        )
        self.assertEqual(len(desk.select("input[name=page]")), 1)

    def test_rubbish_is_answered_and_never_obeyed(self) -> None:
        self.client.force_login(self.coordinator)
        for query in (
            {"state": "x", "kind": "\x00", "organisation": "1e9", "language": "sv"},
            {"p": "10" * 20, "priority": "-1", "q": "a" * 5000, "due": "'--"},
            {"organisation": "9" * 40},
        ):
            self.assertEqual(self.client.get(reverse(URL), query).status_code, 200)

    def test_nobody_sees_a_draft_s_title_and_each_sees_her_languages(self) -> None:
        self.client.force_login(self.coordinator)
        everything = self.client.get(reverse(URL))
        self.assertNotContains(everything, "Hemligt utkast")
        self.assertContains(everything, "tigrinska")
        self.client.force_login(self.translator)
        mine = self.client.get(reverse(URL))
        self.assertContains(mine, "arabiska")
        self.assertNotContains(mine, "tigrinska")
        self.assertNotContains(mine, "Beställ översättning")
        self.client.force_login(self.editor)
        self.assertNotEqual(self.client.get(reverse(URL)).status_code, 200)


class NextTests(DeskCase):
    def test_vital_pages_come_before_others_and_ordered_ones_first(self) -> None:
        vital = factories.offering(
            self.ours, "Akut hjälp", risk_class=SupportOfferingPage.Risk.VITAL
        )
        offerings = all_pages().filter(pk__in=[self.source.pk, vital.pk])
        found = next_of(offerings, ["ar"])
        self.assertEqual(numbers(found), [vital.pk, self.source.pk])
        orders.place(self.source.pk, ["ar"], orders.Wish(Priority.URGENT), None)
        found = next_of(offerings, ["ar"])
        self.assertEqual(numbers(found)[0], self.source.pk)

    def test_a_comma_in_swedish_makes_no_page_less_urgent(self) -> None:
        offerings = all_pages().filter(pk=self.source.pk)
        then = timezone.now() - timedelta(days=90)
        SourceChange.objects.update(published_at=then)

        def rank() -> float:
            clear_process_caches()
            return next_of(offerings, ["ar"])[0].wanted[0].score

        before = rank()
        self.change_source("wording", summary="Du pratar med någon, som lyssnar.")
        self.assertEqual(rank(), before)
        SourceChange.objects.update(published_at=timezone.now())
        self.assertLess(rank(), before)

    def test_what_is_done_or_waits_for_review_is_not_next(self) -> None:
        offerings = all_pages().filter(pk=self.source.pk)
        self.write_all()
        self.submit()
        progress, found = progress_of(offerings), next_of(offerings, ["ar"])
        self.assertEqual((found, progress[0].in_review), ([], 1))
        self.approve(self.target().current_workflow_state)
        clear_process_caches()
        progress, found = progress_of(offerings), next_of(offerings, ["ar"])
        self.assertEqual(
            (found, progress[0].pages.published, progress[0].pages.percent),
            ([], 1, 100),
        )
        self.assertEqual(progress[0].pages.counts, {State.PUBLISHED: 1})

    def test_a_page_stands_there_once_with_its_most_urgent_languages_first(
        self,
    ) -> None:
        others = [factories.offering(self.ours, f"Stöd {n}") for n in range(2)]
        orders.place(self.source.pk, ["ti"], orders.Wish(Priority.URGENT), None)
        orders.place(others[1].pk, ["ar"], orders.Wish(), None)
        offerings = all_pages().filter(pk__in=[self.source.pk, *(o.pk for o in others)])
        codes = ["en", "ar", "fa", "so", "ti"]
        found = next_of(offerings, codes)
        self.assertEqual(
            numbers(found),
            [self.source.pk, others[1].pk, others[0].pk],
        )
        first = found[0]
        self.assertEqual(first.wanted[0].language.code, "ti")
        self.assertEqual((len(first.wanted), len(first.named), first.more), (5, 4, 1))

    def test_of_two_as_urgent_the_one_that_more_readers_lack_comes_first(self) -> None:
        other = factories.offering(self.ours, "Stöd")
        self.publish_translation()
        offerings = all_pages().filter(pk__in=[self.source.pk, other.pk])
        offerings.update(last_published_at=None)
        # Spoken Arabic would make both more urgent in Arabic.
        PageTerm.objects.filter(vocabulary="language").delete()
        found = next_of(offerings, ["ar", "ti"])
        self.assertEqual(numbers(found), [other.pk, self.source.pk])
        self.assertEqual([len(one.wanted) for one in found], [2, 1])

    def test_the_desk_names_each_page_once_and_leads_to_each_language(self) -> None:
        self.client.force_login(factories.member("coordinator", ""))
        orders.place(self.source.pk, ["ti"], orders.Wish(Priority.URGENT), None)
        page = self.client.get(reverse(URL), {"q": self.source.title})
        shown = BeautifulSoup(page.content, "html.parser").select_one(".hm-next")
        self.assertEqual(shown.get_text().count(self.source.title), 1)
        links = [link["href"] for link in shown.select("a")]
        first = reverse("translation_edit", args=[self.source.pk, "ti"])
        self.assertEqual((links[0], len(links)), (first, following.NAMED + 1))
        self.assertEqual(self.client.get(links[-1]).status_code, 200)

    def desk(self, user: Any) -> Any:
        self.client.force_login(user)
        return self.client.get(reverse(URL))

    def test_each_is_told_first_what_waits_for_her(self) -> None:
        waits = "1 översättning väntar på granskning"
        back = "1 översättning kom tillbaka"
        nothing = "Ingenting väntar på din granskning."
        self.assertContains(self.desk(self.reviewer), nothing)
        # She translates nothing.
        self.assertNotContains(self.desk(self.reviewer), "Näst på tur")
        self.write_all()
        state = self.submit()
        self.assertContains(self.desk(self.reviewer), waits)
        self.assertNotContains(self.desk(self.translator), waits)
        decisions.send_back(state.pk, self.reviewer, reason="Fel ord.")
        self.assertContains(self.desk(self.translator), back)
        self.assertNotContains(self.desk(self.reviewer), back)


class ScoreTests(SimpleTestCase):
    now = timezone.make_aware(timezone.datetime(2026, 11, 25, 12))

    def score(self, need: priority.Need = priority.COMMON, **kwargs: Any) -> float:
        facts: dict[str, Any] = {"vital": False, "since": None, "now": self.now}
        return priority.score(need, kwargs.pop("language", "ar"), **facts | kwargs)

    def order(self, days: int | None = None, level: int = Priority.NORMAL) -> Any:
        due = None if days is None else date(2026, 11, 25) + timedelta(days=days)
        return TranslationOrder(priority=level, due=due)

    def test_need_risk_and_age_each_weigh(self) -> None:
        self.assertGreater(self.score(priority.Need(2.0)), self.score())
        self.assertGreater(self.score(vital=True), self.score())
        old = self.now - timedelta(days=90)
        self.assertGreater(self.score(since=old), self.score(since=self.now))
        older = self.now - timedelta(days=365)
        oldest = self.now - timedelta(days=3650)
        self.assertEqual(self.score(since=older), self.score(since=oldest))

    def test_support_given_in_a_language_is_needed_in_that_language(self) -> None:
        need = priority.Need(1.0, frozenset({"ar"}))
        self.assertGreater(self.score(need), self.score(need, language="ti"))

    def test_orders_weigh_by_priority_and_date(self) -> None:
        ranked = [
            self.score(order=order)
            for order in (
                None,
                self.order(level=Priority.LATER),
                self.order(),
                self.order(days=7),
                self.order(days=-1),
                self.order(level=Priority.URGENT, days=-1),
            )
        ]
        self.assertEqual(ranked, sorted(set(ranked)))


class CostTests(DeskCase):
    def test_more_pages_cost_no_more_queries(self) -> None:
        self.client.force_login(factories.member("coordinator", ""))

        def queries() -> int:
            clear_process_caches()
            with CaptureQueriesContext(connection) as found:
                self.client.get(reverse(URL))
            return len(found)

        queries()  # what Django itself asks once per process, content types above all
        few = queries()
        more = [factories.offering(self.ours, f"Stöd {n}") for n in range(8)]
        for page in more[:4]:
            orders.place(page.pk, ["ar", "ti"], orders.Wish(), None)
        self.assertEqual(queries(), few)
