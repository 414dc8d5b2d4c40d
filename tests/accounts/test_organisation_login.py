"""Signing in through an organisation's identity provider: invited people alone.

The provider is played by a function in place of the network.
"""

import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from hm_site.accounts.models import User
from hm_site.accounts.organisation_login import OrganisationLoginAdapter
from hm_site.settings import accounts as account_settings
from tests import factories
from tests.accounts import codes

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"
BEGIN = "/admin/login/organisation/kommunen/"
BACK = f"{BEGIN}tillbaka/"
ISSUER = "https://id.kommunen.example"
APP = {
    "provider_id": "kommunen",
    "name": "Kommunen",
    "client_id": "plattformen",
    "secret": "hemligt",
    "settings": {"server_url": ISSUER, "domains": ["example.org"]},
}


class Provider:
    """What the identity provider says; tests change it."""

    def __init__(self) -> None:
        self.subject: Any = "person-1"
        self.userinfo: dict[str, Any] = {
            "email": "editor@example.org",
            "email_verified": True,
            "name": "Någon Annan",
        }
        self.token: dict[str, Any] = {}
        self.sent: list[dict[str, Any]] = []
        self.down = False

    def request(self, method: str, url: str, **kwargs: Any) -> requests.Response:
        if self.down:
            raise requests.ConnectionError("nobody answers")
        self.sent.append({"url": url, **kwargs})
        answer = requests.Response()
        answer.status_code = 200
        answer.headers["content-type"] = "application/json"
        answer._content = requests.models.complexjson.dumps(self.body(url)).encode()
        return answer

    def body(self, url: str) -> dict[str, Any]:
        if url.endswith("openid-configuration"):
            return {
                "issuer": ISSUER,
                "authorization_endpoint": f"{ISSUER}/auth",
                "token_endpoint": f"{ISSUER}/token",
                "userinfo_endpoint": f"{ISSUER}/userinfo",
                "jwks_uri": f"{ISSUER}/keys",
            }
        if url.endswith("/userinfo"):
            return {"sub": self.subject, **self.userinfo}
        claims = {
            "iss": ISSUER, "aud": "plattformen", "sub": self.subject,
            "exp": int(time.time()) + 60, **self.token,
        }  # fmt: skip
        # Fetched over TLS from the provider itself: the signature is not asked for.
        token = jwt.encode(claims, "x" * 32, algorithm="HS256")
        return {"access_token": "a", "token_type": "Bearer", "id_token": token}


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Provider:
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [APP]}
    }
    settings.DEMO_ACCOUNTS = False
    played = Provider()

    def session(self: Any) -> requests.Session:
        made = requests.Session()
        made.request = played.request  # type: ignore[method-assign, assignment]
        made.get = lambda url, **kw: played.request("GET", url, **kw)  # type: ignore[method-assign, assignment, misc]
        return made

    monkeypatch.setattr(OrganisationLoginAdapter, "get_requests_session", session)
    return played


@pytest.fixture
def editor() -> Any:
    person = factories.editor(factories.organisation(), name="editor")
    person.set_unusable_password()
    person.save()
    return person


def sign_in(client: Client, query: str = "") -> Any:
    """There and back again."""
    there = client.get(BEGIN + query)
    assert there.status_code == 302, there.content.decode()
    state = parse_qs(urlsplit(there.url).query)["state"][0]
    return client.get(BACK, {"code": "c", "state": state})


def is_inside(client: Client) -> bool:
    return client.get("/admin/account/").status_code == 200


def test_without_the_setting_there_is_no_such_road(client: Client) -> None:
    assert "organisation" not in client.get(LOGIN).content.decode()
    for path in (BEGIN, BACK):
        assert client.get(path).status_code == 404


def test_an_invited_person_signs_in_and_is_known_by_her_subject(
    client: Client, provider: Provider, editor: Any
) -> None:
    assert BEGIN in client.get(LOGIN).content.decode()
    assert sign_in(client, "?next=/admin/pages/").url == "/admin/pages/"
    assert is_inside(client)
    account = SocialAccount.objects.get(user=editor, uid="person-1")
    assert account.extra_data == {}, "what the provider tells is not kept"
    editor.refresh_from_db()
    assert editor.get_full_name() == ""
    # Her address changes over there; she is the same.
    provider.userinfo["email"] = "nytt-namn@example.org"
    again = Client()
    sign_in(again)
    assert is_inside(again)
    assert SocialAccount.objects.get(user=editor).extra_data == {}


def test_the_request_is_bound_to_this_browser(
    client: Client, provider: Provider, editor: Any
) -> None:
    """PKCE, a state that counts once, and the address of ours to come back to."""
    there = parse_qs(urlsplit(client.get(BEGIN).url).query)
    assert there["code_challenge_method"] == ["S256"]
    assert there["redirect_uri"] == [f"http://testserver{BACK}"]
    state = there["state"][0]
    for stranger in (Client().get(BACK, {"code": "c", "state": state}),
                     client.get(BACK, {"code": "c", "state": "annat"}),
                     client.get(BACK, {"code": "c"})):  # fmt: skip
        assert stranger.status_code == 401
        assert "Inloggningen gick inte" in stranger.content.decode()
    client.get(BACK, {"code": "c", "state": state})
    assert is_inside(client)
    token = next(x for x in provider.sent if x["url"].endswith("/token"))
    assert token["data"]["code_verifier"]
    assert Client().get(BACK, {"code": "c", "state": state}).status_code == 401


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "okand@example.org"},
        {"email_verified": False},
        {"email_verified": "false"},
        {"email_verified": "true"},
        {"email_verified": None},
        {"email": ""},
        {"email": None},
        {"email": ["editor@example.org"]},
        {"email": "editor@annat.example"},
        {"email": "editor@example.org.annat.example"},
        {"email": "<b>x</b>@example.org"},
        {"sub": "somebody-else"},
    ],
)
def test_everybody_else_is_refused_and_no_account_is_made(
    client: Client, provider: Provider, editor: Any, claims: dict[str, Any]
) -> None:
    provider.userinfo |= claims
    before = User.objects.count()
    response = sign_in(client)
    assert response.status_code in {403, 502}
    assert "Inloggningen gick inte" in response.content.decode()
    assert not is_inside(client)
    assert User.objects.count() == before
    assert not SocialAccount.objects.exists()


def test_who_is_not_invited_is_told_what_to_do(
    client: Client, provider: Provider
) -> None:
    response = sign_in(client)
    assert response.status_code == 403
    assert "bjuda in dig" in response.content.decode()


@pytest.mark.parametrize(
    "token",
    [{"iss": "https://annan.example"}, {"aud": "annan"}, {"exp": 1}, {"sub": "annan"}],
)
def test_a_token_that_is_not_for_us_opens_nothing(
    client: Client, provider: Provider, editor: Any, token: dict[str, Any]
) -> None:
    provider.token = token
    assert sign_in(client).status_code in {401, 403}
    assert not is_inside(client)


def test_an_address_that_is_given_to_somebody_else_opens_nothing(
    client: Client, provider: Provider, editor: Any
) -> None:
    sign_in(client)
    provider.subject = "successor"
    successor = Client()
    assert sign_in(successor).status_code == 403
    assert not is_inside(successor)


def test_a_closed_account_is_refused(
    client: Client, provider: Provider, editor: Any
) -> None:
    sign_in(client)
    editor.is_active = False
    editor.save()
    again = Client()
    closed = again.get(sign_in(again).url)
    assert closed.status_code == 403
    assert "Kontot är stängt" in closed.content.decode()
    assert not is_inside(again)
    assert "_auth_user_id" not in again.session
    assert not is_inside(client)


def test_a_provider_vouches_for_its_own_domains_alone(
    client: Client, provider: Provider, editor: Any
) -> None:
    """Else one organisation's provider could open the accounts of another."""
    for email in ("editor@annat.example", "editor@sub.example.org"):
        editor.email = provider.userinfo["email"] = email
        editor.save()
        assert sign_in(client).status_code == 403, email
        assert not is_inside(client)


def test_an_account_without_a_role_is_not_let_in(
    client: Client, provider: Provider
) -> None:
    factories.person("editor")
    assert sign_in(client).status_code == 403
    assert not is_inside(client)


def test_a_known_person_who_holds_nothing_any_more_is_refused(
    client: Client, provider: Provider, editor: Any
) -> None:
    sign_in(client)
    editor.groups.clear()
    again = Client()
    assert again.get(sign_in(again).url).status_code == 403
    assert "_auth_user_id" not in again.session


def test_this_road_asks_for_the_second_factor_like_the_other(
    client: Client, provider: Provider
) -> None:
    moderator = factories.moderator("editor")
    sign_in(client)
    assert client.get("/admin/").url == "/admin/konto/tva-steg/"
    codes.enroll(moderator)
    client = Client()
    assert sign_in(client).url == "/admin/login/kod/"
    assert not is_inside(client)
    client.post("/admin/login/kod/", {"code": codes.code(moderator)})
    assert is_inside(client)


def test_a_provider_that_does_not_answer_is_said_so(
    client: Client, provider: Provider, editor: Any
) -> None:
    state = parse_qs(urlsplit(client.get(BEGIN).url).query)["state"][0]
    provider.down = True
    begun = client.get(BEGIN)
    assert begun.status_code == 502
    assert "svarar inte" in begun.content.decode()
    back = client.get(BACK, {"code": "c", "state": state})
    assert back.status_code in {401, 502}
    assert not is_inside(client)


@pytest.mark.parametrize("subject", [None, ""])
def test_a_provider_that_names_nobody_opens_nothing(
    client: Client, provider: Provider, editor: Any, subject: Any
) -> None:
    provider.subject = subject
    assert sign_in(client).status_code in {401, 403, 502}
    assert not is_inside(client)


def test_who_changes_her_mind_is_back_at_the_log_in(
    client: Client, provider: Provider
) -> None:
    state = parse_qs(urlsplit(client.get(BEGIN).url).query)["state"][0]
    response = client.get(BACK, {"error": "access_denied", "state": state}, follow=True)
    assert response.request["PATH_INFO"] == LOGIN
    assert "avbröts" in response.content.decode()


def test_nobody_connects_an_account_from_within(
    client: Client, provider: Provider, editor: Any
) -> None:
    """Else a stolen session could be made to last."""
    client.force_login(editor)
    assert sign_in(client, "?process=connect").status_code == 403
    assert not SocialAccount.objects.exists()


def test_the_environment_is_all_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    values = {
        "NAME": "Region Halland", "SERVER_URL": "https://id.example/", "DOMAINS":
        "Example.org, annan.example", "CLIENT_ID": "x", "CLIENT_SECRET": "y",
    }  # fmt: skip
    for name, value in values.items():
        monkeypatch.setenv(f"OIDC_REGION_HALLAND_{name}", value)
    app = account_settings.oidc_provider("region-halland")
    assert app["name"] == "Region Halland"
    assert app["settings"]["domains"] == ["example.org", "annan.example"]
    assert reverse("openid_connect_login", args=[app["provider_id"]])
    for name, value in (("SERVER_URL", "http://id.example"), ("DOMAINS", " ")):
        with monkeypatch.context() as patch:
            patch.setenv(f"OIDC_REGION_HALLAND_{name}", value)
            with pytest.raises(ImproperlyConfigured):
                account_settings.oidc_provider("region-halland")
