"""Applies `roles.py`: groups, permissions, collections. Idempotent.

Every function yields a line for each thing it changed, so that the same code can
apply the declared state and prove that nothing differs from it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.coreutils import find_available_slug
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
)

from hm_site import languages
from hm_site.base.models import HmDocument, HmImage

from . import roles
from .models import (
    OrganisationCollection,
    OrganisationIndexPage,
    OrganisationPage,
    RoleGroup,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet


def permission(name: str) -> Permission:
    """`app.codename` → row; raises Permission.DoesNotExist for a typing error."""
    app, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)


@dataclass(frozen=True)
class Subject:
    """Whom a group of a role is for: one organisation, one language, or everybody.

    `key` is `RoleGroup.subject`; `name` ends the group's name. One that is not
    `active` keeps its group and its members, who may nothing by it.
    """

    key: str = ""
    name: str = ""
    pages: tuple[Page, ...] = ()
    collection: Collection | None = None
    active: bool = True


def role_group(role: roles.Role, subject: Subject) -> tuple[Group, bool]:
    """The role's group, found by key; its name may have been changed by people."""
    tie = RoleGroup.objects.filter(role=role.code, subject=subject.key).first()
    if tie:
        return tie.group, False
    group = Group.objects.create(name=_free_name(_group_name(role, subject.name)))
    RoleGroup.objects.create(role=role.code, subject=subject.key, group=group)
    return group, True


def _group_name(role: roles.Role, name: str) -> str:
    return f"{role.name}: {name}"[:140] if name else role.name


def _free_name(name: str) -> str:
    """A group of this name that no key ties to a role is somebody else's: not adopted,
    or its members would silently get the role."""
    free, number = name, 1
    while Group.objects.filter(name=free).exists():
        number += 1
        free = f"{name} ({number})"
    return free


# ------------------------------------------------------------------ all that there is
def sync_roles(homes: dict[str, Page], strategies: Iterable[Page]) -> Iterator[str]:
    """Groups and rights of all roles, and what organisations have beside their page;
    `homes` by language code."""
    yield from _remove_stock()
    for organisation in OrganisationPage.objects.sources().order_by("path"):
        yield from _belongings(organisation)
    wanted = set()
    for role in roles.ROLES:
        for subject in _subjects(role, homes, strategies):
            wanted.add((role.code, subject.key))
            yield from _sync_group(role, subject)
    ties = RoleGroup.objects.all()
    yield from _strip_unknown(
        {tie.group_id for tie in ties if (tie.role, tie.subject) in wanted}
    )
    yield from _strip_people()


def _subjects(
    role: roles.Role, homes: dict[str, Page], strategies: Iterable[Page]
) -> Iterator[Subject]:
    if role.scope == "organisation":
        for organisation in OrganisationPage.objects.sources().order_by("path"):
            yield _subject(organisation)
    elif role.scope == "language":
        for language in languages.LANGUAGES:
            if not language.is_source and language.code in homes:
                home = homes[language.code]
                yield Subject(language.code, language.name_sv, (home,))
    elif role.scope == "source":
        yield Subject(pages=(homes[languages.SOURCE],))
    elif role.scope == "strategy":
        yield Subject(pages=tuple(strategies))
    else:
        yield Subject()


def sync_strategies(strategies: Iterable[Page]) -> Iterator[str]:
    """The rights of those who look after all strategy pages."""
    for role in roles.ROLES:
        if role.scope == "strategy":
            yield from _sync_group(role, Subject(pages=tuple(strategies)))


def _sync_group(role: roles.Role, subject: Subject) -> Iterator[str]:
    group, created = role_group(role, subject)
    if created:
        yield f"group {group.name}"
    yield from _set_group(group, {roles.ACCESS} if subject.active else set())
    yield from _set_pages(group, subject.pages, role.pages)
    yield from _set_collection(group, subject.collection, role.collection)


# ------------------------------------------------------------------- one organisation
def provision(organisation: OrganisationPage) -> Iterator[str]:
    """Everything that a Swedish organisation page brings with it, as `sync_site` would.

    One that has left keeps its group without any right.
    """
    yield from _belongings(organisation)
    for role in roles.ROLES:
        if role.scope == "organisation":
            yield from _sync_group(role, _subject(organisation))


def _subject(organisation: OrganisationPage) -> Subject:
    key, name = str(organisation.translation_key), organisation.title
    if not organisation.active:
        return Subject(key, name, active=False)
    return Subject(key, name, (organisation,), collection_of(organisation))


def _belongings(organisation: OrganisationPage) -> Iterator[str]:
    """Its page in every language, and a place for its files."""
    yield from _translations(organisation)
    if not _collection_tie(organisation).exists():
        root = Collection.get_first_root_node()
        collection = root.add_child(name=organisation.title)
        OrganisationCollection.objects.create(
            organisation_key=organisation.translation_key, collection=collection
        )
        yield f"collection {collection.name}"


def _translations(organisation: OrganisationPage) -> Iterator[str]:
    """Drafts that hold the name alone: an organisation's name is the same everywhere
    until somebody translates it, its text is not.

    They have no revision before somebody works on them, so that the name can follow
    while it is still being typed (see `follow_name`).
    """
    same = OrganisationPage.objects.filter(translation_key=organisation.translation_key)
    parents = OrganisationIndexPage.objects.exclude(locale__in=same.values("locale"))
    for parent in parents.select_related("locale"):
        draft = OrganisationPage(
            title=organisation.title,
            slug=find_available_slug(parent, organisation.slug),
            locale_id=parent.locale_id,
            translation_key=organisation.translation_key,
            live=False,
            has_unpublished_changes=True,
        )
        parent.add_child(instance=draft)
        yield f"draft {organisation.slug} {parent.locale.language_code}"


def _collection_tie(
    organisation: OrganisationPage,
) -> "QuerySet[OrganisationCollection]":
    key = organisation.translation_key
    return OrganisationCollection.objects.filter(organisation_key=key)


def collection_of(organisation: OrganisationPage) -> Collection:
    """Raises OrganisationCollection.DoesNotExist before it is provisioned."""
    return _collection_tie(organisation).select_related("collection").get().collection


def follow_name(organisation: OrganisationPage, before: str) -> None:
    """Give group, collection and untouched drafts the organisation's new name.

    What people have named themselves, or begun to translate, keeps its name.
    """
    name = organisation.title
    OrganisationPage.objects.filter(
        translation_key=organisation.translation_key,
        title=before,
        latest_revision=None,
        live=False,
    ).exclude(pk=organisation.pk).update(title=name, draft_title=name)
    collections = Collection.objects.filter(name=before)
    collections.filter(owner_organisation__in=_collection_tie(organisation)).update(
        name=name
    )
    for role in roles.ROLES:
        tie = RoleGroup.objects.filter(
            role=role.code, subject=str(organisation.translation_key)
        ).first()
        given = re.escape(_group_name(role, before))
        if tie and re.fullmatch(rf"{given}( \(\d+\))?", tie.group.name):
            tie.group.name = _free_name(_group_name(role, name))
            tie.group.save(update_fields=["name"])


def discard(organisation: OrganisationPage) -> None:
    """After an organisation that never was is deleted: its group, and its collection
    unless somebody has put files there."""
    Group.objects.filter(role_group__subject=str(organisation.translation_key)).delete()
    tie = _collection_tie(organisation).first()
    if tie is not None:
        files = (HmImage, HmDocument)
        collection = tie.collection
        inside = collection.get_descendants(inclusive=True)
        used = any(
            model.objects.filter(collection__in=inside).exists() for model in files
        )
        tie.delete()
        if not used:
            collection.delete()


# -------------------------------------------------------------------- rights of a group
def _set_group(group: Group, wanted: set[str]) -> Iterator[str]:
    rights = {permission(name) for name in wanted}
    if set(group.permissions.all()) != rights:
        group.permissions.set(rights)
        yield f"rights of {group.name}"


def _set_pages(
    group: Group, pages: Iterable[Page], codes: frozenset[str]
) -> Iterator[str]:
    wanted = {
        (page.pk, permission(f"wagtailcore.{code}_page").pk)
        for page in pages
        for code in codes
    }
    return _set_rows(group, GroupPagePermission, "page", wanted)


def _set_collection(
    group: Group, collection: Collection | None, names: frozenset[str]
) -> Iterator[str]:
    places = [collection] if collection is not None else []
    wanted = {(place.pk, permission(name).pk) for place in places for name in names}
    return _set_rows(group, GroupCollectionPermission, "collection", wanted)


def _set_rows(
    group: Group, model: Any, place: str, wanted: set[tuple[int, int]]
) -> Iterator[str]:
    """Give the group these rights, as (place, permission), and no other of the sort."""
    rows = {
        (getattr(row, f"{place}_id"), row.permission_id): row
        for row in model.objects.filter(group=group)
    }
    for key in rows.keys() - wanted:
        rows[key].delete()
        yield f"{place} right taken from {group.name}"
    for place_id, permission_id in wanted - rows.keys():
        model.objects.create(
            group=group, permission_id=permission_id, **{f"{place}_id": place_id}
        )
        yield f"{place} right given to {group.name}"


def _remove_stock() -> Iterator[str]:
    for name in roles.STOCK_WORKFLOWS:
        for workflow in Workflow.objects.filter(name=name):
            Task.objects.filter(workflow_tasks__workflow=workflow).delete()
            workflow.delete()
            yield f"workflow {name} removed"
    known = RoleGroup.objects.values("group_id")
    for group in Group.objects.filter(name__in=roles.STOCK_GROUPS).exclude(
        pk__in=known
    ):
        group.delete()
        yield f"group {group.name} removed"


def _strip_unknown(kept: set[int]) -> Iterator[str]:
    """A group that no role knows holds no rights: default deny."""
    for group in Group.objects.exclude(pk__in=kept):
        taken = group.permissions.exists()
        group.permissions.clear()
        taken |= bool(GroupPagePermission.objects.filter(group=group).delete()[0])
        taken |= bool(GroupCollectionPermission.objects.filter(group=group).delete()[0])
        if taken:
            yield f"rights of unknown group {group.name} removed"


def _strip_people() -> Iterator[str]:
    """Rights come from roles: nobody has one of her own."""
    people = get_user_model().objects.filter(user_permissions__isnull=False)
    for person in people.distinct():
        person.user_permissions.clear()
        yield f"rights of {person.get_username()} removed"
