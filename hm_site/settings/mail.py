"""Mail: an outbox in the database, and the server that it is delivered to.

`EMAIL_URL` names the server. What the site sends lands in django-mailer's outbox, in
the transaction of what it tells about; the chore "mail" delivers it.
"""

from typing import Any

import environ

env = environ.Env()

_server: dict[str, Any] = env.email_url("EMAIL_URL", default="consolemail://")
MAILER_EMAIL_BACKEND: str = _server["EMAIL_BACKEND"]
vars().update(_server)
EMAIL_BACKEND = "mailer.backend.DbBackend"
# For each step of the talk with the server (connect, greet, send).
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL: str = env("DEFAULT_FROM_EMAIL", default="redaktionen@example.org")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# What was delivered is remembered, not what it said.
MAILER_EMAIL_LOG_MESSAGE_DATA = False

# The hour (Swedish time) from which the day's digest is sent.
DIGEST_HOUR: int = env.int("DIGEST_HOUR", default=7)
# Days that a page waits for review before the moderators are reminded …
REVIEW_REMINDER_DAYS: int = env.int("REVIEW_REMINDER_DAYS", default=3)
# … and before the platform's administrators are told as well.
REVIEW_ESCALATION_DAYS: int = env.int("REVIEW_ESCALATION_DAYS", default=7)
