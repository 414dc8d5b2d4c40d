from django.db import models


class ContentVersion(models.Model):
    """One row: a number that every change of public content raises (see `caches`)."""

    value = models.PositiveBigIntegerField("version", default=0)

    class Meta:
        verbose_name = "innehållsversion"
        verbose_name_plural = "innehållsversioner"

    def __str__(self) -> str:
        return str(self.value)
