"""Applies `roles.py`: groups, permissions, collections, workflows. Idempotent.

Every function yields a line for each thing it changed, so that the same code can
apply the declared state and prove that nothing differs from it.
"""

from collections.abc import Iterable, Iterator

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from hm_site import languages
from hm_site.base.models import HelpLine, Term, TermLabel

from . import roles
from .models import (
    OrganisationCollection,
    OrganisationPage,
    ReviewTask,
    RoleGroup,
)

SOURCE_WORKFLOW = "Granskning av svenska sidor"
WORDS_WORKFLOW = "Granskning av ordlistor och hjälplinjer"


def permission(name: str) -> Permission:
    """`app.codename` → row; raises Permission.DoesNotExist for a typing error."""
    app, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def role_group(role: roles.Role, subject: str, suffix: str) -> tuple[Group, bool]:
    """The role's group, found by key; its name may have been changed by people."""
    tie = RoleGroup.objects.filter(role=role.code, subject=subject).first()
    if tie:
        return tie.group, False
    group = Group.objects.create(
        name=_free_name(f"{role.name}: {suffix}" if suffix else role.name)
    )
    RoleGroup.objects.create(role=role.code, subject=subject, group=group)
    return group, True


def _free_name(name: str) -> str:
    """A group of this name that no key ties to a role is somebody else's: not adopted,
    or its members would silently get the role."""
    free, number = name[:140], 1
    while Group.objects.filter(name=free).exists():
        number += 1
        free = f"{name[:140]} ({number})"
    return free


def sync_roles(homes: dict[str, Page], strategies: Iterable[Page]) -> Iterator[str]:
    """Groups and rights of all roles; `homes` by language code."""
    yield from _remove_stock()
    kept: set[int] = set()
    for role in roles.ROLES:
        for subject, suffix, pages, collection in _subjects(role, homes, strategies):
            group, created = role_group(role, subject, suffix)
            kept.add(group.pk)
            if created:
                yield f"group {group.name}"
            yield from _set_group(group, role)
            yield from _set_pages(group, pages, role.pages)
            yield from _set_collection(group, collection, role.collection)
    yield from _strip_unknown(kept)
    yield from _strip_people()


def _subjects(
    role: roles.Role, homes: dict[str, Page], strategies: Iterable[Page]
) -> Iterator[tuple[str, str, list[Page], Collection | None]]:
    """(key, words for the name, pages, collection) for each group of the role."""
    if role.scope == "organisation":
        for organisation in OrganisationPage.objects.sources().order_by("path"):
            yield (
                str(organisation.translation_key),
                organisation.title,
                [organisation],
                collection_of(organisation),
            )
    elif role.scope == "language":
        for language in languages.LANGUAGES:
            if not language.is_source and language.code in homes:
                yield (language.code, language.name_sv, [homes[language.code]], None)
    elif role.scope == "source":
        yield ("", "", [homes[languages.SOURCE]], None)
    elif role.scope == "strategy":
        yield ("", "", list(strategies), None)
    else:
        yield ("", "", [], None)


def collection_of(organisation: OrganisationPage) -> Collection:
    """The organisation's collection; made when missing."""
    tie = OrganisationCollection.objects.filter(
        organisation_key=organisation.translation_key
    ).first()
    if tie:
        return tie.collection
    root = Collection.get_first_root_node()
    collection = root.add_child(name=organisation.title)
    OrganisationCollection.objects.create(
        organisation_key=organisation.translation_key, collection=collection
    )
    return collection


def _set_group(group: Group, role: roles.Role) -> Iterator[str]:
    wanted = {permission("wagtailadmin.access_admin")} if role.admin else set()
    have = set(group.permissions.all())
    if have != wanted:
        group.permissions.set(wanted)
        yield f"rights of {group.name}"


def _set_pages(group: Group, pages: list[Page], codes: frozenset[str]) -> Iterator[str]:
    wanted = {
        (page.pk, permission(f"wagtailcore.{code}_page").pk)
        for page in pages
        for code in codes
    }
    rows = {
        (row.page_id, row.permission_id): row
        for row in GroupPagePermission.objects.filter(group=group)
    }
    for key in rows.keys() - wanted:
        rows[key].delete()
        yield f"page right taken from {group.name}"
    for page_id, permission_id in wanted - rows.keys():
        GroupPagePermission.objects.create(
            group=group, page_id=page_id, permission_id=permission_id
        )
        yield f"page right given to {group.name}"


def _set_collection(
    group: Group, collection: Collection | None, names: frozenset[str]
) -> Iterator[str]:
    wanted = (
        {(collection.pk, permission(name).pk) for name in names}
        if collection is not None
        else set()
    )
    rows = {
        (row.collection_id, row.permission_id): row
        for row in GroupCollectionPermission.objects.filter(group=group)
    }
    for key in rows.keys() - wanted:
        rows[key].delete()
        yield f"collection right taken from {group.name}"
    for collection_id, permission_id in wanted - rows.keys():
        GroupCollectionPermission.objects.create(
            group=group, collection_id=collection_id, permission_id=permission_id
        )
        yield f"collection right given to {group.name}"


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


def sync_workflows(homes: dict[str, Page]) -> Iterator[str]:
    """Moderation on the Swedish tree, language review on each other tree."""
    for code, home in homes.items():
        if code == languages.SOURCE:
            name, role, subject = SOURCE_WORKFLOW, "moderator", ""
        else:
            name = f"Språkgranskning: {languages.get(code).name_sv}"
            role, subject = "reviewer", code
        group = RoleGroup.objects.get(role=role, subject=subject).group
        workflow, created = Workflow.objects.get_or_create(name=name)
        if created:
            yield f"workflow {name}"
        yield from _set_step(workflow, {group})
        row = WorkflowPage.objects.filter(page=home).first()
        if row is None or row.workflow_id != workflow.pk:
            WorkflowPage.objects.update_or_create(
                page=home, defaults={"workflow": workflow}
            )
            yield f"workflow on {home.slug}"
    # A workflow further down would replace the review that the home has.
    for row in WorkflowPage.objects.exclude(page__in=list(homes.values())):
        yield f"workflow on {row.page} removed"
        row.delete()
    yield from _sync_words_workflow()


def _sync_words_workflow() -> Iterator[str]:
    """Help lines and vocabulary: nobody but administrators, and never one alone.

    Labels of other languages go to that language's review (`TermLabel.get_workflow`).
    """
    workflow, created = Workflow.objects.get_or_create(name=WORDS_WORKFLOW)
    if created:
        yield f"workflow {WORDS_WORKFLOW}"
    yield from _set_step(workflow, set())
    for model in (HelpLine, Term, TermLabel):
        content_type = model.get_content_type()
        rows = WorkflowContentType.objects.filter(content_type=content_type)
        if list(rows.values_list("workflow", flat=True)) != [workflow.pk]:
            WorkflowContentType.objects.update_or_create(
                content_type=content_type, defaults={"workflow": workflow}
            )
            yield f"workflow on {content_type.model}"


def _set_step(workflow: Workflow, groups: set[Group]) -> Iterator[str]:
    """One step of the workflow's name, decided at the desk by these groups."""
    name = workflow.name
    yield from _retire_stock_task(name)
    task = ReviewTask.objects.filter(name=name).first()
    if task is None:
        task = ReviewTask.objects.create(name=name)
        yield f"task {name}"
    if set(task.groups.all()) != groups:
        task.groups.set(groups)
        yield f"approvers of {name}"
    for item in (task, workflow):
        if not item.active:
            item.active = True
            item.save(update_fields=["active"])
            yield f"{name} switched on"
    rows = WorkflowTask.objects.filter(workflow=workflow)
    if list(rows.values_list("task", flat=True)) != [task.pk]:
        rows.delete()
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        yield f"tasks of {name}"


def _retire_stock_task(name: str) -> Iterator[str]:
    """Wagtail's own kind of step approves without asking who wrote the text.

    Pages that wait at it go back to their editors, who submit them again.
    """
    for task in GroupApprovalTask.objects.filter(name=name):
        task.deactivate()
        WorkflowTask.objects.filter(task=task).delete()
        if not task.task_states.exists():
            task.delete()
        else:
            task.name = f"{name} (före fyra ögon)"
            task.save(update_fields=["name"])
        yield f"step {name} replaced"
