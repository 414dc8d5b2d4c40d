"""How the strategy owner begins the next strategy.

Wagtail's right to add would reach from the start page down to every organisation. So
she has none: this one screen makes an empty draft below the start page, which gives
her role the right to change it, like every strategy, and the review does the rest.
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.text import slugify
from wagtail.admin.widgets.button import Button
from wagtail.coreutils import find_available_slug
from wagtail.models import Page

from hm_site.organisations import access, provisioning

from .models import StrategyPage
from .structure import swedish_home

ROLE = "strategy-owner"


class NewStrategyForm(forms.Form):
    title = forms.CharField(
        label="Rubrik",
        max_length=200,
        help_text="Exempel: Strategi för hälsa och migration 2027–2030. "
        "Du kan ändra den sedan.",
        error_messages={"required": "Skriv vad den nya strategin heter."},
    )

    def clean_title(self) -> str:
        title = " ".join(self.cleaned_data["title"].split())
        if not slugify(title):
            raise forms.ValidationError("Rubriken behöver bokstäver eller siffror.")
        return title


def may_begin(user: Any) -> bool:
    return bool(user.is_superuser) or access.has_role(user, ROLE)


def begin(request: HttpRequest) -> HttpResponse:
    if not may_begin(request.user):
        raise PermissionDenied
    form = NewStrategyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        page = _draft(form.cleaned_data["title"], request.user)
        messages.success(
            request, "Utkastet är skapat. När du skickar in det granskas det av andra."
        )
        return redirect("wagtailadmin_pages:edit", page.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "home/new_strategy.html", {"form": form}, status=status)


def _draft(title: str, user: Any) -> StrategyPage:
    home = swedish_home()
    page = StrategyPage(
        title=title,
        slug=find_available_slug(home, slugify(title)[:200]),
        locale=home.locale,
        owner=user,
        live=False,
    )
    home.add_child(instance=page)
    page.save_revision(user=user, log_action="wagtail.create", clean=False)
    return page


def give_right(
    sender: type, instance: StrategyPage, created: bool, raw: bool = False, **_: Any
) -> None:
    """Receiver of `post_save`: every strategy is the strategy owner's at once."""
    if created and not raw and instance.is_source:
        list(provisioning.sync_strategies(StrategyPage.objects.sources()))


URLS = [path("strategi/ny/", begin, name="strategy_begin")]


def buttons(page: Page, user: Any, **kwargs: Any) -> Iterator[Button]:
    strategy = page.specific
    if isinstance(strategy, StrategyPage) and strategy.is_source and may_begin(user):
        yield Button(
            "Skriv nästa strategi",
            reverse("strategy_begin"),
            icon_name="plus",
            priority=70,
        )
