"""Who wrote what waits: none of them approves it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Revision, WorkflowState

from hm_site.base.models.reviewed import reviewed_models

# Registry that upper rooms fill in `AppConfig.ready`: who else wrote a version.
AUTHORS: list[Callable[[Iterable[Revision]], dict[int, set[int]]]] = []


def co_authors(revisions: Iterable[Revision]) -> dict[int, set[int]]:
    """Primary key of each version → people who wrote a part of it."""
    found: dict[int, set[int]] = {}
    wanted = list(revisions)
    for ask in (of_rows, *AUTHORS):
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


def _writers_of(pk: int, versions: list[list[Any]]) -> set[int]:
    earlier = [v for v in versions if v[0] <= pk]
    floor = max((v[0] for v in earlier if v[2] and v[0] != pk), default=0)
    return {user for number, user, _approval in earlier if number > floor and user}
