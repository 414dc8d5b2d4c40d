"""Where the translators' rooms are found in Wagtail's admin."""

from django.http import HttpRequest
from django.urls import path, reverse
from wagtail.admin.menu import MenuItem

from . import desk, easy_swedish, order_views, review_views, views
from .exchange.urls import URLS as EXCHANGE_URLS
from .glossary import screens

URLS = [
    *screens.URLS,
    path("oversattning/", desk.desk, name=views.DESK),
    path("oversattning/latt-svenska/", easy_swedish.guide, name=easy_swedish.GUIDE),
    path("oversattning/bestall/", desk.order, name="translation_order"),
    path(
        "oversattning/bestallning/<int:batch_id>/", order_views.batch, name=desk.BATCH
    ),
    path(
        "oversattning/bestallning/<int:batch_id>/stoppa/",
        order_views.stop,
        name="translation_batch_stop",
    ),
    path(
        "oversattning/<int:source_id>/<slug:language>/",
        views.edit,
        name="translation_edit",
    ),
    path(
        "oversattning/<int:source_id>/<slug:language>/ta-tillbaka/",
        views.take_back,
        name="translation_take_back",
    ),
    path(
        "oversattning/<int:source_id>/<slug:language>/maskin/",
        views.ask_machine,
        name="translation_machine",
    ),
    path(
        "oversattning/<int:source_id>/<slug:language>/visa/",
        views.preview,
        name="translation_preview",
    ),
    path(
        "oversattning/<int:source_id>/<slug:language>/dra-tillbaka/",
        review_views.withdraw,
        name="translation_withdraw",
    ),
    path(
        "oversattning/<int:source_id>/<slug:language>/ta/",
        order_views.take,
        name="translation_take",
    ),
    path(
        "oversattning/<int:source_id>/<slug:language>/slapp/",
        order_views.release,
        name="translation_release",
    ),
    path(
        "oversattning/<int:source_id>/<slug:language>/avbestall/",
        order_views.cancel,
        name="translation_cancel",
    ),
    path(
        "oversattning/<int:source_id>/<slug:language>/granska/",
        desk.review,
        name="translation_review_of",
    ),
    path(
        "oversattning/granska/<int:state_id>/",
        review_views.review,
        name="translation_review",
    ),
    path(
        "oversattning/granska/<int:state_id>/tillbaka/",
        review_views.send_back,
        name="translation_send_back",
    ),
    *EXCHANGE_URLS,
]


class DeskMenuItem(MenuItem):
    """Shown to translators, language reviewers and coordinators."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(desk.my_languages(request.user))


def desk_menu_item() -> MenuItem:
    return DeskMenuItem(
        "Översättning",
        reverse(views.DESK),
        name="translation",
        icon_name="wagtail-localize-language",
        order=60,
    )


class GlossaryMenuItem(DeskMenuItem):
    """For the same people."""


def glossary_menu_item() -> MenuItem:
    return GlossaryMenuItem(
        "Ordförklaringar",
        reverse(screens.LIST),
        name="glossary",
        icon_name="openquote",
        order=61,
    )


def without_localize_report(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Its page is closed: see `localize_guard.localize_views`."""
    menu_items[:] = [item for item in menu_items if "localize" not in item.url]
