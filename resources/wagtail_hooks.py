from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from hm_site.organisations.reports.base import register

from . import staff, start_admin
from .freshness import admin as freshness
from .freshness.report import OverdueChecksReport
from .models import SupportOfferingPage
from .reader_reports import desk
from .reader_reports.report import ReaderWordReport
from .status_admin import edit_status

hooks.register("register_admin_urls", lambda: desk.URLS)
hooks.register("register_log_actions", desk.register_log_action)
hooks.register("register_page_header_buttons", desk.button)
hooks.register("register_page_listing_more_buttons", desk.button)
register(OverdueChecksReport, 120)
register(ReaderWordReport, 130)


@hooks.register("register_admin_urls")
def status_url():
    return [
        path("offerings/<int:page_id>/status/", edit_status, name="offering_status"),
        *freshness.URLS,
        path("nytt-stod/", start_admin.start_offering, name=start_admin.NAME),
    ]


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def status_button(page, user, next_url=None, **kwargs):
    """Capacity and date of check, which take effect at once, beside the revision."""
    offering = page.specific
    if not isinstance(offering, SupportOfferingPage) or not offering.is_source:
        return
    if offering.permissions_for_user(user).can_edit():
        yield Button(
            "Läge och kontroll",
            reverse("offering_status", args=[page.pk]),
            icon_name="date",
            priority=15,
        )


hooks.register("register_log_actions", freshness.log_actions)
hooks.register("register_admin_urls", lambda: staff.URLS)
hooks.register("register_admin_menu_item", staff.menu_item)
