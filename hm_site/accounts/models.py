"""The user and what signing in leaves behind.

The first migration must not reach into page tables: this is the lowest room.
"""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from .names import validate_one_line


class User(AbstractUser):
    """A person who signs in; found by e-mail address or user name."""

    first_name = models.CharField(
        "förnamn", max_length=150, blank=True, validators=[validate_one_line]
    )
    last_name = models.CharField(
        "efternamn", max_length=150, blank=True, validators=[validate_one_line]
    )
    email = models.EmailField("e-postadress", unique=True)

    is_demo = models.BooleanField(
        "demokonto",
        default=False,
        editable=False,
        help_text="Har ett känt lösenord och släpps bara in i demon.",
    )

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "personer"

    def __str__(self) -> str:
        return self.get_full_name() or self.get_username()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new password, or none any more to be let in, ends every session.

        Whoever changes her own password goes on: `update_session_auth_hash` gives
        the session that she changes it in a new row. She is told by mail.
        """
        new_password = getattr(self, "_password", None) is not None
        ends_sessions = new_password or not self.is_active
        super().save(*args, **kwargs)
        if ends_sessions:
            self.end_sessions()
        if new_password:
            from . import letters  # allauth's models, which load after the user

            letters.password_changed(self)

    def end_sessions(self, keep: str | None = None) -> int:
        """Sign the person out everywhere but in the session `keep`; how many ended."""
        return self.sessions.exclude(session_key=keep or "").delete()[0]


class Session(AbstractBaseSession):
    """A row of the session table that knows whose it is."""

    user = models.ForeignKey(
        User,
        verbose_name="person",
        null=True,
        on_delete=models.CASCADE,
        related_name="sessions",
    )

    class Meta(AbstractBaseSession.Meta):
        verbose_name = "inloggning"
        verbose_name_plural = "inloggningar"

    @classmethod
    def get_session_store_class(cls) -> Any:
        from .sessions import SessionStore

        return SessionStore


class Attempts(models.Model):
    """How often something was tried (`hm_site.accounts.throttle`).

    `key` is a keyed hash: the table holds neither addresses nor names.
    """

    key = models.CharField("nyckel", max_length=64, unique=True)
    count = models.PositiveIntegerField("antal", default=0)
    until = models.DateTimeField("till", db_index=True)

    class Meta:
        verbose_name = "försök"
        verbose_name_plural = "försök"

    def __str__(self) -> str:
        return f"{self.count} till {self.until:%Y-%m-%d %H:%M}"
