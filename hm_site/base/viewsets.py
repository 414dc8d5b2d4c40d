"""Admin lists of vocabulary and help lines; administrators only (see roles).

Whoever saves proposes: nobody publishes or takes away here, the review does.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn, LiveStatusTagColumn
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import (
    CreateView,
    EditView,
    SnippetViewSet,
    SnippetViewSetGroup,
)

from .models import HelpLine, Term, TermLabel
from .models.reviewed import kept_alive
from .models.vocabulary import term_in_use
from .stale_saves import CarefulRowMixin


class ProposalPolicy(ModelPermissionPolicy):
    """Django's permissions, less what needs a second person."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in {"publish", "unpublish"} and super().user_has_permission(
            user, action
        )


class ProposalView(CarefulRowMixin, EditView):
    """The form of a row whose changes wait for somebody else."""

    def get_available_actions(self) -> list[str]:
        """What is under review already is not submitted twice."""
        actions: list[str] = super().get_available_actions()
        waits = self.object.workflow_in_progress
        return [name for name in actions if not (waits and name == "submit")]


class ReviewedViewSet(SnippetViewSet):
    """For models whose changes wait for somebody else."""

    edit_view_class = ProposalView
    copy_view_enabled = False  # codes and languages are unique

    @property
    def permission_policy(self) -> ProposalPolicy:
        return ProposalPolicy(self.model)


class TermViewSet(ReviewedViewSet):
    model = Term
    icon = "tag"
    menu_label = "Termer"
    list_display = [
        "code",
        "vocabulary",
        "order",
        BooleanColumn("active", label="Går att välja"),
        LiveStatusTagColumn(),
    ]
    list_filter = ["vocabulary", "active"]
    search_fields = ["code", "labels__label"]
    ordering = ["vocabulary", "order"]
    list_per_page = 50


class LabelCreateView(CreateView):
    def get_initial(self) -> dict[str, Any]:
        """A link from the term names term and language; the lists know what exists."""
        chosen = {name: self.request.GET.get(name) for name in ("term", "language")}
        return {**super().get_initial(), **chosen}

    def submit_action(self) -> None:
        """To those who review this language: Wagtail asks before it is known."""
        self.object.get_workflow().start(self.object, self.request.user)


class TermLabelViewSet(ReviewedViewSet):
    model = TermLabel
    icon = "tag"
    menu_label = "Namn"
    add_view_class = LabelCreateView
    list_display = ["label", "term", "language", LiveStatusTagColumn()]
    list_filter = ["language", "term__vocabulary", "live", "has_unpublished_changes"]
    search_fields = ["label", "term__code"]
    ordering = ["term__vocabulary", "term__order", "language"]
    list_per_page = 50

    def get_queryset(self, request: Any) -> Any:
        return TermLabel.objects.select_related("term")


class HelpLineViewSet(ReviewedViewSet):
    model = HelpLine
    icon = "warning"
    menu_label = "Hjälplinjer"
    list_display = [
        "number",
        BooleanColumn("in_bar", label="Överst"),
        BooleanColumn("active", label="Visas"),
        "last_checked",
        LiveStatusTagColumn(),
    ]


class VocabularyViewSetGroup(SnippetViewSetGroup):
    items = (TermViewSet, TermLabelViewSet, HelpLineViewSet)
    menu_icon = "list-ul"
    menu_label = "Ordlistor"
    menu_name = "vocabulary"


def refuse_deletion(request: HttpRequest, instances: list[Any]) -> HttpResponse | None:
    """Hook `before_delete_snippet`, for one or many: the sentence instead of the
    question whether one is sure."""
    refusals = [term_in_use(x) if isinstance(x, Term) else "" for x in instances]
    found = [text or kept_alive(x) for text, x in zip(refusals, instances, strict=True)]
    found = [text for text in found if text]
    for text in found:
        messages.error(request, text)
    viewset = instances[0].snippet_viewset if found else None
    return redirect(viewset.get_url_name("list")) if viewset else None
