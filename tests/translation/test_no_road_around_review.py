"""Nothing but an approval changes what readers of a translation see (issue: road test).

The addresses come from the URL resolver. For each person without the right to publish,
administrators included, each is opened and posted to, on a translation that is live and
on one that is a draft.
"""

from typing import Any
from unittest.mock import patch

from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation

from hm_site.translation import editor, localize_guard, work
from hm_site.translation.segments import source_of
from resources.models import SupportOfferingPage
from tests import factories

from .desk_case import DeskCase
from .roads import FORM, Road, roads


def seen_by_readers() -> list[tuple[Any, ...]]:
    """Every live page with all its texts and where it stands."""
    rows = SupportOfferingPage.objects.filter(live=True).order_by("pk")
    return [
        *Page.objects.filter(live=True)
        .order_by("pk")
        .values_list("pk", "title", "slug", "path", "live_revision", "alias_of"),
        *rows.values_list("pk", "summary", "what_happens", "phone", "expire_at"),
    ]


class RoadsTests(DeskCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.live = factories.translate(cls.source, "ar", summary="ع")
        other = factories.offering(cls.ours, "Sovgrupp")
        cls.secret = "کلمه-راز"
        cls.draft = factories.translate(other, "fa", live=False, title=cls.secret)
        cls.rows = {
            page.pk: Translation.objects.create(
                source=source_of(page.source), target_locale=page.locale
            )
            for page in (cls.live, cls.draft)
        }
        # A machine or an earlier translator has left texts: publishing would show them.
        StringTranslation.objects.filter(locale__language_code="ar").update(
            data="Kapad"
        )
        cls.admin = factories.admin()
        cls.people = [
            cls.admin,
            cls.editor,
            cls.moderator,
            cls.translator,
            cls.reviewer,
            factories.member("coordinator"),
            factories.member("strategy-owner"),
        ]

    def open_roads(self, user: Any, page: Any) -> list[str]:
        """Names of the addresses that were not refused to the person."""
        self.client.force_login(user)
        self.client.raise_request_exception = False  # a road that is open may break
        found = []
        for road in roads(page, self.rows[page.pk]):
            for answer in (
                self.client.get(road.url),
                self.client.post(road.url, {**FORM, "locales": [page.locale_id]}),
            ):
                if not self.refused(answer, road, user):
                    found.append(f"{answer.request['REQUEST_METHOD']} {road.name}")
                if user != self.admin and self.secret in answer.content.decode(
                    "utf-8", "replace"
                ):
                    found.append(f"title shown: {road.name}")
        return found

    def refused(self, answer: Any, road: Road, user: Any) -> bool:
        if road.name in localize_guard.EXPLORING and user.is_superuser:
            return True  # administrators look at translated trees
        if answer.status_code in (301, 302):
            target = answer["Location"]
            return target == "/admin/" or target.startswith("/admin/oversattning/")
        return answer.status_code in (403, 404, 405)

    def test_the_walk_reaches_what_it_is_about(self) -> None:
        names = {road.name for road in roads(self.live, self.rows[self.live.pk])}
        for name in (
            "wagtail_localize:submit_page_translation",
            "wagtail_localize:update_translations",
            "wagtail_localize:stop_translation",
            "wagtail_localize:convert_to_alias",
            "wagtail_localize:machine_translate",
            "wagtail_localize:upload_pofile",
            "wagtail_localize:edit_string_translation",
            "wagtail_localize:snippets_api_listing",
            "wagtailadmin_pages:edit",
            "wagtailadmin_pages:delete",
            "wagtailadmin_pages:move",
            "wagtailadmin_pages:copy",
            "wagtailadmin_pages:convert_alias",
            "wagtailadmin_pages:revisions_revert",
            "wagtailadmin_api:pages:action",
            "wagtail_bulk_action",
            "wagtaillocales:add",
        ):
            self.assertIn(name, names)
        self.assertGreater(len(names), 50)

    def test_every_road_is_refused_and_readers_see_the_same(self) -> None:
        before = seen_by_readers()
        for number, user in enumerate(self.people):
            for page in (self.live, self.draft)[: 2 if number < 3 else 1]:
                with self.subTest(user=user.username, live=page.live):
                    self.assertEqual(self.open_roads(user, page), [])
        self.assertEqual(seen_by_readers(), before)

    def test_without_any_one_guard_a_road_is_open(self) -> None:
        for guard in localize_guard.GUARDS:
            rest = [g for g in localize_guard.GUARDS if g is not guard]
            with (
                self.subTest(guard.__name__),
                patch.object(localize_guard, "GUARDS", rest),
            ):
                self.assertNotEqual(
                    self.open_roads(self.admin, self.live)
                    + self.copies_of_the_swedish_page(),
                    [],
                )

    def copies_of_the_swedish_page(self) -> list[str]:
        self.client.force_login(self.admin)
        made = []
        for action in ("copy_for_translation", "create_alias"):
            answer = self.client.post(
                f"/admin/api/main/pages/{self.source.pk}/action/{action}/",
                {"locale": "so", "copy_parents": "true", "recursive": "true"},
            )
            if answer.status_code in (200, 201):
                made.append(action)
        return made

    def test_the_api_copies_no_swedish_page_into_a_language(self) -> None:
        self.assertEqual(self.copies_of_the_swedish_page(), [])
        somali = Locale.objects.get(language_code="so")
        self.assertFalse(self.source.has_translation(somali))

    def test_the_localize_hook_in_the_swedish_editor_does_nothing(self) -> None:
        before = seen_by_readers()
        url = reverse("wagtailadmin_pages:edit", args=[self.source.pk])
        for user in (self.editor, self.admin):
            self.client.force_login(user)
            for name in ("localize-restart-translation", "localize-convert-to-alias"):
                self.client.post(url, {name: "1"})
        self.assertEqual(seen_by_readers(), before)


class OurOwnViewsTests(DeskCase):
    def test_only_translators_of_the_language_write(self) -> None:
        url = reverse("translation_edit", args=[self.source.pk, "ar"])
        strangers = [
            self.editor,
            self.moderator,
            factories.member("translator", "fa"),
            factories.member("coordinator"),
            self.reviewer,
        ]
        names = [editor.field_name(s) for s in self.segments()]
        for user in strangers:
            self.client.force_login(user)
            self.client.post(url, {**dict.fromkeys(names, "ع"), "submit": "1"})
            self.assertFalse(work.texts(self.source, "ar"), user)
        self.client.force_login(self.translator)
        self.client.post(url, dict.fromkeys(names, "ع"))
        self.assertTrue(work.texts(self.source, "ar"))

    def segments(self) -> list[Any]:
        from hm_site.translation.segments import source_segments

        return source_segments(self.source)

    def test_a_draft_in_swedish_is_not_named_nor_translated(self) -> None:
        draft = factories.offering(self.ours, "Hemligt utkast", live=False)
        self.client.force_login(self.translator)
        for name in ("translation_edit", "translation_preview"):
            answer = self.client.get(reverse(name, args=[draft.pk, "ar"]), follow=True)
            self.assertNotContains(
                answer, "Hemligt utkast", status_code=answer.status_code
            )
        with self.assertRaises(work.WorkError):
            work.submit(draft, "ar", self.translator)

    def test_unknown_pages_and_languages_are_not_found(self) -> None:
        self.client.force_login(self.translator)
        for args in ((10**9, "ar"), (self.source.pk, "sv"), (self.source.pk, "xx")):
            url = reverse("translation_edit", args=args)
            self.assertEqual(self.client.get(url).status_code, 404)
            self.assertEqual(self.client.post(url).status_code, 404)

    def test_withdrawing_one_translation_needs_its_reviewer(self) -> None:
        self.publish_translation()
        for user in (self.editor, self.translator, factories.member("reviewer", "fa")):
            self.withdraw_translation(user)
            self.assertTrue(self.target().live, user)
        self.withdraw_translation()
        self.assertFalse(self.target().live)
