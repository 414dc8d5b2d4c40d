"""Sessions in the database that know their person and their limits.

Twelve hours after signing in a session ends, whatever happens in it; two hours after
the last sign of life it ends too. An open editor gives a sign of life every few
seconds (Wagtail's editing sessions), so nobody loses a text that she is writing.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

IDLE = timedelta(hours=2)
# A session without a person: half-way through signing in, or on the way back from
# an organisation's own log-in.
PASSING = timedelta(minutes=30)
# How late a sign of life may be written down: saves a write per request.
SLACK = timedelta(minutes=5)
SIGNED_IN_AT = "hm_signed_in_at"


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> Any:
        from .models import Session

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        return row

    def load(self) -> dict[str, Any]:
        """As Django does; and a session in use is saved again, so that it goes on."""
        row = self._get_session_from_db()  # type: ignore[attr-defined] # not in the stubs
        if row is None:
            return {}
        data: dict[str, Any] = self.decode(row.session_data)
        if row.user_id and _ends(data) - row.expire_date > SLACK:
            self.modified = True
        return data

    def get_expiry_age(self, **kwargs: Any) -> int:
        """Seconds left: the sooner of idle time and the twelve hours."""
        left = self.get_expiry_date() - timezone.now()
        return max(0, int(left.total_seconds()))

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        return _ends(self._session)  # type: ignore[attr-defined] # not in the stubs

    def get_expire_at_browser_close(self) -> bool:
        return False


def _ends(data: dict[str, Any]) -> datetime:
    now = timezone.now()
    if SESSION_KEY not in data:
        return now + PASSING
    # Without the time of signing in it came by no road of ours.
    began = datetime.fromtimestamp(data.get(SIGNED_IN_AT, 0), UTC)
    return min(now + IDLE, began + timedelta(seconds=settings.SESSION_COOKIE_AGE))


def note_time(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    """Receiver of `user_logged_in`."""
    request.session[SIGNED_IN_AT] = timezone.now().timestamp()


def signed_in_since(request: Any, age: timedelta) -> bool:
    """Whether the person signed in less than `age` ago."""
    began = request.session.get(SIGNED_IN_AT, 0)
    return timezone.now().timestamp() - began < age.total_seconds()


def end_when_role_is_taken(
    sender: Any, instance: Any, action: str, reverse: bool, pk_set: Any, **kwargs: Any
) -> None:
    """Receiver of `m2m_changed` on people's groups: what was open closes with the
    role, from either side of the relation."""
    from .models import Session

    if action == "post_remove":
        people = pk_set if reverse else [instance.pk]
    elif action == "pre_clear":
        people = instance.user_set.values("pk") if reverse else [instance.pk]
    else:
        return
    Session.objects.filter(user__in=people).delete()
