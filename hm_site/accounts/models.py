"""The user alone: its first migration must not reach into page tables."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A person who signs in; found by e-mail address or user name."""

    email = models.EmailField("e-postadress", unique=True)

    is_demo = models.BooleanField(
        "demokonto",
        default=False,
        editable=False,
        help_text="Har ett känt lösenord och släpps bara in i demon.",
    )

    class Meta:
        verbose_name = "användare"
        verbose_name_plural = "användare"

    def __str__(self) -> str:
        return self.get_full_name() or self.get_username()
