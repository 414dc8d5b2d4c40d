"""What a person may do to a page: Wagtail's answers, less publishing alone."""

from typing import Any

from django.db.models import Q
from wagtail.models import Page, PagePermissionTester

SEEN = Q(live=True) | Q(first_published_at__isnull=False)


def readers_had(page: Page) -> bool:
    """Whether readers have or had it, or anything that would go along with it: what
    lies below, and the translations of a Swedish page."""
    going = page.get_descendants(inclusive=True)
    keys = going.values("translation_key")
    rows = Page.objects.filter(translation_key__in=keys) if page.is_source else going
    return bool(rows.filter(SEEN).exists())


def may_withdraw(page: Page, user: Any) -> bool:
    """See `can_withdraw`; the root and other pages of Wagtail's own are nobody's."""
    tester = page.permissions_for_user(user)
    return isinstance(tester, ReviewedPagePermissionTester) and tester.can_withdraw()


class ReviewedPagePermissionTester(PagePermissionTester):
    """Nobody publishes directly, administrators included: the review does.

    Withdrawing needs one person alone: whoever may change the page, or, where its type
    says so (`withdrawn_by_owner`), only whoever has "publish" in its tree. The start
    pages are the administrators'.

    Nothing is moved by hand: every type of page has one place, and from organisation
    to organisation pages go as a whole, with their addresses, when one leaves.
    """

    @property
    def may_review(self) -> bool:
        """Whether the person answers for what others publish in this tree."""
        return self.user.is_active and (
            self.user.is_superuser or "publish" in self.permissions
        )

    def can_publish(self) -> bool:
        return False

    def can_publish_subpage(self) -> bool:
        return False

    def can_move(self) -> bool:
        return False

    def can_move_to(self, destination: Page) -> bool:
        """Asked for a new place among its siblings too."""
        stays = self.page.is_child_of(destination)
        return stays and bool(super().can_move_to(destination))

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Whoever may add pages here, while no reader has ever seen it.

        Afterwards it is withdrawn, so that translations, history and addresses stay,
        and so that withdrawing can be undone: administrators are no exception.
        """
        may_add = self.user.is_superuser or "add" in self.permissions
        page = self.page.specific_deferred
        asked = may_add and page.deletable_by(self.user) and not readers_had(page)
        return asked and bool(super().can_delete(ignore_bulk))

    def can_set_view_restrictions(self) -> bool:
        return False  # public pages are anonymous: none is private

    def can_unpublish(self) -> bool:
        """Not by Wagtail's buttons: see `can_withdraw`."""
        return False

    def can_withdraw(self) -> bool:
        """Take it away from readers where that is asked for, with the reason that a
        moderator owes and the way back: at the review's own address."""
        if not self.user.is_active or self.page_is_root or not self.page.live:
            return False
        return self._may_withdraw()

    def can_unschedule(self) -> bool:
        return self.user.is_active and not self.page_is_root and self._may_withdraw()

    def _may_withdraw(self) -> bool:
        if self.user.is_superuser:
            return True
        if self.page.depth <= 2:
            return False
        owner = getattr(self.page.specific_class, "withdrawn_by_owner", False)
        enough = {"change", "publish"} if owner else {"publish"}
        return bool(enough & self.permissions)
