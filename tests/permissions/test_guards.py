"""Without any one of these guards the matrix is red: it would tell if one were lost."""

from collections.abc import Callable
from typing import Any
from unittest import mock

from wagtail.models import Page, PagePermissionTester

from hm_site.base.models import BasePage
from hm_site.base.page_permissions import ReviewedPagePermissionTester
from hm_site.translation import access

from .addresses import Address
from .matrix import differences
from .test_matrix import WorldCase


def named(*prefixes: str) -> Callable[[Address], bool]:
    return lambda address: address.name.startswith(prefixes)


def stock(name: str) -> Any:
    """As if this one question were answered as Wagtail does."""
    answer = getattr(PagePermissionTester, name)
    return mock.patch.object(ReviewedPagePermissionTester, name, answer)


def stock_permissions(page: Page, user: Any) -> PagePermissionTester:
    """As if our pages had Wagtail's own."""
    return PagePermissionTester(user, page)


class TakenOut(WorldCase):
    def assert_red(self, guard: Any, person: str, *prefixes: str) -> None:
        """`guard` is a patch that takes it out; with it in place all is as expected."""
        only = named(*prefixes)
        self.assertEqual(differences(self.world, person, only), [])
        with guard:
            self.assertNotEqual(differences(self.world, person, only), [])

    def test_the_guard_of_the_admin(self) -> None:
        self.assert_red(
            mock.patch("hm_site.base.admin_guard.allowed", return_value=True),
            "translator",
            "wagtailadmin_reports:",
            "wagtailadmin_workflows:task_chooser",
        )

    def test_the_guard_of_bulk_actions(self) -> None:
        self.assert_red(
            mock.patch("hm_site.base.admin_guard.may_act_on_many", return_value=True),
            "editor",
            "wagtail_bulk_action:hmimage",
        )

    def test_that_pages_are_published_and_moved_by_review_alone(self) -> None:
        self.assert_red(
            mock.patch.object(BasePage, "permissions_for_user", stock_permissions),
            "moderator",
            "wagtailadmin_pages:move",
            "wagtailadmin_pages:set_privacy",
            "wagtailadmin_pages:delete",
            "wagtailadmin_api:pages:action",
        )

    def test_that_nobody_publishes_in_the_form(self) -> None:
        self.assert_red(stock("can_publish"), "moderator", "wagtailadmin_pages:edit")

    def test_that_nobody_publishes_what_is_new(self) -> None:
        guard = stock("can_publish_subpage")
        self.assert_red(guard, "administrator", "wagtailadmin_pages:copy")
        self.assert_red(guard, "administrator", "wagtailadmin_pages:add")

    def test_that_nothing_is_moved(self) -> None:
        for person in ("editor", "administrator"):
            self.assert_red(stock("can_move"), person, "wagtailadmin_pages:move:")

    def test_that_nothing_gets_another_place(self) -> None:
        guard = stock("can_move_to")
        self.assert_red(guard, "administrator", "wagtailadmin_pages:move_confirm:live")
        self.assert_red(guard, "administrator", "wagtailadmin_api:pages:action:move")

    def test_that_what_readers_had_is_not_deleted(self) -> None:
        guard = mock.patch(
            "hm_site.base.page_permissions.readers_had", return_value=False
        )
        for person in ("editor", "administrator"):
            self.assert_red(guard, person, "wagtailadmin_pages:delete:")

    def test_that_some_only_read(self) -> None:
        self.assert_red(
            mock.patch("hm_site.base.confinement.refuse", return_value=None),
            "staff-reader",
            "wagtailadmin_choose_page",
        )

    def test_the_guards_of_translated_pages(self) -> None:
        self.assert_red(
            mock.patch("hm_site.translation.localize_guard.GUARDS", []),
            "administrator",
            "wagtail_localize:",
            "wagtailadmin_pages:delete",
        )

    def test_that_choosers_hide_drafts(self) -> None:
        everything = mock.Mock(side_effect=lambda user: Page.objects.all())
        self.assert_red(
            mock.patch("hm_site.base.admin_guard.known_pages", everything),
            "editor",
            "wagtailadmin_choose_page_search",
        )

    def test_the_scope_of_reports(self) -> None:
        everything = mock.Mock(side_effect=lambda user: Page.objects.all())
        self.assert_red(
            mock.patch("hm_site.organisations.reports.base.pages_of", everything),
            "editor",
            "report_",
        )

    def test_that_a_language_role_has_one_language(self) -> None:
        every = mock.Mock(side_effect=lambda user, role: access.target_codes())
        self.assert_red(
            mock.patch("hm_site.translation.access.languages_of", every),
            "translator",
            "translation_",
        )

    def test_who_decides_in_reviews(self) -> None:
        self.assert_red(
            mock.patch(
                "hm_site.organisations.models.ReviewTask.may_review", return_value=True
            ),
            "editor",
            "review_",
        )
