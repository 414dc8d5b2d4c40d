"""Forms of signing in. Whatever is wrong is said in plain Swedish."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ReauthenticateForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as MfaReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import validate_totp_code
from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.core.exceptions import ValidationError
from django.utils import timezone

from . import second_factor, throttle


def password_field() -> forms.CharField:
    """For the password that a person has."""
    return forms.CharField(
        label="Lösenord",
        max_length=4096,
        strip=False,
        widget=forms.PasswordInput(
            attrs={"class": "field", "autocomplete": "current-password"}
        ),
        error_messages={"required": "Skriv ditt lösenord."},
    )


class SignInForm(forms.Form):
    username = forms.CharField(
        label="E-postadress",
        max_length=254,
        widget=forms.TextInput(
            attrs={
                "class": "field",
                "autocomplete": "username",
                "autocapitalize": "none",
                "spellcheck": "false",
                "inputmode": "email",
            }
        ),
        error_messages={"required": "Skriv din e-postadress."},
    )
    password = password_field()


class ForgottenForm(forms.Form):
    email = forms.EmailField(
        label="E-postadress",
        max_length=254,
        widget=forms.EmailInput(attrs={"class": "field", "autocomplete": "email"}),
        help_text="Den som du loggar in med. Exempel: anna.andersson@kommunen.se.",
        error_messages={
            "required": "Skriv din e-postadress.",
            "invalid": "Skriv en hel e-postadress, till exempel anna@kommunen.se.",
        },
    )


class NewPasswordForm(SetPasswordForm):
    error_messages = {
        "password_mismatch": "Lösenorden är inte lika. Skriv samma i båda fälten.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first, again = self.fields["new_password1"], self.fields["new_password2"]
        first.label, again.label = "Nytt lösenord", "Samma lösenord igen"
        first.help_text = (
            "Minst 12 tecken, och inget vanligt lösenord. Flera ord efter varandra "
            "är lätta att minnas och svåra att gissa. Exempel: fyra ord som bara du "
            "skulle sätta ihop."
        )
        again.help_text = ""
        first.error_messages["required"] = "Skriv ett lösenord."
        again.error_messages["required"] = "Skriv samma lösenord igen."
        for field in (first, again):
            field.widget.attrs["class"] = "field"


def wait_text(error: throttle.ThrottledError) -> str:
    return f"För många försök. Försök igen klockan {clock(error)}."


def clock(error: throttle.ThrottledError) -> str:
    return f"{timezone.localtime(error.until):%H.%M}"


class _CheckedCode:
    """Codes are checked by us, not by allauth: see `second_factor`."""

    user: Any
    cleaned_data: dict[str, Any]
    throttled: throttle.ThrottledError | None = None

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        try:
            attempt = throttle.entering_code(context.request, self.user)
        except throttle.ThrottledError as error:
            self.throttled = error
            raise ValidationError(wait_text(error), code="throttled") from error
        authenticator = second_factor.check(self.user, code)
        if authenticator is None:
            raise ValidationError(
                "Koden stämmer inte, eller är redan använd. Vänta på nästa kod i "
                "appen och försök igen.",
                code="incorrect_code",
            )
        attempt.succeed()
        self.authenticator = authenticator
        return code


def _code_field(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=40,
        help_text=help_text,
        widget=forms.TextInput(
            attrs={
                "class": "field",
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "spellcheck": "false",
            }
        ),
        error_messages={"required": "Skriv koden."},
    )


APP_OR_RECOVERY = "Sex siffror från appen, eller en av dina reservkoder."


class CodeForm(_CheckedCode, AuthenticateForm):
    code = _code_field("Kod", APP_OR_RECOVERY)


class CodeAgainForm(_CheckedCode, MfaReauthenticateForm):
    code = _code_field("Kod", APP_OR_RECOVERY)


class FirstCodeForm(ActivateTOTPForm):
    code = _code_field("Koden som appen visar", "Sex siffror. Exempel: 123 456.")
    throttled: throttle.ThrottledError | None = None

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).replace(" ", "")
        if not validate_totp_code(self.secret, code):
            raise ValidationError(
                "Koden stämmer inte. Vänta på nästa kod i appen och försök igen.",
                code="incorrect_code",
            )
        return code


class PasswordAgainForm(ReauthenticateForm):
    password = password_field()
    throttled: throttle.ThrottledError | None = None

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        try:
            right = get_adapter().reauthenticate(self.user, password)
        except throttle.ThrottledError as error:
            self.throttled = error
            raise ValidationError(wait_text(error), code="throttled") from error
        if not right:
            raise get_adapter().validation_error("incorrect_password")
        return password
