"""What pages and the words beside them share: a draft reaches readers by review."""

from typing import Any, ClassVar

from django.apps import apps
from django.db import models, transaction
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Revision,
    RevisionMixin,
    WorkflowMixin,
)

from .. import publication


class GuardedRevisions:
    """For models with revisions, listed before Wagtail's own classes."""

    pk: Any
    latest_revision_id: int | None

    def save_revision(
        self,
        *args: Any,
        overwrite_revision: Revision | None = None,
        **kwargs: Any,
    ) -> Revision:
        """Refuses to put a new draft over one that this copy has not seen, or under
        the eyes of who reviews it.

        Raises StaleSaveError, which the forms answer with all that was typed. What
        autosave would write over although readers may get it
        (`publication.is_promised`) stays, and a new version is made instead.
        """
        with transaction.atomic():
            person = publication.acting_person()
            if self.pk and person is not None:
                self._refuse_stale()
                self._refuse_locked(person)
                if overwrite_revision and publication.is_promised(overwrite_revision):
                    overwrite_revision = None
            revision: Revision = super().save_revision(  # type: ignore[misc]
                *args, overwrite_revision=overwrite_revision, **kwargs
            )
            return revision

    def _refuse_stale(self) -> None:
        table = [type(self), *self._meta.get_parent_list()][-1]  # type: ignore[attr-defined]
        rows = table._base_manager.select_for_update(of=("self",))
        newest = rows.values_list("latest_revision", flat=True).get(pk=self.pk)
        if newest != self.latest_revision_id:
            raise publication.StaleSaveError(
                "Någon annan hann spara. Läs det nya och spara igen."
            )

    def _refuse_locked(self, person: Any) -> None:
        """Forms ask before; the admin API's actions do not."""
        lock = self.get_lock()  # type: ignore[attr-defined]
        if lock is not None and lock.for_user(person):
            raise publication.StaleSaveError(
                "Det granskas eller är låst, och kan inte ändras nu. Ta tillbaka det "
                "först, eller vänta på beslutet."
            )


class ReviewedModel(
    GuardedRevisions, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin
):
    """A row that readers see and that is no page: help lines, vocabulary.

    A change is a draft until somebody else has approved it. Nor is such a row taken
    away by one alone: it stands on every page.
    """

    # Fields that change at once, alone: they belong to the row, not to a version.
    beside_revision: ClassVar[tuple[str, ...]] = ()
    closed_by_one: ClassVar[bool] = False
    # Relations that its name needs, and texts in the row's own `language`.
    named_with: ClassVar[tuple[str, ...]] = ()
    foreign_texts: ClassVar[tuple[str, ...]] = ()

    def _refuse_locked(self, person: Any) -> None:
        """A proposal may be put right while it waits (`review.proposals`): an approval
        names the version that was read, and no other goes out."""

    class Meta:
        abstract = True

    @property
    def review_title(self) -> str:
        """How the desk names it."""
        return str(self)

    def with_content_json(self, content: Any) -> Any:
        version = super().with_content_json(content)
        for name in self.beside_revision:
            setattr(version, name, getattr(self, name))
        return version

    def publication_problems(self) -> list[str]:
        """As `BasePage.publication_problems`."""
        return []


def reviewed_models() -> list[type[ReviewedModel]]:
    """All models of this kind, those of the rooms above included."""
    return [model for model in apps.get_models() if issubclass(model, ReviewedModel)]


def kept_alive(instance: Any) -> str:
    """Why the row is not deleted, for people; empty when readers do not see it."""
    if not isinstance(instance, ReviewedModel) or not instance.live:
        return ""
    return (
        f"”{instance}” syns för läsare och kan inte tas bort. Ändra i stället, "
        "och låt någon annan godkänna det."
    )


def refuse_deletion_alone(sender: type, instance: Any, **kwargs: Any) -> None:
    """Receiver of `pre_delete` of reviewed models; raises RefusedError."""
    reason = kept_alive(instance)
    if reason and publication.acting_person() is not None:
        raise publication.RefusedError(reason)


models.signals.pre_save.connect(
    publication.refuse_unapproved, dispatch_uid="hm-refuse-unapproved"
)
models.signals.pre_save.connect(
    publication.refuse_unapproved_revision,
    sender=Revision,
    dispatch_uid="hm-refuse-unapproved-revision",
)
