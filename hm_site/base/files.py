"""A picture or document that readers have, or may get, stays as it is.

A new file is a new object: nobody's look at a page then says less than it seems. The
question is asked in the form, and again at the bottom, when a row is written or
deleted; commands run without a person and may do both.
"""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest
from wagtail.models import Page, ReferenceIndex, Revision
from wagtail.permissions import page_permission_policy

from . import publication
from .publication import RefusedError


def _readers_have(file: Any) -> Iterator[Any]:
    """Live objects that use the file: pages in any language, and rows beside them."""
    for user, _references in ReferenceIndex.get_references_to(
        file
    ).group_by_source_object():
        if getattr(user, "live", True):
            yield user


def _readers_may_get(file: Any) -> Iterator[Any]:
    """Objects of which an approved or waiting version uses the file.

    The reference index knows the rows alone, so those versions are read one by one:
    they are few, and this is asked only when somebody changes a file.
    """
    wanted = (ReferenceIndex._get_base_content_type(file).pk, str(file.pk))
    seen: set[int] = set()
    for rows in publication.promised_revisions():
        for revision in rows.exclude(pk__in=seen):
            seen.add(revision.pk)
            if wanted in _references(revision):
                yield revision.content_object


def _references(revision: Revision) -> set[tuple[int, str]]:
    # As Wagtail's own index reads a row; it offers no public call for a version.
    version = revision.as_object()
    if getattr(version, "wagtail_reference_index_ignore", False):
        return set()
    found = ReferenceIndex._extract_references_from_object(version)
    return {(type_id, str(pk)) for type_id, pk, *_path in found}


def why_kept(file: Any) -> str:
    """What holds the file, in a sentence for the person who acts; empty when free.

    A title is named only to those who may know it.
    """
    from .admin_guard import known_pages

    person = publication.acting_person()
    for users, words in (
        (_readers_have(file), "används på"),
        (_readers_may_get(file), "väntar på att visas på"),
    ):
        holder = next(users, None)
        if holder is None:
            continue
        name = "en sida"
        if isinstance(holder, Page) and person is not None:
            known = known_pages(person).filter(pk=holder.pk).exists()
            name = f"sidan ”{holder.title}”" if known else "en sida hos en annan aktör"
        return f"{_kind(file)} {words} {name}"
    return ""


def may_open(file: Any, user: Any) -> bool:
    """Readers what readers have; before that who may use the file, and who has a right
    on a page that waits with it."""
    from .admin_guard import may_choose

    if next(_readers_have(file), None) is not None:
        return True
    if not user.is_authenticated:
        return False
    if may_choose(user, file):
        return True
    own = page_permission_policy.explorable_instances(user)
    holders = (x.pk for x in _readers_may_get(file) if isinstance(x, Page))
    return any(own.filter(pk=pk).exists() for pk in holders)


def refuse_stranger(document: Any, request: HttpRequest) -> None:
    """Hook `before_serve_document`: numbers and names are easily guessed."""
    if not may_open(document, request.user):
        raise Http404


def _kind(file: Any) -> str:
    return "Bilden" if file._meta.model_name.endswith("image") else "Dokumentet"


def replace_refusal(file: Any) -> str:
    """Why file and description stay, for people; empty when they may change."""
    reason = why_kept(file)
    return reason and (
        f"{reason} och kan inte bytas ut. Ladda upp det nya som en egen fil och "
        "välj den på sidan, så granskas bytet."
    )


def deletion_refusal(file: Any) -> str:
    """Why the file is not deleted, for people; empty when it may go."""
    reason = why_kept(file)
    return reason and f"{reason} och kan inte tas bort. Ta bort den från sidan först."


def refuse_change(
    sender: type, instance: Any, raw: bool = False, **kwargs: Any
) -> None:
    """Receiver of `pre_save` of pictures and documents; raises RefusedError."""
    if raw or not instance.pk or publication.acting_person() is None:
        return
    before = sender._default_manager.filter(pk=instance.pk).first()  # type: ignore[attr-defined]
    fields = kwargs.get("update_fields")
    kept = [n for n in instance.kept_fields if fields is None or n in fields]
    if before is None or not any(_differs(before, instance, name) for name in kept):
        return
    if refusal := replace_refusal(before):
        raise RefusedError(refusal)


def _differs(before: Any, after: Any, name: str) -> bool:
    value = getattr(after, name)
    fresh = not getattr(value, "_committed", True)  # an upload, whatever its name
    return fresh or getattr(before, name) != value


def refuse_deletion(sender: type, instance: Any, **kwargs: Any) -> None:
    """Receiver of `pre_delete` of pictures and documents; raises RefusedError."""
    if publication.acting_person() is None:
        return
    if refusal := deletion_refusal(instance):
        raise RefusedError(refusal)


class KeptFileForm:
    """Mixin for Wagtail's forms of pictures and documents: says so before and after."""

    fields: dict[str, Any]
    instance: Any
    changed_data: list[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = replace_refusal(self.instance) if self.instance.pk else ""
        for name in self.kept_names:
            field = self.fields[name]
            field.help_text = self.kept
            # For the browser only: what arrives all the same is refused, with words.
            field.widget.attrs["disabled" if name == "file" else "readonly"] = True

    @property
    def kept_names(self) -> list[str]:
        names = self.instance.kept_fields if self.kept else ()
        return [name for name in names if name in self.fields]

    def clean(self) -> Any:
        cleaned = super().clean()  # type: ignore[misc]
        for name in set(self.kept_names) & set(self.changed_data):
            self.add_error(name, self.kept)  # type: ignore[attr-defined]
        return cleaned
