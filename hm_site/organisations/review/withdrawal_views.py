"""Views that take a page away from readers, and show it to them again."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from wagtail.admin import messages as wagtail_messages
from wagtail.models import Page, WorkflowState

from hm_site.base.admin_frame import frame
from hm_site.base.models import BasePage
from hm_site.base.page_permissions import may_withdraw
from hm_site.base.querysets import is_published

from . import decisions, events, withdrawal
from .models import Withdrawal

_frame = partial(frame, icon="tasks")


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label="Varför dras den tillbaka?",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=(
            "Den som har skrivit läser detta. Exempel: Numret leder till fel person."
        ),
    )


def withdraw(request: HttpRequest, page_id: int) -> HttpResponse:
    """Shows what will happen; acts on POST."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not may_withdraw(page, request.user):
        if page.live:
            raise PermissionDenied
        messages.info(request, "Sidan är redan tillbakadragen.")
        return redirect("wagtailadmin_home")
    return ask_and_withdraw(request, page, may_withdraw)


def ask_and_withdraw(
    request: HttpRequest, page: Page, may: Callable[[Page, Any], bool]
) -> HttpResponse:
    """The question with the form for the reason; POST withdraws and leads back."""
    about = events.spoken(page)
    alone = isinstance(page, BasePage) and not page.is_source
    form = WithdrawForm(request.POST or None)
    form.fields["reason"].required = withdrawal.is_moderator(page, request.user)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            reason = form.cleaned_data["reason"]
            try:
                withdrawal.withdraw(page, request.user, reason, may)
            except decisions.DecisionError as error:
                messages.error(request, str(error))
            else:
                where = "" if alone else " på alla språk"
                messages.success(request, f"{about.name} är borta för läsare{where}.")
                return redirect(about.url)
    heading = "Ta bort översättningen för läsare" if alone else "Dra tillbaka överallt"
    context = {"about": about, "alone": alone, "form": form, **_frame(heading)}
    return render(request, "organisations/review/withdraw.html", context, status=status)


def undo(request: HttpRequest, row_id: int) -> HttpResponse:
    """Shows what will come back; acts on POST."""
    row = get_object_or_404(Withdrawal.objects.select_related("page", "by"), pk=row_id)
    about = events.spoken(row.page)
    if request.method != "POST":
        if not withdrawal.may_undo(row, request.user):
            raise PermissionDenied
        newer = row.page.current_workflow_state
        waits = newer and newer.status == WorkflowState.STATUS_IN_PROGRESS
        context = {
            "row": row,
            "about": about,
            "newer": newer,
            "waits": waits,
            **_frame("Visa för läsare igen"),
        }
        return render(request, "organisations/review/undo.html", context)
    try:
        page = withdrawal.undo(row_id, request.user)
    except decisions.DecisionError as error:
        messages.error(request, str(error))
        return redirect("wagtailadmin_home")
    if _is_shown(page):
        messages.success(request, f"{about.name} syns för läsare igen.")
    else:
        messages.warning(
            request,
            f"{about.name} är inte borttagen längre, men läsare får den inte än: "
            "texten är inaktuell eller oläst, eller sidans slutdatum har passerat.",
        )
    return redirect(about.url)


def _is_shown(page: Page) -> bool:
    """A vital text that is outdated is live, and kept from readers all the same."""
    if not isinstance(page, BasePage):
        return True
    if not is_published(page.source):
        return False
    return type(page).objects.shown().filter(pk=page.pk).exists()


def tell_that_it_is_withdrawn(request: HttpRequest, page: Page) -> None:
    """Hook `before_edit_page`: the form itself looks as if all were well."""
    row = withdrawal.newest(page) if request.method == "GET" else None
    if row is None or not page.permissions_for_user(request.user).can_edit():
        return
    buttons = []
    if withdrawal.may_undo(row, request.user):
        undo_url = reverse("review_undo", args=[row.pk])
        buttons = [wagtail_messages.button(undo_url, "Visa för läsare igen")]
        way = "Visa den igen precis som den var, eller ändra den och skicka in."
    elif row.page.expired:
        way = "Ändra slutdatumet och skicka in den för granskning."
    else:
        way = "Ändra det som behövs och skicka in den för granskning."
    wagtail_messages.warning(request, f"{_why_gone(row)} {way}", buttons=buttons)


def _why_gone(row: Withdrawal) -> str:
    if row.page.expired:  # the draft that is edited does not know
        return "Sidans slutdatum har passerat. Läsare ser den inte."
    who = "En moderator" if row.by_moderator else row.by or "Någon"
    reason = f" Skäl: {row.reason}" if row.reason else ""
    day = timezone.localtime(row.at)
    return f"{who} drog tillbaka sidan {day:%Y-%m-%d}. Läsare ser den inte.{reason}"
