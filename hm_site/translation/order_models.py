"""What coordinators have ordered, and what they ask for many at once."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from hm_site.base.models.vocabulary import language_choices

# What is translated: ("", primary key of a Swedish page), or (code of a kind of short
# text, primary key of what has the text).
Key = tuple[str, int]
PAGE = ""


def named(key: Key) -> dict[str, Any]:
    """The columns of an order that name what is ordered, as filters take them."""
    kind, pk = key
    return {"page_id": pk} if kind == PAGE else {"text_kind": kind, "text_pk": pk}


class TranslationOrder(models.Model):
    """A coordinator's request: this page, or this short text, in this language.

    A short text is named by its kind's code and what has it (`short_texts.kinds`), so
    that a new kind needs no column; `orders.forget` stands in for the foreign key.
    """

    class Priority(models.IntegerChoices):
        URGENT = 1, "brådskande"
        NORMAL = 2, "vanlig"
        LATER = 3, "när det finns tid"

    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name="svensk sida",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="translation_orders",
    )
    text_kind = models.CharField("sort av kort text", max_length=20, blank=True)
    text_pk = models.PositiveBigIntegerField("kort text", null=True, blank=True)
    language = models.CharField("språk", max_length=20, choices=language_choices)
    priority = models.PositiveSmallIntegerField(
        "prioritet", choices=Priority.choices, default=Priority.NORMAL
    )
    due = models.DateField("klar senast", null=True, blank=True)
    note = models.CharField("till översättaren", max_length=500, blank=True)
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    ordered_at = models.DateTimeField("beställd", default=timezone.now)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="översätts av",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = "beställd översättning"
        verbose_name_plural = "beställda översättningar"
        ordering = ["priority", "due", "ordered_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(page__isnull=False, text_kind="", text_pk=None)
                | Q(page=None, text_pk__isnull=False) & ~Q(text_kind=""),
                name="order_of_page_or_short_text",
            ),
            # Each leaves the other's orders alone: nothing is equal to null.
            models.UniqueConstraint(
                fields=["page", "language"], name="unique_translation_order"
            ),
            models.UniqueConstraint(
                fields=["text_kind", "text_pk", "language"],
                name="unique_short_text_order",
            ),
        ]

    def __str__(self) -> str:
        kind, pk = self.key
        return f"{kind} {pk} {self.language}".strip()

    @property
    def key(self) -> Key:
        """Of what is ordered."""
        return self.text_kind, self.page_id or self.text_pk or 0


class TranslationBatch(models.Model):
    """Many orders asked for at once; a chore makes them, one by one (`batches`).

    `pages` holds the Swedish pages' primary keys as they were chosen, `texts` the keys
    of short texts as [kind, pk]; `done` is how many of all are worked off, pages first.
    `problems` holds {"page": pk, "text": why}, of a short text {"kind": code, "pk": of
    what has it, "text": why}.
    """

    languages = models.JSONField("språk")
    pages = models.JSONField("sidor", default=list)
    texts = models.JSONField("korta texter", default=list)
    priority = models.PositiveSmallIntegerField(
        "prioritet",
        choices=TranslationOrder.Priority.choices,
        default=TranslationOrder.Priority.NORMAL,
    )
    due = models.DateField("klar senast", null=True, blank=True)
    note = models.CharField("till översättaren", max_length=500, blank=True)
    machine = models.BooleanField("låt maskinen skriva utkast", default=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField("beställt", default=timezone.now)
    done = models.PositiveIntegerField("klara", default=0)
    ordered = models.PositiveIntegerField("nya beställningar", default=0)
    problems = models.JSONField("det som inte gick", default=list)
    finished_at = models.DateTimeField("klart", null=True, blank=True)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = "samlad beställning"
        verbose_name_plural = "samlade beställningar"
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"{self.total} × {', '.join(self.languages)}"

    @property
    def keys(self) -> list[Key]:
        """In the order in which they are worked off."""
        return [*((PAGE, pk) for pk in self.pages), *((k, pk) for k, pk in self.texts)]

    @property
    def total(self) -> int:
        return len(self.pages) + len(self.texts)

    @property
    def sorts(self) -> str:
        """What is counted, in words."""
        if self.pages and self.texts:
            return "sidor och korta texter"
        return "korta texter" if self.texts else "sidor"

    @property
    def stopped(self) -> bool:
        """Whether it was ended before all of it was worked off."""
        return self.finished_at is not None and self.done < self.total
