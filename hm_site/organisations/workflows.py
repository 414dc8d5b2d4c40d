"""Who reviews what: one workflow for each tree and one for the words. Idempotent.

As in `provisioning`, every function yields a line for each thing it changed.
"""

from collections.abc import Iterator

from django.contrib.auth.models import Group
from wagtail.models import (
    GroupApprovalTask,
    Page,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from hm_site import languages
from hm_site.base.models.reviewed import reviewed_models

from .models import ReviewTask, RoleGroup

SOURCE_WORKFLOW = "Granskning av svenska sidor"
WORDS_WORKFLOW = "Granskning av ordlistor och hjälplinjer"


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
    """Rows beside the pages: nobody but administrators, and never one alone.

    What is in another language goes to that language's review (`get_workflow`).
    """
    workflow, created = Workflow.objects.get_or_create(name=WORDS_WORKFLOW)
    if created:
        yield f"workflow {WORDS_WORKFLOW}"
    yield from _set_step(workflow, set())
    for model in reviewed_models():
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
