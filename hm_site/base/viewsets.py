"""Admin lists of vocabulary and help lines; administrators only (see roles)."""

from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import HelpLine, Term


class TermViewSet(SnippetViewSet):
    model = Term
    icon = "tag"
    menu_label = "Termer"
    list_display = ["code", "vocabulary", "order", "active"]
    list_filter = ["vocabulary", "active"]
    search_fields = ["code", "labels__label"]
    ordering = ["vocabulary", "order"]
    list_per_page = 50


class HelpLineViewSet(SnippetViewSet):
    model = HelpLine
    icon = "warning"
    menu_label = "Hjälplinjer"
    list_display = ["number", "code", "in_bar", "last_checked", "active"]


class VocabularyViewSetGroup(SnippetViewSetGroup):
    items = (TermViewSet, HelpLineViewSet)
    menu_icon = "list-ul"
    menu_label = "Ordlistor"
    menu_name = "vocabulary"
