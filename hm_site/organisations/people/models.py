"""Invitations: who was invited, by whom, and until when her link holds."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from hm_site.accounts.links import INVITATION


class Invitation(models.Model):
    """The newest invitation of a person; a new one takes its place."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitation"
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="inbjuden av",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    sent_at = models.DateTimeField("skickad", default=timezone.now)

    class Meta:
        verbose_name = "inbjudan"
        verbose_name_plural = "inbjudningar"

    def __str__(self) -> str:
        return f"{self.person_id} {self.sent_at:%Y-%m-%d}"

    @property
    def expires_at(self) -> datetime:
        return self.sent_at + INVITATION.age
