"""Tells administrators that mails pile up: the site is well, the mail server not."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from hm_site.base import outbox

from .sections import Section

# So long a mail may wait without anybody worrying.
PATIENCE = timedelta(minutes=30)


def stuck_mail(user: Any) -> Section | None:
    if not user.is_superuser:
        return None
    waiting = outbox.queue()
    if waiting.since is None or timezone.now() - waiting.since < PATIENCE:
        return None
    since = timezone.localtime(waiting.since)
    return Section(
        "Mejl som inte har gått iväg",
        note=(
            f"{waiting.count} mejl väntar, det äldsta sedan "
            f"{since:%Y-%m-%d kl. %H:%M}. Mejlservern svarar inte, eller så står "
            "schemaläggaren still. Inget är borta: de skickas när felet är avhjälpt."
        ),
        icon="mail",
    )
