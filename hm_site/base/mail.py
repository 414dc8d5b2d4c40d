"""Mails in plain Swedish, as text and HTML, through Django's backend.

The backend is an outbox (django-mailer): a mail is a row in the same transaction as
what it tells about, and is sent, and sent again, by a chore (`outbox`).
"""

from collections.abc import Iterable
from email.utils import make_msgid, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from hm_site import languages

from .links import absolute

HEADERS = {
    "Auto-Submitted": "auto-generated",  # no out-of-office replies (RFC 3834)
    "Content-Language": languages.SOURCE,
}


def send_mail(template: str, to: Iterable[str], subject: str, **context: Any) -> int:
    """Render `mail/<template>.txt` and `.html` of any room, one mail to each address.

    `subject` may hold anything that a person has written: line breaks and control
    characters become spaces. Paths in the templates follow `{{ root_url }}`. Returns
    how many were sent.
    """
    recipients = list(dict.fromkeys(address for address in to if address))
    subject = one_line(subject)
    with translation.override(languages.SOURCE):
        values = {**context, "subject": subject, "root_url": absolute("")}
        text = render_to_string(f"mail/{template}.txt", values)
        html = render_to_string(f"mail/{template}.html", values)
    for address in recipients:
        message = EmailMultiAlternatives(
            subject=subject,
            body=text,
            to=[address],
            headers={**HEADERS, "Message-ID": _message_id()},
        )
        message.attach_alternative(html, "text/html")
        message.send()
    return len(recipients)


def _message_id() -> str:
    """Given here and not when the mail is sent: a retry is the same mail."""
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return make_msgid(domain=sender.rpartition("@")[2] or None)


def one_line(text: str) -> str:
    """What people wrote, fit for a header: no character that breaks or hides."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
