"""Two people, one page: the second save is refused, and nothing typed is lost.

Wagtail compares versions for autosave alone; a save by hand wins silently. Here it
gets the form as it was typed, with the newer version beside it, and the person
decides. Autosave keeps Wagtail's own answers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from wagtail.admin import messages
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.models import Page

from .all_facts import changed_facts
from .publication import StaleSaveError
from .texts import label, texts

REFUSED = (
    "Ingenting är sparat än: det finns en nyare version. Din text finns kvar nedanför."
)


@dataclass(frozen=True)
class Difference:
    """One text or fact in both versions; empty where it is missing."""

    label: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Conflict:
    """What the person has typed against what somebody has saved meanwhile."""

    saved_by: Any
    saved_at: Any
    own: bool  # in another window of her own
    differences: list[Difference]
    locked: str  # why she cannot save now; empty when she can


def compare(revision: Any, mine: Any, user: Any, locked: str) -> Conflict:
    """`mine` is what the form holds."""
    theirs = revision.as_object()
    return Conflict(
        saved_by=revision.user,
        saved_at=revision.created_at,
        own=revision.user_id == user.pk,
        differences=[*_texts(mine, theirs), *_facts(mine, theirs)],
        locked=locked,
    )


def _texts(mine: Any, theirs: Any) -> Iterator[Difference]:
    hers, others = texts(mine), texts(theirs)
    for path in [*hers, *(path for path in others if path not in hers)]:
        if hers.get(path, "") != others.get(path, ""):
            yield Difference(
                label(mine, path), hers.get(path, ""), others.get(path, "")
            )


def _facts(mine: Any, theirs: Any) -> Iterator[Difference]:
    if isinstance(mine, Page):
        for hers, others in changed_facts(mine, theirs):
            yield Difference(hers.label, hers.text, others.text)


def conflict_context(view: Any) -> dict[str, Any]:
    return {
        "conflict": view.conflict,
        "reload_url": view.get_edit_url(),
        # It would decide for her at the first key she presses.
        "autosave_enabled": False,
    }


class _Careful:
    """Mixin for Wagtail's page editor: every post of a form comes here."""

    conflict: Conflict | None = None

    def run_hook(self, name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "before_edit_page":
            return None  # this view is what that hook has answered with
        return super().run_hook(name, *args, **kwargs)  # type: ignore[misc]

    def post(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.is_out_of_date and not self.expects_json_response:
            return self.show_conflict()
        try:
            with transaction.atomic():
                return super().post(request, *args, **kwargs)  # type: ignore[misc]
        except StaleSaveError as error:  # between the question above and the save
            if self.expects_json_response:
                return self.json_error_response("invalid_revision", str(error))
            return self.show_conflict()

    def workflow_action_is_valid(self: Any) -> bool:
        """False when no review runs, as for snippets: what was typed is then saved as
        a draft. Wagtail asks the missing task."""
        if not self.page.current_workflow_task:
            return False
        if "workflow-action-name" not in self.request.POST:
            return False
        return bool(super().workflow_action_is_valid())  # type: ignore[misc]

    def typed(self: Any) -> Any:
        """The form as it was sent, and checked as a draft is."""
        self.page = self.get_object()
        form = self.form_class(
            self.request.POST,
            self.request.FILES,
            instance=self.page,
            subscription=self.subscription,
            parent_page=self.parent,
            for_user=self.request.user,
        )
        form.defer_required_fields()
        form.is_valid()
        form.restore_required_fields()
        return form

    def show_conflict(self: Any) -> HttpResponse:
        self.real_page_record = Page.objects.get(pk=self.page.pk)
        self.latest_revision = self.real_page_record.get_latest_revision()
        self.__dict__.pop("latest_revision_created_at", None)
        if self.is_reverting:
            self.previous_revision.refresh_from_db()
        reading = self.typed()
        mine = reading.save(commit=False) if reading.is_valid() else reading.instance
        self.form = self.typed()
        locked = (
            self.lock.get_message(self.request.user) if self.locked_for_user else ""
        )
        self.conflict = compare(
            self.latest_revision, mine, self.request.user, locked or ""
        )
        messages.error(self.request, REFUSED)
        self.has_unsaved_changes = True
        return self.render_to_response(self.get_context_data(), status=409)

    def get_template_names(self) -> list[str]:
        if self.conflict:
            return ["base/admin/stale_page.html"]
        names: list[str] = super().get_template_names()  # type: ignore[misc]
        return names

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        if self.conflict:
            context |= conflict_context(self)
        return context


class CarefulEditView(_Careful, EditView):
    pass


class CarefulRevertView(_Careful, RevisionsRevertView):
    pass


def careful_page_edit(request: HttpRequest, page: Page) -> Any:
    """Hook `before_edit_page`, after all others: answers every post of the editor."""
    if request.method != "POST":
        return None
    revision = request.resolver_match.kwargs.get("revision_id")  # type: ignore[union-attr]
    if revision:
        return CarefulRevertView.as_view()(request, page.pk, revision_id=revision)
    return CarefulEditView.as_view()(request, page.pk)


class CarefulRowMixin:
    """The same for the forms of help lines, terms and labels."""

    conflict: Conflict | None = None

    def is_valid(self: Any, form: Any) -> bool:
        valid: bool = super().is_valid(form)  # type: ignore[misc]
        if self.is_out_of_date and not self.expects_json_response:
            self.refuse(form)
            return False
        return valid

    def form_valid(self: Any, form: Any) -> Any:
        try:
            return super().form_valid(form)  # type: ignore[misc]
        except StaleSaveError:  # between the question above and the save
            self.live_object.refresh_from_db()
            self.object = self.live_object.get_latest_revision_as_object()
            for name in ("latest_revision", "latest_revision_created_at"):
                self.__dict__.pop(name, None)
            self.refuse(form)
            return self.form_invalid(form)

    def refuse(self: Any, form: Any) -> None:
        locked = (
            self.lock.get_message(self.request.user) if self.locked_for_user else ""
        )
        self.conflict = compare(
            self.latest_revision, form.instance, self.request.user, locked or ""
        )
        self.produced_error_message = REFUSED

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        if self.conflict:
            context |= conflict_context(self)
        return context

    def get_template_names(self) -> list[str]:
        if self.conflict:
            return ["base/admin/stale_row.html"]
        names: list[str] = super().get_template_names()  # type: ignore[misc]
        return names

    def render_to_response(self, context: Any, **kwargs: Any) -> Any:
        if self.conflict:
            kwargs["status"] = 409
        return super().render_to_response(context, **kwargs)  # type: ignore[misc]
