"""Signing in, choosing a password, the second factor."""

import logging
from typing import Any

from allauth.account import views as account
from allauth.account.utils import perform_login
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.contrib import messages
from django.contrib.auth import authenticate
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from . import links, organisation_login, rules, second_factor, throttle
from .adapters import AccountAdapter
from .backends import find_person, may_sign_in
from .forms import ForgottenForm, NewPasswordForm, SignInForm, clock
from .models import User

logger = logging.getLogger(__name__)

WRONG = "E-postadressen eller lösenordet stämmer inte."


def too_many(
    request: HttpRequest, view: FormView, error: throttle.ThrottledError
) -> HttpResponse:
    """The same page, with what she wrote, and when to try again."""
    logger.warning("too many attempts at %s", request.path)
    minutes = -(-error.seconds // 60)
    view.extra_context = {
        "wait_until": clock(error),
        "wait_minutes": minutes,
        "wait_seconds": error.seconds,
    }
    response = view.render_to_response(view.get_context_data())
    response.status_code = 429
    response["Retry-After"] = str(error.seconds)
    return response


def landing(request: HttpRequest) -> str:
    """Where she wanted to go, when that is an address of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    # The start of the admin is where most land anyway; the adapter knows who does not.
    return "" if not safe or wanted == reverse("wagtailadmin_home") else wanted


@method_decorator(sensitive_post_parameters(), name="dispatch")
class SignInView(FormView):
    """`/admin/login/`. A right password opens the second step, where there is one."""

    form_class = SignInForm
    template_name = "accounts/sign_in.html"

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        user: Any = request.user
        if user.is_authenticated:
            # Not on to `next` for who may not see it: that would go round in circles.
            admin = user.has_perm("wagtailadmin.access_admin")
            home = AccountAdapter(request).get_login_redirect_url(request)
            return redirect(admin and landing(request) or home)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            next=landing(self.request),
            providers=organisation_login.providers(),
            **kwargs,
        )

    def form_valid(self, form: SignInForm) -> HttpResponse:
        name, password = form.cleaned_data["username"], form.cleaned_data["password"]
        try:
            attempt = throttle.signing_in(self.request, name, find_person(name))
        except throttle.ThrottledError as error:
            return too_many(self.request, self, error)
        user = authenticate(self.request, username=name, password=password)
        if user is None:
            form.add_error(None, WRONG)
            return self.form_invalid(form)
        attempt.succeed()
        response: HttpResponse = perform_login(
            self.request, user, "none", redirect_url=landing(self.request) or None
        )
        return response


class CodeView(mfa.AuthenticateView):
    """The second step of signing in."""

    def form_invalid(self, form: Any) -> HttpResponse:
        return _mark(super().form_invalid(form), form)


class PasswordAgainView(account.ReauthenticateView):
    def form_invalid(self, form: Any) -> HttpResponse:
        return _mark(super().form_invalid(form), form)


class CodeAgainView(mfa.ReauthenticateView):
    def form_invalid(self, form: Any) -> HttpResponse:
        return _mark(super().form_invalid(form), form)


def _mark(response: HttpResponse, form: Any) -> HttpResponse:
    if form.throttled:
        response.status_code = 429
        response["Retry-After"] = str(form.throttled.seconds)
    return response


# ---------------------------------------------------------------- one's account
class AccountView(mfa.IndexView):
    """How one signs in oneself, and the way out; for staff readers all there is."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: Any = self.request.user
        return super().get_context_data(
            required=second_factor.is_required(user),
            may_set_up=second_factor.may_set_up(user),
            may_enter_admin=user.has_perm("wagtailadmin.access_admin"),
            **kwargs,
        )


class SetUpView(totp.ActivateTOTPView):
    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        user: Any = request.user
        if user.is_authenticated and not second_factor.may_set_up(user):
            messages.warning(
                request, "Demokonton delas av många och har bara ett steg."
            )
            return redirect("mfa_index")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        required = second_factor.is_required(self.request.user)
        return super().get_context_data(required=required, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            response = super().form_valid(form)
            second_factor.begin(self.request, form.cleaned_data["code"])
        return response


set_up = SetUpView.as_view()
take_away = totp.DeactivateTOTPView.as_view()
codes = recovery.ViewRecoveryCodesView.as_view()
new_codes = recovery.GenerateRecoveryCodesView.as_view()


# -------------------------------------------------------------------- passwords
@method_decorator(sensitive_post_parameters(), name="dispatch")
class NewPasswordView(FormView):
    """Behind the link of an invitation or of a forgotten password.

    Opening the link only shows the form, so a mail scanner uses nothing up. Choosing
    a password signs nobody in: the second factor is asked for as always.
    """

    form_class = NewPasswordForm
    template_name = "accounts/new_password.html"

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        self.token = request.POST.get(links.PARAMETER) or request.GET.get(
            links.PARAMETER, ""
        )
        try:
            with transaction.atomic():
                self.person = links.read(self.token)
                if request.method == "POST":
                    # Two that use the link at once: the second finds it used.
                    User.objects.select_for_update().get(pk=self.person.pk)
                    self.person = links.read(self.token)
                return super().dispatch(request, *args, **kwargs)
        except links.LinkError as error:
            context = {"expired": error.expired}
            return render(request, "accounts/link_closed.html", context, status=410)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.person}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            token=self.token,
            parameter=links.PARAMETER,
            person=self.person,
            invited=self.person.last_login is None,
            **kwargs,
        )

    def form_valid(self, form: NewPasswordForm) -> HttpResponse:
        form.save()
        messages.success(self.request, "Lösenordet är sparat. Logga in med det.")
        return redirect("account_login")


class ForgottenView(FormView):
    """Mails a link. The answer is the same whether the address is known or not."""

    form_class = ForgottenForm
    template_name = "accounts/forgotten.html"

    def form_valid(self, form: ForgottenForm) -> HttpResponse:
        address = throttle.client_address(self.request)
        email = form.cleaned_data["email"]
        try:
            throttle.wait_turn(throttle.LETTERS_FROM_ADDRESS, address, email.casefold())
        except throttle.ThrottledError as error:
            return too_many(self.request, self, error)
        throttle.attempt((throttle.LETTERS_FROM_ADDRESS, address))
        self.send(User.objects.filter(email__iexact=email).first(), email)
        return render(self.request, "accounts/forgotten_sent.html", {"email": email})

    def send(self, person: User | None, email: str) -> None:
        """Renders the mail for a stranger too: it must not take less time."""
        to, path = [], "/"
        if person and self.may_get_letter(person):
            to, path = [person.email], links.make_path(person, links.FORGOTTEN)
        try:
            rules.send_mail(
                "forgotten_password",
                to,
                "Välj ett nytt lösenord",
                person=person,
                path=path,
                hours=int(links.FORGOTTEN.age.total_seconds() // 3600),
            )
        except OSError:
            # To be told would tell that the address is known.
            logger.exception("a letter about a forgotten password was not sent")

    def may_get_letter(self, person: User) -> bool:
        """Not for demo accounts, nor for who signs in through her organisation alone:
        a password would be a way around it."""
        if person.is_demo or not may_sign_in(person):
            return False
        if not person.has_usable_password() and organisation_login.has_login(person):
            return False
        try:
            throttle.attempt((throttle.LETTER, person.pk))
        except throttle.ThrottledError:
            return False
        return True


# ------------------------------------------------------------------ short answers
def inactive(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/account_closed.html", status=403)


def cancelled(request: HttpRequest) -> HttpResponse:
    messages.info(request, "Inloggningen hos organisationen avbröts.")
    return redirect("account_login")
