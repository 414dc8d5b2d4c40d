"""Production: everything by environment; nothing is loosened."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import ALLOWED_HOSTS, BASE_URL, SECRET_KEY

if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY is missing or shorter than 50 characters")
if not BASE_URL.startswith("https://"):
    raise ImproperlyConfigured("BASE_URL must be the site's https address")
# The editor's preview is framed by the editor; public pages forbid framing by CSP.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the exact host names")
