"""Whose titles a person may read, however many pages are a secret to her."""

from django.contrib.contenttypes.models import ContentType
from django.test import TestCase
from wagtail.models import Page

from hm_site.base.admin_guard import known_pages
from tests import factories

HIDDEN = 1_100  # more conditions than SQLite takes in one query


class KnownPages(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        ours = factories.organisation("kommun-a")
        cls.editor = factories.editor(ours)
        cls.theirs = factories.organisation("kommun-b")
        cls.public = factories.offering(cls.theirs, "Öppet")
        cls.drafts = Page.objects.bulk_create(
            Page(
                title=f"Utkast {number}",
                draft_title=f"Utkast {number}",
                slug=f"utkast-{number}",
                path=Page._get_path(cls.theirs.path, cls.theirs.depth + 1, number),
                depth=cls.theirs.depth + 1,
                url_path=f"{cls.theirs.url_path}utkast-{number}/",
                numchild=1,
                live=False,
                locale=cls.theirs.locale,
                content_type=ContentType.objects.get_for_model(Page),
            )
            for number in range(10, 10 + HIDDEN)
        )

    def test_drafts_of_others_are_unknown_by_the_thousand(self) -> None:
        known = known_pages(self.editor)
        self.assertTrue(known.filter(pk=self.public.pk).exists())
        self.assertFalse(known.filter(pk__in=self.theirs.get_children()[1:]).exists())

    def test_what_lies_below_one_is_unknown_too(self) -> None:
        draft = self.drafts[-1]
        Page.objects.filter(pk=self.public.pk).update(
            path=f"{draft.path}0001", depth=draft.depth + 1
        )
        self.assertFalse(known_pages(self.editor).filter(pk=self.public.pk).exists())
