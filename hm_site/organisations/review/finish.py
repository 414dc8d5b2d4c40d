"""WAGTAIL_FINISH_WORKFLOW_ACTION: imported while Wagtail's own models load."""

from typing import Any


def publish_approved(state: Any, user: Any = None) -> None:
    """Publishes the version that was approved.

    Raises NotApprovedError when the step was passed by another road than
    `decisions.approve`.
    """
    from hm_site.base import publication  # needs Wagtail's models, which load now

    page = state.content_object
    if not publication.is_approved(page):
        raise publication.NotApprovedError
    last = state.task_states.order_by("pk").last()
    last.revision.publish(user=user, skip_permission_checks=True)
