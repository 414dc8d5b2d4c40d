"""The strip above a page's form: what is missing, how it reads, and "submit".

It shows the version in the form: as saved when the page opens, and as typed whenever
its script asks again.
"""

from typing import Any

from django.forms.widgets import Media, Script
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from wagtail.admin.panels import TabbedInterface
from wagtail.admin.views.pages.preview import PreviewOnCreate, PreviewOnEdit

from .advice import advise

TEMPLATE = "base/admin/advice.html"


class AdvisedTabs(TabbedInterface):
    """Tabs of a page form under the strip, which Swedish pages alone have."""

    class BoundPanel(TabbedInterface.BoundPanel):
        template_name = "base/admin/advised_tabs.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            if self.instance.is_source:
                bound = self.form if self.form.is_bound else None
                context["advice_url"] = _address(self.instance, self.form.parent_page)
                context |= advice_context(self.instance, bound, self.request)
                context["submits"] = not context["waits"]
            return context

        @property
        def media(self) -> Media:
            scripts: list[Any] = [Script("hm/admin/advice.js", type="module")]
            return super().media + Media(js=scripts)


def advice_context(page: Any, form: Any, request: HttpRequest) -> dict[str, Any]:
    """`form` is the bound form that `page` was read from, None for a saved page."""
    advice = advise(page, form)
    pending = form is not None or not page.live or page.has_unpublished_changes
    may_submit = bool(
        page.pk and page.permissions_for_user(request.user).can_submit_for_moderation()
    )
    review: Any = page.current_workflow_state if page.pk else None
    back = bool(review) and review.status == review.STATUS_NEEDS_CHANGES
    return {
        "advice": advice,
        "returned": review.current_task_state if back else None,
        "may_submit": may_submit and pending and not advice.stops,
        "waits": bool(page.pk and page.workflow_in_progress),
    }


def _address(page: Any, parent: Any) -> str:
    if page.pk:
        return reverse("advice_on_edit", args=[page.pk])
    meta = page._meta
    return reverse(
        "advice_on_create", args=[meta.app_label, meta.model_name, parent.pk]
    )


class _TypedForm:
    """Answers with advice on the form as it is sent; saves nothing.

    Wagtail's preview does the same with a posted form and asks for the same rights.
    """

    http_method_names = ("post",)
    object: Any

    def get_form(self, query_dict: Any) -> Any:
        """The form as the editor has it: an empty title is no preview's title here."""
        parent = self.object.get_parent()
        return self.object.get_edit_handler().get_form_class()(
            query_dict,
            instance=self.object,
            parent_page=parent.specific,
            for_user=self.request.user,  # type: ignore[attr-defined]
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form(request.POST)
        form.defer_required_fields()
        if form.is_valid():
            form.save(commit=False)
        return render(request, TEMPLATE, advice_context(self.object, form, request))


class AdviceOnEdit(_TypedForm, PreviewOnEdit):
    pass


class AdviceOnCreate(_TypedForm, PreviewOnCreate):
    def get_object(self) -> Any:
        """In the language of its parent, on which it depends what may be missing."""
        page = super().get_object()
        page.locale = page.get_parent().locale
        return page


URLS = [
    path("rad/<int:page_id>/", AdviceOnEdit.as_view(), name="advice_on_edit"),
    path(
        "rad/<slug:content_type_app_name>/<slug:content_type_model_name>/"
        "<int:parent_page_id>/",
        AdviceOnCreate.as_view(),
        name="advice_on_create",
    ),
]
