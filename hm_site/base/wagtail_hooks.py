from django.db.models import Q
from wagtail import hooks
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.snippets.models import register_snippet

from .viewsets import VocabularyViewSetGroup

register_snippet(VocabularyViewSetGroup)


@hooks.register("construct_page_chooser_queryset")
def hide_foreign_drafts(pages, request):
    """Choosers show what is live and what the person may see anyway."""
    visible = PagePermissionPolicy().explorable_instances(request.user)
    return pages.filter(Q(live=True) | Q(pk__in=visible.values("pk")))
