"""The mail with which a person is invited."""

import logging
from typing import Any

from django.utils import timezone

from hm_site.accounts.links import INVITATION, make_path
from hm_site.base.mail import send_mail

from .models import Invitation

logger = logging.getLogger(__name__)


def invite(person: Any, by: Any) -> bool:
    """Note the invitation and mail the link; False when mail does not work.

    The account is there all the same, and the invitation can be sent again.
    """
    now = timezone.now()
    Invitation.objects.update_or_create(
        person=person, defaults={"invited_by": by, "sent_at": now}
    )
    try:
        send_mail(
            "invitation",
            [person.email],
            "Du är inbjuden till Hälsa och migration i Halland",
            person=person,
            by=by,
            path=make_path(person, INVITATION),
            until=timezone.localtime(now + INVITATION.age),
        )
    except OSError:
        logger.exception("the invitation of account %s was not sent", person.pk)
        return False
    return True
