"""Admin view: begin a new offering from a starting point or a copy of one's own."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from hm_site.organisations.models import OrganisationPage

from .models import SupportOfferingPage
from .starting_points import BY_CODE, STARTING_POINTS, begin, copy

NAME = "offering_start"
POINT, COPY = "point:", "copy:"


def organisations_of(user: Any) -> list[OrganisationPage]:
    """Active organisations below which the person may add pages."""
    may_add = page_permission_policy.instances_user_has_permission_for(user, "add")
    sources = OrganisationPage.objects.sources().filter(active=True)
    return list(sources.filter(pk__in=may_add.values("pk")).order_by("title"))


def offerings_of(organisations: list[OrganisationPage]) -> list[SupportOfferingPage]:
    """What may be copied: offerings of these organisations, drafts included."""
    paths = [organisation.path for organisation in organisations]
    pages = SupportOfferingPage.objects.sources().order_by("draft_title")
    return [page for page in pages if any(page.path.startswith(path) for path in paths)]


class StartForm(forms.Form):
    """Which organisation, and what to begin with; nothing else can be chosen."""

    organisation = forms.ModelChoiceField(
        OrganisationPage.objects.none(),
        label="För vilken organisation?",
        empty_label="Välj organisation",
        error_messages={
            "required": "Välj vilken organisation stödet hör till.",
            "invalid_choice": "Välj en av dina egna organisationer.",
        },
    )
    start = forms.CharField(error_messages={"required": "Välj vad du vill börja med."})

    def __init__(
        self,
        *args: Any,
        organisations: list[OrganisationPage],
        offerings: list[SupportOfferingPage],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["organisation"]
        choices.queryset = OrganisationPage.objects.filter(
            pk__in=[page.pk for page in organisations]
        ).order_by("title")
        self.own = {str(page.pk): page for page in offerings}

    def clean_start(self) -> Any:
        """A starting point or one of the offerings that may be copied."""
        value = self.cleaned_data["start"]
        chosen = (
            BY_CODE.get(value.removeprefix(POINT))
            if value.startswith(POINT)
            else self.own.get(value.removeprefix(COPY))
        )
        if chosen is None:
            raise forms.ValidationError("Det går inte att börja med. Välj på nytt.")
        return chosen


def start_offering(request: HttpRequest) -> HttpResponse:
    """Shows what there is to begin with; POST makes a draft and opens it."""
    organisations = organisations_of(request.user)
    if not organisations:
        raise PermissionDenied
    offerings = offerings_of(organisations)
    wanted = request.GET.get("organisation", "")
    only = organisations[0].pk if len(organisations) == 1 else None
    form = StartForm(
        request.POST or None,
        organisations=organisations,
        offerings=offerings,
        initial={"organisation": only or wanted},
    )
    if request.method == "POST" and form.is_valid():
        chosen, organisation = (
            form.cleaned_data["start"],
            form.cleaned_data["organisation"],
        )
        make: Any = copy if isinstance(chosen, SupportOfferingPage) else begin
        page = make(chosen, organisation, request.user)
        messages.success(
            request,
            "Utkastet är skapat. Fyll i det som saknas, i vilken ordning du vill.",
        )
        return redirect("wagtailadmin_pages:edit", page.pk)
    context = {
        "form": form,
        "points": STARTING_POINTS,
        "own": [(page, _state(page)) for page in offerings],
        "several": len(organisations) > 1,
        "organisation": organisations[0],
        "POINT": POINT,
        "COPY": COPY,
        "page_title": "Nytt stöd",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": "Start"},
            {"url": "", "label": "Nytt stöd"},
        ],
    }
    status = 422 if form.is_bound else 200
    return render(request, "resources/admin/start.html", context, status=status)


def _state(page: Page) -> str:
    if not page.live:
        return "utkast"
    return "publicerat, med ändringar" if page.has_unpublished_changes else ""


URLS = [path("nytt-stod/", start_offering, name=NAME)]
