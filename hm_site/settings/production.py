"""Production: everything by environment; nothing is loosened."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import ALLOWED_HOSTS, SECRET_KEY

if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY is missing or shorter than 50 characters")
# The editor's preview is framed by the editor; public pages forbid framing by CSP.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the exact host names")
