"""Short texts stand in the desk's matrix with the pages, filtered by the same form."""

from typing import Any

from bs4 import BeautifulSoup
from django.urls import reverse

from hm_site.base.caches import clear_process_caches
from hm_site.base.models import PageTerm, Term, TermLabel
from hm_site.translation import following, orders, priority, subjects
from hm_site.translation.desk import PER_PAGE
from hm_site.translation.desk_filters import FilterForm, all_pages
from hm_site.translation.models import TranslationOrder
from hm_site.translation.short_texts.kinds import KINDS, items_of
from hm_site.translation.states import State
from tests import factories

from .desk_case import DeskCase
from .short_case import ShortCase

DESK = "translation_desk"
# All that holds the word "sömn", the last of them in its explanation.
OFFERING, WORD, OTHER = (
    "Sömnskolan Kommun A",
    "Sömn Besvär",
    "Hälsoskola Aktivitetstyp",
)
Priority = TranslationOrder.Priority


class MatrixCase(ShortCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.coordinator = factories.member("coordinator")
        cls.ours = factories.organisation("kommun-a", title="Kommun A")
        cls.page = factories.offering(cls.ours, "Sömnskolan")

    def open(self, **query: str) -> BeautifulSoup:
        answer = self.client.get(reverse(DESK), query)
        self.assertEqual(answer.status_code, 200)
        return BeautifulSoup(answer.content, "html.parser")

    def rows(self, **query: str) -> list[str]:
        """What the matrix names, in order, each with what it is or whose."""
        found = self.open(**query).select(".hm-matrix tbody th")
        return [" ".join(row.get_text(" ", strip=True).split()) for row in found]


class RowsTests(MatrixCase):
    def test_pages_come_first_then_short_texts_kind_by_kind(self) -> None:
        self.client.force_login(self.translator)
        self.assertEqual(self.rows(q="sömn"), [OFFERING, WORD, OTHER])
        kinds = [item.kind for item in items_of(KINDS)]
        self.assertEqual(kinds, sorted(kinds, key=list(KINDS).index))

    def test_the_text_itself_is_shown_where_there_is_room(self) -> None:
        self.client.force_login(self.translator)
        cell = self.open(q="sömn").select_one(".hm-cell__text")
        self.assertEqual((cell.get_text(), cell["dir"]), (self.word(), "rtl"))
        self.client.force_login(self.coordinator)
        self.assertIsNone(self.open(q="sömn").select_one(".hm-cell__text"))
        self.assertTrue(self.open(q="sömn", language="ar").select(".hm-cell__text"))

    def test_narrow_columns_read_out_the_whole_state(self) -> None:
        self.client.force_login(self.coordinator)
        cells = self.open(kind="ord", q="sömn").select(".hm-matrix td a")
        self.assertEqual(len(cells), 2 * 11)
        shown = cells[0].select_one("[aria-hidden]")
        said = cells[0].select_one(".w-sr-only")
        self.assertEqual((shown.get_text(), said.get_text()), ("klar", "publicerad"))

    def test_a_page_of_the_list_holds_both(self) -> None:
        self.client.force_login(self.translator)
        pages = all_pages().count()
        first = self.client.get(reverse(DESK)).context["page"]
        sorts = [subject.is_page for subject in first]
        self.assertEqual(sorts, [True] * pages + [False] * (PER_PAGE - pages))
        self.assertEqual(first.paginator.count, pages + len(items_of(KINDS)))


class FilterTests(MatrixCase):
    def names(self, user: Any = None, **query: Any) -> tuple[set[str], set[str]]:
        """Titles of pages, names of short texts."""
        form = FilterForm(query or None, ["ar", "ti"], user or self.coordinator)
        pages = set(form.pages().values_list("title", flat=True))
        return pages, {item.name for item in form.texts()}

    def test_the_sort_is_one_of_pages_or_of_short_texts(self) -> None:
        pages, texts = self.names()
        self.assertIn("Sömnskolan", pages)
        self.assertIn("Sömn", texts)
        self.assertEqual(self.names(kind="sidor"), (pages, set()))
        self.assertEqual(self.names(kind="korta"), (set(), texts))
        offerings, none = self.names(kind="supportofferingpage")
        self.assertEqual((offerings, none), ({"Sömnskolan"}, set()))
        none, lines = self.names(kind="hjalplinje")
        self.assertTrue(lines and lines < texts and not none)
        self.assertNotIn("Sömn", lines)

    def test_menu_and_footer_are_titles_of_pages(self) -> None:
        about = factories.information("Om oss")
        clear_process_caches()
        pages, texts = self.names(kind="meny")
        self.assertIn(about.title, pages)
        self.assertNotIn("Sömnskolan", pages)
        self.assertEqual(texts, set())

    def test_short_texts_are_ordinary(self) -> None:
        self.assertEqual(self.names(risk="vital")[1], set())
        self.assertIn("Sömn", self.names(risk="ordinary")[1])

    def test_words_belong_to_no_organisation(self) -> None:
        self.assertEqual(self.names(organisation=self.ours.path)[1], set())

    def test_orders_of_both_are_found_by_the_same_fields(self) -> None:
        word = KINDS["ord"].item(self.pk)
        orders.place(self.page.pk, ["ti"], orders.Wish(Priority.URGENT), None)
        orders.place_text(word, ["ar"], orders.Wish(Priority.URGENT), None)
        both = ({"Sömnskolan"}, {"Sömn"})
        self.assertEqual(self.names(due="ordered"), both)
        self.assertEqual(self.names(priority=1), both)
        self.assertEqual(self.names(priority=2), (set(), set()))
        self.assertEqual(self.names(due="ordered", language="ar"), (set(), {"Sömn"}))
        orders.take(TranslationOrder.objects.get(language="ar"), self.translator)
        mine = {"mine": "on", "user": self.translator}
        self.assertEqual(self.names(**mine), (set(), {"Sömn"}))

    def test_the_state_narrows_both(self) -> None:
        self.forget()
        self.client.force_login(self.translator)
        self.assertEqual(self.rows(state="missing", q="sömn"), [OFFERING, WORD])
        self.assertEqual(self.rows(state="published", q="sömn"), [OTHER])
        self.send()
        self.assertEqual(self.rows(state="in-review"), [WORD])
        self.client.force_login(self.reviewer)
        self.client.post(self.url("send_back"), {"reason": "Fel ord."})
        self.client.force_login(self.translator)
        self.assertEqual(self.rows(state="returned"), [WORD])

    def test_a_text_whose_swedish_has_changed_is_outdated(self) -> None:
        self.client.force_login(self.translator)
        self.assertNotIn("Vila Besvär", self.rows(state="outdated"))
        self.change_swedish("Vila")
        self.assertIn("Vila Besvär", self.rows(state="outdated"))
        form = self.client.get(self.url())
        self.assertContains(form, "har ändrats sedan översättningen skrevs")
        self.assertContains(form, "<del>Sömn")


class WaitingTests(DeskCase):
    def names(self, user: Any) -> list[str]:
        self.client.force_login(user)
        answer = self.client.get(reverse(DESK), {"state": "waiting"})
        return [row.subject.title for row in answer.context["rows"]]

    def test_what_others_sent_in_waits_for_the_language_s_reviewers(self) -> None:
        both = factories.member("translator", "ar", "both")
        factories.give(both, "reviewer", "ar")
        self.write_all(by=both)
        self.submit(by=both)
        self.assertEqual(self.names(self.reviewer), [self.source.title])
        for other in (both, self.translator, factories.member("reviewer", "ti")):
            self.assertEqual(self.names(other), [])
        self.assertContains(
            self.client.get(reverse(DESK), {"state": "waiting"}),
            "Ingenting väntar på dig.",
        )


class WaitingTextsTests(MatrixCase):
    def test_short_texts_likewise(self) -> None:
        self.send(self.admin)
        self.client.force_login(self.reviewer)
        self.assertEqual(self.rows(state="waiting"), [WORD])
        for other in (self.admin, self.translator):
            self.client.force_login(other)
            self.assertEqual(self.rows(state="waiting"), [])


class OldAddressTests(MatrixCase):
    def test_it_leads_to_the_desk_with_the_filters_of_then(self) -> None:
        old, desk = reverse("translation_short_texts"), reverse(DESK)
        self.client.force_login(self.reviewer)
        for asked, expected in (
            ("", "kind=korta"),
            ("?kind=bild&q=hj%C3%A4rta", "kind=bild&q=hj%C3%A4rta"),
            ("?kind=meny", "kind=meny"),
            (
                "?language=ar&state=waiting",
                "language=ar&state=waiting&kind=korta",
            ),
            ("?state=stale", "state=outdated&kind=korta"),
        ):
            self.assertRedirects(self.client.get(old + asked), f"{desk}?{expected}")
        for stranger in (factories.moderator(), factories.member("staff-reader")):
            self.client.force_login(stranger)
            self.assertNotIn(desk, self.client.get(old).headers.get("Location", ""))

    def test_the_tab_is_gone(self) -> None:
        self.client.force_login(self.translator)
        tabs = self.open().select_one(".hm-tabs").get_text(" ", strip=True)
        self.assertEqual(tabs, "Översättningar Ordförklaringar Filer")


class ProgressTests(MatrixCase):
    def test_pages_and_short_texts_are_counted_apart(self) -> None:
        self.forget()
        self.client.force_login(self.translator)
        texts = len(items_of(KINDS))
        said = self.open().select_one(".hm-progress").get_text(" ", strip=True)
        self.assertIn(f"av {all_pages().count()} sidor", said)
        self.assertIn(f"{texts - 1} av {texts} korta texter · 1 saknas", said)
        found = self.open(kind="ord", q="sömn")
        said = found.select_one(".hm-progress").get_text(" ", strip=True)
        self.assertNotIn("sid", said)
        self.assertIn("1 av 2 korta texter · 1 saknas", said)

    def test_what_waits_and_what_came_back_counts_both(self) -> None:
        self.send()
        self.client.force_login(self.reviewer)
        self.assertContains(
            self.client.get(reverse(DESK)), "1 översättning väntar på granskning"
        )
        self.client.post(self.url("send_back"), {"reason": "Fel ord."})
        self.client.force_login(self.translator)
        self.assertContains(self.client.get(reverse(DESK)), "1 översättning kom tillb")


class NextTests(MatrixCase):
    codes = ("ar", "ti")

    def next(self, pages: int = 0) -> list[following.Next]:
        offerings = all_pages().filter(pk=self.page.pk) if pages else all_pages().none()
        texts = subjects.of_texts(items_of(["ord", "hjalplinje"]))
        found = [*subjects.of_pages(offerings, self.codes), *texts]
        return following.following(found, self.codes, subjects.orders_of(self.codes))

    def lack(self, vocabulary: str, language: str = "ar", number: int = 20) -> None:
        rows = TermLabel.objects.filter(term__vocabulary=vocabulary, language=language)
        TermLabel.objects.filter(pk__in=rows.values("pk")[:number]).delete()

    def test_words_of_one_list_are_one_entry_that_leads_into_the_first(self) -> None:
        self.lack("concern")
        self.lack("concern", "ti", 2)
        (one,) = self.next()
        self.assertEqual(one.title, "Ordlistan Besvär")
        self.assertEqual(
            [(w.language.code, w.what) for w in one.wanted],
            [("ar", "9 saknas"), ("ti", "2 saknas")],
        )
        self.client.force_login(self.coordinator)
        form = self.client.get(one.wanted[0].url)
        self.assertEqual(form.status_code, 200)
        listed = self.client.get(f"{reverse(DESK)}?{one.query}")
        self.assertEqual(len(listed.context["rows"]), 9)

    def test_one_alone_stands_there_by_name(self) -> None:
        self.forget()
        (one,) = self.next()
        self.assertEqual((one.title, one.wanted[0].what), ("Sömn", "saknas"))
        self.assertEqual(one.wanted[0].url, self.url())

    def test_what_is_ordered_of_a_list_comes_before_the_rest_of_it(self) -> None:
        self.lack("concern")
        wish = orders.Wish(Priority.URGENT)
        orders.place_text(KINDS["ord"].item(self.pk), ["ar"], wish, None)
        first, rest = self.next()
        self.assertEqual((first.title, rest.title), ("Sömn", "Ordlistan Besvär"))
        self.assertEqual(rest.wanted[0].what, "8 saknas")

    def test_help_lines_come_before_words_and_used_words_before_unused(self) -> None:
        PageTerm.objects.all().delete()
        for vocabulary in ("concern", "cost", "help-line"):
            self.lack(vocabulary, number=2)
        free = Term.objects.get(vocabulary="cost", code="free")
        TermLabel.objects.filter(term=free, language="ar").delete()
        PageTerm.objects.create(page=self.page, vocabulary="cost", code="free")
        titles = [one.title for one in self.next()]
        self.assertEqual(titles[0], "Hjälplinjer")
        self.assertLess(
            titles.index("Ordlistan Kostnad"), titles.index("Ordlistan Besvär")
        )

    def test_many_lists_leave_room_for_pages(self) -> None:
        for vocabulary in ("concern", "cost", "access", "group", "legal", "help-line"):
            self.lack(vocabulary)
        urgent = orders.Wish(Priority.URGENT)
        for item in items_of(["ord"]):
            orders.place_text(item, ["ar"], urgent, None)
        texts = subjects.of_texts(items_of(["ord", "hjalplinje"]))
        pages = subjects.of_pages(all_pages(), self.codes)
        ordered = subjects.orders_of(self.codes)
        found = following.following([*pages, *texts], self.codes, ordered)
        sorts = [one.wanted[0].first.subject.is_page for one in found]
        self.assertEqual(sorts, [False] * following.NEXT_TEXTS + [True] * 3)
        # Where no page is lacking there is room for all.
        self.assertEqual(len(self.next()), following.NEXT)

    def test_what_waits_for_review_is_not_next(self) -> None:
        self.forget()
        self.send()
        self.assertEqual(self.next(), [])

    def test_sending_one_in_leads_to_the_next_of_the_same_list(self) -> None:
        self.lack("level", number=1)
        self.forget()
        grief = Term.objects.get(vocabulary="concern", code="grief")
        TermLabel.objects.filter(term=grief, language="ar").delete()
        data = {"label": "النعاس", "description": "لا أنام", "next": "1"}
        answer = self.send(**data)
        self.assertRedirects(answer, self.url(pk=grief.pk))
        self.assertEqual(self.next()[0].wanted[0].first.state, State.MISSING)

    def test_the_weight_of_a_word_stays_below_that_of_a_vital_page(self) -> None:
        kind = KINDS["ord"]
        item = kind.item(self.pk)
        most = max(kind.need(x).weight for x in kind.items())
        self.assertLessEqual(most, 2.0)
        self.assertLess(kind.need(item).weight, priority.VITAL_FACTOR)
