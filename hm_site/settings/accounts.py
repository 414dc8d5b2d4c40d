"""How people sign in: sessions, passwords, allauth, organisations' own log-ins.

Read by `base`; nothing here is loosened in production.
"""

from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["hm_site.accounts.backends.AccountBackend"]
# Accounts with a known password, and nobody asked for a second factor.
DEMO_ACCOUNTS = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", **extra}
    for name, extra in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"OPTIONS": {"min_length": 12}}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"

# ----------------------------------------------------------------- sessions
SESSION_ENGINE = "hm_site.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60  # at most; see hm_site.accounts.sessions
# Proxies in front that each add one address to X-Forwarded-For.
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)

# ------------------------------------------------------------------ allauth
ALLAUTH_APPS = [
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
ACCOUNT_ADAPTER = "hm_site.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up: see the adapter
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is proved by the invitation
# allauth counts in the cache, which may be down or one per process:
# hm_site.accounts.throttle counts in the database instead.
ACCOUNT_RATE_LIMITS = False
ACCOUNT_FORMS = {"reauthenticate": "hm_site.accounts.forms.PasswordAgainForm"}
MFA_ADAPTER = "hm_site.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Hälsa och migration i Halland"
MFA_TOTP_TOLERANCE = 1  # a step of 30 s before and after, for slow hands and clocks
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "hm_site.accounts.forms.CodeForm",
    "reauthenticate": "hm_site.accounts.forms.CodeAgainForm",
    "activate_totp": "hm_site.accounts.forms.FirstCodeForm",
}

# ------------------------------------------------ organisations' own log-ins
SOCIALACCOUNT_ADAPTER = "hm_site.accounts.organisation_login.OrganisationLoginAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
# By a link: CSP's form-action would stop a form that ends at another host.
SOCIALACCOUNT_LOGIN_ON_GET = True


def oidc_provider(code: str) -> dict[str, Any]:
    """One identity provider from the variables `OIDC_<CODE>_…`.

    It may vouch for addresses of its own e-mail domains and for no others: else one
    organisation's provider could open the accounts of another.
    """
    prefix = f"OIDC_{code.upper().replace('-', '_')}_"
    server = env(f"{prefix}SERVER_URL").rstrip("/")
    domains = [x.strip().lower() for x in env.list(f"{prefix}DOMAINS") if x.strip()]
    if not server.startswith("https://"):
        raise ImproperlyConfigured(f"{prefix}SERVER_URL must be an https address")
    if not domains:
        raise ImproperlyConfigured(f"{prefix}DOMAINS names no e-mail domain")
    return {
        "provider_id": code,
        "name": env(f"{prefix}NAME", default=code),
        "client_id": env(f"{prefix}CLIENT_ID"),
        "secret": env(f"{prefix}CLIENT_SECRET"),
        "settings": {"server_url": server, "domains": domains},
    }


SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [oidc_provider(x) for x in env.list("OIDC_PROVIDERS", default=[])],
    }
}
