"""A file that somebody has handed in and not yet read in."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from hm_site.base.models.vocabulary import language_choices


class ImportFile(models.Model):
    """Kept between the dry run and the import, for the one who handed it in.

    In the database, so that any process of the site finds it and nobody else can fetch
    it. It is examined anew whenever it is looked at; a chore clears it away.
    """

    key = models.UUIDField("nyckel", primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    language = models.CharField("språk", max_length=20, choices=language_choices)
    # Set when it was handed in at one page: it may then hold no other's texts.
    page_key = models.UUIDField("sidans nyckel", null=True)
    name = models.CharField("filnamn", max_length=200)
    data = models.BinaryField("innehåll")
    handed_in_at = models.DateTimeField("inlämnad", default=timezone.now)

    class Meta:
        verbose_name = "inlämnad översättningsfil"
        verbose_name_plural = "inlämnade översättningsfiler"
        ordering = ["-handed_in_at"]

    def __str__(self) -> str:
        return self.name
