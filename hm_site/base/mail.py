"""Mails in plain Swedish, as text and HTML, through Django's backend.

The backend is an outbox (django-mailer): a mail is a row in the same transaction as
what it tells about, and is sent, and sent again, by a chore.
"""

from collections.abc import Iterable
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from hm_site import languages

from .links import absolute


def send_mail(template: str, to: Iterable[str], subject: str, **context: Any) -> int:
    """Render `mail/<template>.txt` and `.html` and send one mail to each address.

    `subject` may hold anything that a person has written: line breaks become spaces.
    Paths in the templates follow `{{ root_url }}`. Returns how many were sent.
    """
    recipients = list(dict.fromkeys(address for address in to if address))
    subject = " ".join(subject.split())
    with translation.override(languages.SOURCE):
        values = {**context, "subject": subject, "root_url": absolute("")}
        text = render_to_string(f"mail/{template}.txt", values)
        html = render_to_string(f"mail/{template}.html", values)
    for address in recipients:
        message = EmailMultiAlternatives(subject=subject, body=text, to=[address])
        message.attach_alternative(html, "text/html")
        message.send()
    return len(recipients)
