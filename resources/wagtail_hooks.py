from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from . import start_admin
from .models import SupportOfferingPage
from .status_admin import edit_status


@hooks.register("register_admin_urls")
def status_url():
    return [
        path("offerings/<int:page_id>/status/", edit_status, name="offering_status"),
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


@hooks.register("register_log_actions")
def status_log_action(actions):
    actions.register_action(
        "resources.status", "Läge och kontroll", "Ändrade läge eller kontrolldatum"
    )
