"""What the review remembers: approvals, claims, reminders, what was withdrawn."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from wagtail.models import AbstractGroupApprovalTask


class ReviewTask(AbstractGroupApprovalTask):
    """A step that is decided at the moderators' desk and nowhere else.

    Wagtail's own approve buttons ask neither who wrote the text nor whether it changed
    since it was shown: here they are not offered, and refused when posted.
    """

    class Meta:
        verbose_name = "granskning"
        verbose_name_plural = "granskningar"

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        return []

    def on_action(
        self, task_state: Any, user: Any, action_name: str, **kwargs: Any
    ) -> None:
        raise PermissionDenied

    def may_review(self, user: Any) -> bool:
        """Whether the person decides at this step at all; own work comes on top."""
        return bool(
            user.is_active and (user.is_superuser or self._user_in_groups(user))
        )


class Approval(models.Model):
    """One approval: the revision, who wrote and who approved it, and what changed.

    `page_key` is empty for rows beside the pages (help lines, vocabulary). `texts` has
    one entry for each changed text of a page that was live before: {"path": content
    path of wagtail-localize, "key": of `text_changes.Change`, "kind": "meaning" |
    "wording"}.
    """

    MEANING, WORDING = "meaning", "wording"

    page_key = models.UUIDField("sidans nyckel", null=True, db_index=True)
    revision = models.OneToOneField(
        "wagtailcore.Revision",
        null=True,
        on_delete=models.SET_NULL,
        related_name="approval",
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_at = models.DateTimeField("godkänd", auto_now_add=True)
    texts = models.JSONField("ändrade texter", default=list)

    class Meta:
        verbose_name = "godkännande"
        verbose_name_plural = "godkännanden"
        ordering = ["-approved_at"]

    def __str__(self) -> str:
        return f"{self.page_key} {self.approved_at:%Y-%m-%d %H:%M}"


class Claim(models.Model):
    """Who has taken a waiting page, so that two do not read the same."""

    workflow_state = models.OneToOneField(
        "wagtailcore.WorkflowState", on_delete=models.CASCADE, related_name="claim"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    taken_at = models.DateTimeField("tagen", auto_now_add=True)

    class Meta:
        verbose_name = "tagen granskning"
        verbose_name_plural = "tagna granskningar"

    def __str__(self) -> str:
        return f"{self.workflow_state_id} {self.user}"


class Reminder(models.Model):
    """When people were last told that a page still waits at a step."""

    task_state = models.OneToOneField(
        "wagtailcore.TaskState", on_delete=models.CASCADE, related_name="reminder"
    )
    reminded_at = models.DateTimeField("påmind")
    escalated_at = models.DateTimeField("eskalerad", null=True)

    class Meta:
        verbose_name = "påminnelse"
        verbose_name_plural = "påminnelser"

    def __str__(self) -> str:
        return f"{self.task_state_id} {self.reminded_at:%Y-%m-%d}"


class Withdrawal(models.Model):
    """A page taken away from readers; `revision` is what they saw until then."""

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="withdrawals"
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_moderator = models.BooleanField("av moderator", default=False)
    reason = models.TextField("skäl", blank=True)
    at = models.DateTimeField("tillbakadragen", auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField("ångrad", null=True)

    class Meta:
        verbose_name = "tillbakadragen sida"
        verbose_name_plural = "tillbakadragna sidor"
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.page_id} {self.at:%Y-%m-%d %H:%M}"
