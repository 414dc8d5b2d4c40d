"""What the desk reviews: pages, and the rows beside them that readers see too."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, WorkflowState, get_default_page_content_type

from hm_site import languages
from hm_site.base import labels
from hm_site.base.locales import language_codes, source_locale_id
from hm_site.base.models import FileText, LocalRow, Term, TermLabel
from hm_site.base.models.reviewed import ReviewedModel
from hm_site.base.querysets import is_published

from ..ownership import owner_title

BESIDE_PAGES = "Ordlistor"
# Unicode's isolates: words of either direction in one line of plain text.
ISOLATE, END = "\u2068", "\u2069"


def subject(state: WorkflowState) -> Any:
    """What a review is about, as readers have it; None when it is gone."""
    found = state.content_object
    return found.specific if isinstance(found, Page) else found


def subjects(states: Iterable[WorkflowState]) -> dict[int, Any]:
    """Primary key of a review → its subject, pages as bare rows; two queries for each
    type. The newest version is at hand, without its content."""
    states = list(states)
    wanted: dict[int, set[int]] = {}
    for state in states:
        wanted.setdefault(state.base_content_type_id, set()).add(int(state.object_id))
    found: dict[tuple[int, int], Any] = {}
    for type_id, pks in wanted.items():
        model: Any = ContentType.objects.get_for_id(type_id).model_class()
        rows = model._default_manager.select_related("latest_revision")
        if issubclass(model, ReviewedModel) and model.named_with:
            rows = rows.select_related(*model.named_with)
        rows = rows.defer("latest_revision__content")
        found |= {(type_id, pk): row for pk, row in rows.in_bulk(pks).items()}
    _attach_sources(row for row in found.values() if isinstance(row, Page))
    keys = {s.pk: (s.base_content_type_id, int(s.object_id)) for s in states}
    return {pk: found[key] for pk, key in keys.items() if key in found}


def _attach_sources(pages: Iterable[Any]) -> None:
    """Give each translation its Swedish page as `swedish`, unless that is withdrawn:
    its title may be a secret by now. One query, none without translations."""
    source = source_locale_id()
    translations = [page for page in pages if page.locale_id != source]
    if not translations:
        return
    keys = {page.translation_key for page in translations}
    rows = Page.objects.filter(translation_key__in=keys, locale=source)
    public = {row.translation_key: row for row in rows if is_published(row)}
    for page in translations:
        page.swedish = public.get(page.translation_key)


def title(shown: Any) -> str:
    """How lists and messages name it."""
    if isinstance(shown, Page):
        own, swedish = shown.get_admin_display_title(), getattr(shown, "swedish", None)
        if swedish is None:
            return str(own)
        return _in_language(swedish.title, language_codes()[shown.locale_id], own)
    if isinstance(shown, LocalRow):
        return _in_language(_swedish_name(shown), shown.language, str(shown))
    return _term_name(shown) if isinstance(shown, Term) else str(shown.review_title)


def _in_language(swedish: str, code: str, own: str) -> str:
    name = languages.get(code).name_sv.lower()
    return f"{swedish}, {name}: {ISOLATE}{own}{END}"


def _swedish_name(row: LocalRow) -> str:
    if isinstance(row, TermLabel):
        return _term_name(row.term)
    return row.file.swedish_text if isinstance(row, FileText) else str(row)


def _term_name(term: Term) -> str:
    """With its Swedish label, which people know; the code is for addresses."""
    word = labels.label(term.vocabulary, term.code, languages.SOURCE).label
    return f"{term.get_vocabulary_display()}: {word}"


def written_in(shown: Any) -> languages.Language | None:
    """The language of a label; None where the admin's own may be assumed."""
    return languages.get(shown.language) if foreign_texts(shown) else None


def foreign_texts(shown: Any) -> tuple[str, ...]:
    """Names of the fields that are written in that language."""
    return shown.foreign_texts if isinstance(shown, ReviewedModel) else ()


def kind(shown: Any) -> str:
    if isinstance(shown, Page):
        return str(shown.page_type_display_name)
    return str(shown._meta.verbose_name).capitalize()


def owner(shown: Any, titles: dict[str, str]) -> str:
    """The organisation that a page lies below (see `ownership.organisation_titles`)."""
    if not isinstance(shown, Page):
        return BESIDE_PAGES
    return owner_title(getattr(shown, "swedish", None) or shown, titles)


def may_be_reviewed(state: WorkflowState) -> bool:
    """Whether the desk can show what the review is about."""
    if state.base_content_type_id == get_default_page_content_type().pk:
        return True
    model = state.base_content_type.model_class()
    return model is not None and issubclass(model, ReviewedModel)
