from django.core.validators import RegexValidator
from django.db import models
from wagtail.admin.panels import FieldPanel

from ..panels import CheckedPanel
from .reviewed import ReviewedModel


class HelpLine(ReviewedModel):
    """A number to call in a crisis; its name and description are vocabulary labels.

    Help lines stand on every page, so each carries the date of its last check. That
    date lies beside the text: whoever has called the number sets it at once.
    """

    beside_revision = ("last_checked",)

    code = models.SlugField(
        "kod",
        unique=True,
        max_length=60,
        help_text="Kod i ordlistan Hjälplinjer, där namn och förklaring skrivs.",
    )
    number = models.CharField(
        "nummer", max_length=30, help_text="Som det ska läsas. Exempel: 020-50 50 50."
    )
    tel = models.CharField(
        "nummer att ringa",
        max_length=20,
        validators=[RegexValidator(r"^\+?[0-9]+$", "Bara siffror, utan mellanslag.")],
        help_text="Bara siffror. Exempel: 020505050.",
    )
    url = models.URLField("webbplats", blank=True)
    in_bar = models.BooleanField(
        "visa i listen överst", default=False, help_text="Högst två nummer får plats."
    )
    order = models.PositiveSmallIntegerField("ordning", default=0)
    last_checked = models.DateField("senast kontrollerat", null=True, blank=True)
    active = models.BooleanField("visas", default=True)

    panels = [
        FieldPanel("code"),
        FieldPanel("number"),
        FieldPanel("tel"),
        FieldPanel("url"),
        FieldPanel("in_bar"),
        FieldPanel("order"),
        FieldPanel("active"),
        CheckedPanel(heading="Senast kontrollerat"),
    ]

    class Meta:
        verbose_name = "hjälplinje"
        verbose_name_plural = "hjälplinjer"
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return f"{self.number} ({self.code})"
