"""What the contacts of offerings were asked, and what they answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class CheckRound(models.Model):
    """One time that an offering's contact is asked whether the facts are right.

    Belongs to the check before it (`baseline`): as soon as somebody has checked the
    offering since, in whatever way, the round and its links are overtaken.
    """

    class Answer(models.TextChoices):
        RIGHT = "right", "stämmer fortfarande"
        CHANGED = "changed", "något har ändrats"
        ENDED = "ended", "stödet har slutat"

    page = models.ForeignKey(
        "resources.SupportOfferingPage",
        on_delete=models.CASCADE,
        related_name="check_rounds",
    )
    baseline = models.DateField("senast kontrollerat före frågan", null=True)
    opened_at = models.DateTimeField("öppnad")
    steps = models.PositiveSmallIntegerField("utskick", default=0)
    last_step_on = models.DateField("senaste utskick", null=True)
    # Who may have answered: nobody approves what she has proposed herself.
    asked = models.JSONField("tillfrågade adresser", default=list)
    moderators_told = models.BooleanField("moderatorer har fått veta", default=False)
    answer = models.CharField("svar", max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField("besvarad", null=True)

    class Meta:
        verbose_name = "kontrollomgång"
        verbose_name_plural = "kontrollomgångar"
        ordering = ["-opened_at"]
        indexes = [models.Index(fields=["page", "baseline"])]

    def __str__(self) -> str:
        return f"{self.page_id} {self.opened_at:%Y-%m-%d} {self.answer}"


class FreshnessSuggestion(models.Model):
    """What a contact says is different; nothing that readers see until approved.

    `facts` are structured and can become a draft by themselves; the texts are for
    a person to read. `revision` is the draft that the facts were put into.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "väntar på redaktör"
        IN_REVIEW = "in-review", "ligger i ett utkast"
        DONE = "done", "klart"

    check_round = models.OneToOneField(
        CheckRound, on_delete=models.CASCADE, related_name="suggestion"
    )
    page = models.ForeignKey(
        "resources.SupportOfferingPage",
        on_delete=models.CASCADE,
        related_name="contact_suggestions",
    )
    facts = models.JSONField("ändrade uppgifter", default=dict)
    capacity = models.CharField("läge enligt kontakten", max_length=20, blank=True)
    times = models.TextField("tider och platser", blank=True)
    message = models.TextField("meddelande", blank=True)
    state = models.CharField(
        "status", max_length=10, choices=State, default=State.WAITING
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField("inkommet")
    handled_at = models.DateTimeField("hanterat", null=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = "förslag från kontakt"
        verbose_name_plural = "förslag från kontakter"
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"{self.page_id} {self.created_at:%Y-%m-%d} {self.state}"
