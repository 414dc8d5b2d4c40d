"""Nobody sees another organisation's drafts, their titles included.

Wagtail asks for rights where a page is changed, not everywhere that one is named:
choosers, confirmations, messages and reports show titles to whoever signs in. So the
question is asked here, before any admin view of a page, a file or a report runs.
"""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.admin.auth import permission_denied
from wagtail.documents import permissions as document_permissions
from wagtail.documents.models import AbstractDocument
from wagtail.images import get_image_model
from wagtail.images import permissions as image_permissions
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtail.query import PageQuerySet

from . import bad_input, buttons, confinement, publication
from .files import deletion_refusal
from .gone import typed_for_nothing
from .http import ADMIN_PREFIX

# Arguments of admin addresses that name a page the person must have rights on.
PAGE_ARGUMENTS = ("page_id", "page_pk", "page_to_move_id", "destination_id")
# Shows every user all titles, all files or all names, and serves nothing that a role
# needs; reports of our own are scoped.
ADMINISTRATORS_ONLY = (
    "wagtailadmin_reports:",
    "wagtailadmin_api:images:",
    "wagtailadmin_api:documents:",
    "wagtailadmin_workflows:",
    "wagtailadmin_error_test",
    "wagtailsnippetchoosers_",
)
# Nobody's, administrators included.
NOBODYS = (
    # `sync_site` declares the one site; another start page would take all away at once.
    "wagtailsites:",
    # Words and help lines are made in their own menus; their choosers have no form.
    *(
        f"wagtailsnippetchoosers_base_{model}:create"
        for model in ("term", "termlabel", "helpline")
    ),
)
# Of a snippet's addresses those that ask for no right: the desk decides on reviews.
UNASKED_OF_SNIPPETS = (
    ":workflow_action",
    ":collect_workflow_action_data",
    ":confirm_workflow_cancellation",
)
# Where a file's deletion is asked about: argument and who may.
DELETING_FILES = {
    "wagtailimages:delete": ("image_id", image_permissions),
    "wagtaildocs:delete": ("document_id", document_permissions),
}
# What bulk actions call files.
BULK_FILES = {"hmimage": image_permissions, "hmdocument": document_permissions}


# Levels of the tree. Ours has five; the rest is room.
LEVELS = range(1, 10)

# function(request, arguments by place, arguments by name) → the answer to a signed-in
# person's request, or None when the guard has nothing to say
Guard = Callable[[HttpRequest, tuple[Any, ...], dict[str, Any]], HttpResponse | None]
_guards: list[Guard] = []


def register_guard(guard: Guard) -> None:
    """Upper rooms refuse what they close for everybody, administrators included, or
    lead elsewhere, before the questions of this module are asked."""
    if guard not in _guards:
        _guards.append(guard)


def known_pages(user: Any) -> PageQuerySet:
    """Pages whose titles the person may read: what readers see, and her own.

    A published page with a changed title is named by its draft everywhere in the
    admin, so it is unknown to others until the change is published.
    """
    own = page_permission_policy.explorable_instances(user)
    as_published = Q(live=True, draft_title=F("title"))
    known = Page.objects.filter(as_published | Q(pk__in=own.values("pk")))
    hidden = Page.objects.exclude(as_published).exclude(pk__in=own.values("pk"))
    # Lists name a page's parents too. One subquery, however many are hidden: SQLite
    # takes no more than a thousand conditions.
    above = [Substr(OuterRef("path"), 1, n * Page.steplen) for n in LEVELS]
    pages: PageQuerySet = known.exclude(Exists(hidden.filter(path__in=above)))
    return pages


def hide_foreign_drafts(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Hook `construct_page_chooser_queryset`: choosers show what readers see and what
    the person may see anyway."""
    found: PageQuerySet = pages.filter(pk__in=known_pages(request.user).values("pk"))
    return found


def hide_what_is_declared(request: HttpRequest, items: list[Any]) -> None:
    """Hook `construct_settings_menu`: the site is `sync_site`'s (`NOBODYS`)."""
    items[:] = [item for item in items if item.name != "sites"]


def may_know_all(user: Any, pks: Iterable[Any]) -> bool:
    wanted = {int(pk) for pk in pks if str(pk).isdecimal()}
    return known_pages(user).filter(pk__in=wanted).count() == len(wanted)


def may_choose(user: Any, chosen: Any) -> bool:
    """Whether a page, picture or document may be put into somebody's page."""
    if isinstance(chosen, Page):
        return known_pages(user).filter(pk=chosen.pk).exists()
    for model, module in (
        (AbstractImage, image_permissions),
        (AbstractDocument, document_permissions),
    ):
        if isinstance(chosen, model):
            policy = module.permission_policy
            return bool(policy.user_has_permission_for_instance(user, "choose", chosen))
    return True


def bulk_pages(request: HttpRequest) -> list[str]:
    """What a bulk action names; "all" stands for what lies below the page `childOf`,
    or for every page there is."""
    chosen = request.GET.getlist("id")
    if "all" not in chosen:
        return chosen
    parent = request.GET.get("childOf", "")
    above = Page.objects.filter(pk=int(parent) if parent.isdecimal() else None).first()
    below = above.get_descendants() if above else Page.objects.all()
    return [str(pk) for pk in below.values_list("pk", flat=True)]


def may_act_on_many(request: HttpRequest, model: str) -> bool:
    """Bulk actions name what they refuse, so nothing may be among it that is a secret.

    Of files "all" stands for one's own. Other rows are the administrators'.
    """
    if model == "page":
        return may_know_all(request.user, bulk_pages(request))
    permissions = BULK_FILES.get(model)
    if permissions is None:
        return False
    chosen = {int(pk) for pk in request.GET.getlist("id") if pk.isdecimal()}
    policy = permissions.permission_policy
    own = policy.instances_user_has_permission_for(request.user, "change")
    return own.filter(pk__in=chosen).count() == len(chosen)


def may_work_on(user: Any, pk: int) -> bool:
    """Rights on the page itself, or a task of its review."""
    page = Page.objects.filter(pk=pk).first()
    if page is None:
        return True  # the view answers 404
    own = page_permission_policy.explorable_instances(user).filter(pk=pk)
    return own.exists() or page.specific.permissions_for_user(user).can_edit()


def allowed(request: HttpRequest, name: str, arguments: dict[str, Any]) -> bool:
    user = request.user
    if name.startswith(ADMINISTRATORS_ONLY):
        return False
    if name.startswith("wagtailsnippets_") and name.endswith(UNASKED_OF_SNIPPETS):
        return False
    if name == "wagtailadmin_choose_page_child":
        return may_know_all(user, [arguments["parent_page_id"]])
    if name == "wagtail_bulk_action":
        return may_act_on_many(request, arguments["model_name"])
    if name == "wagtailadmin_choose_page_chosen_multiple":
        return may_know_all(user, request.GET.getlist("id"))
    if name == "wagtailimages_chooser:select_format":
        images = get_image_model().objects.filter(pk=arguments["image_id"])
        return all(may_choose(user, image) for image in images)
    return all(
        may_work_on(user, arguments[key]) for key in PAGE_ARGUMENTS if key in arguments
    )


def kept_file(
    request: HttpRequest, name: str, arguments: dict[str, Any]
) -> HttpResponse | None:
    """Nobody is asked whether to delete a file that has to stay."""
    if name not in DELETING_FILES:
        return None
    argument, permissions = DELETING_FILES[name]
    policy = permissions.permission_policy
    files = policy.instances_user_has_permission_for(request.user, "delete")
    file = files.filter(pk=arguments[argument]).first()
    refusal = deletion_refusal(file) if file else ""
    return refused(request, refusal) if refusal else None


def refused(request: HttpRequest, text: str) -> HttpResponse:
    """Back to where the person came from, with the reason."""
    if not request.accepts("text/html") or "X-Requested-With" in request.headers:
        answer = {"success": False, "error_code": "refused", "error_message": text}
        return JsonResponse(answer, status=409)
    messages.error(request, text)
    back = request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()})
    elsewhere = safe and urlsplit(back).path != request.path
    return redirect(back if elsewhere else "wagtailadmin_home")


class AdminGuardMiddleware:
    """Refuses as Wagtail does: a message on the start page, 403 for scripts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(ADMIN_PREFIX):
            return self.get_response(request)
        with publication.acting(lambda: request.user):
            response = self.get_response(request)
        if response.status_code == HTTPStatus.NOT_FOUND:
            return typed_for_nothing(request) or response
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            return buttons.opened(request) or response
        return response

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        """A refusal at the bottom, whichever view it ended, is a sentence."""
        if isinstance(exception, publication.RefusedError):
            return refused(request, str(exception))
        if request.path.startswith(ADMIN_PREFIX) and request.user.is_authenticated:
            return bad_input.stumbled(request, exception)
        return None

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        user = request.user
        if not request.path.startswith(ADMIN_PREFIX) or not user.is_authenticated:
            return None  # the view asks to sign in
        match = request.resolver_match
        name = match.view_name if match else ""
        if bad_input.names_no_row(request, name):
            return bad_input.unreadable(request)
        answers = (guard(request, args, kwargs) for guard in _guards)
        answer = next((answer for answer in answers if answer is not None), None)
        if answer is not None:
            return answer
        if user.is_superuser and not name.startswith(NOBODYS):
            return self.asked(request, name, kwargs)
        refused = confinement.refuse(request, name)
        if refused is not None:
            return refused
        if not name.startswith(NOBODYS) and allowed(request, name, kwargs):
            return self.asked(request, name, kwargs)
        response: HttpResponse = permission_denied(request)
        return response

    def asked(
        self, request: HttpRequest, name: str, arguments: dict[str, Any]
    ) -> HttpResponse | None:
        """Of who may: whether the thing itself can be done."""
        missing = bad_input.missing_field(request, name)
        return missing or kept_file(request, name, arguments)
