"""Who wrote what waits: none of them approves it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import (
    Revision,
    TaskState,
    WorkflowState,
    get_default_page_content_type,
)

from hm_site.base.models.reviewed import reviewed_models

# Registry that upper rooms fill in `AppConfig.ready`: who else wrote a version.
AUTHORS: list[Callable[[Iterable[Revision]], dict[int, set[int]]]] = []


def co_authors(revisions: Iterable[Revision]) -> dict[int, set[int]]:
    """Primary key of each version → people who wrote a part of it."""
    found: dict[int, set[int]] = {}
    wanted = list(revisions)
    for ask in (of_rows, since_sent_in, *AUTHORS):
        for pk, people in ask(wanted).items():
            found[pk] = found.get(pk, set()) | people
    return found


def own_work(
    state: WorkflowState,
    revision: Revision,
    user: Any,
    authors: Mapping[int, set[int]] | None = None,
) -> bool:
    """Whether the person submitted this version, was the last to change it, or wrote
    a part of it. `authors`: see `co_authors`, asked for many versions at once."""
    if authors is None:
        authors = co_authors([revision])
    writers = {state.requested_by_id, revision.user_id}
    return user.pk in writers | authors.get(revision.pk, set())


def of_rows(revisions: Iterable[Revision]) -> dict[int, set[int]]:
    """Of rows beside the pages, which are put right while they wait: whoever saved a
    version since the last one that was approved (1 query)."""
    types = {ContentType.objects.get_for_model(m).pk for m in reviewed_models()}
    wanted = [r for r in revisions if r.base_content_type_id in types]
    if not wanted:
        return {}
    history = defaultdict(list)
    rows = Revision.objects.filter(
        base_content_type__in=types, object_id__in={r.object_id for r in wanted}
    )
    for type_id, object_id, *version in rows.order_by("pk").values_list(
        "base_content_type", "object_id", "pk", "user", "approval"
    ):
        history[type_id, object_id].append(version)
    return {
        r.pk: _writers_of(r.pk, history[r.base_content_type_id, r.object_id])
        for r in wanted
    }


def since_sent_in(revisions: Iterable[Revision]) -> dict[int, set[int]]:
    """Of pages: whoever changed one while it waits. A colleague's comma afterwards does
    not make the writer a second person (2 queries)."""
    wanted = {r.object_id: r.pk for r in revisions if _of_page(r)}
    if not wanted:
        return {}
    waiting = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__base_content_type=_page_type(),
        workflow_state__object_id__in=wanted,
    )
    sent_in = dict(waiting.values_list("workflow_state__object_id", "started_at"))
    found: dict[int, set[int]] = defaultdict(set)
    rows = Revision.objects.filter(
        base_content_type=_page_type(), object_id__in=sent_in
    ).exclude(user=None)
    for object_id, user, at in rows.values_list("object_id", "user", "created_at"):
        if at >= sent_in[object_id]:
            found[wanted[object_id]].add(user)
    return dict(found)


def remember_submitter(instance: TaskState, user: Any = None, **kwargs: Any) -> None:
    """Receiver of `task_submitted`: Wagtail's review of a page that came back goes on
    under the name of whoever sent it in first."""
    state = instance.workflow_state
    came_back = state.task_states.filter(status=TaskState.STATUS_REJECTED).exists()
    if came_back and user is not None and state.requested_by_id != user.pk:
        state.requested_by = user
        state.save(update_fields=["requested_by"])


def _page_type() -> ContentType:
    return get_default_page_content_type()


def _of_page(revision: Revision) -> bool:
    return bool(revision.base_content_type_id == _page_type().pk)


def _writers_of(pk: int, versions: list[list[Any]]) -> set[int]:
    earlier = [v for v in versions if v[0] <= pk]
    floor = max((v[0] for v in earlier if v[2] and v[0] != pk), default=0)
    return {user for number, user, _approval in earlier if number > floor and user}
