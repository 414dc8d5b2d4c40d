"""What translators and reviewers are told, through the site's notices.

Each notice carries the translated page, so that it is told to those alone who hold the
language when the mail leaves. It names the page as readers know it in Swedish.
"""

from typing import Any

from django.urls import reverse
from wagtail.models import Page

from hm_site import languages
from hm_site.base.models import BasePage
from hm_site.base.querysets import is_published
from hm_site.organisations.access import people_with_role
from hm_site.organisations.models import Notice
from hm_site.organisations.notices import notify, take_back
from hm_site.organisations.ownership import organisation_titles, owner_title
from hm_site.organisations.review.events import Spoken

from . import access, states, vital
from .models import Submission
from .work import target_of


def tell_translators(language: str, text: str, url: str) -> int:
    """A line in the digest of everybody who translates into the language."""
    return notify(_translators(language), Notice.Kind.TRANSLATION, text, url)


def _translators(language: str) -> Any:
    return people_with_role(access.TRANSLATOR, language)


def _translation(page: Page) -> BasePage | None:
    found = page.specific
    return found if isinstance(found, BasePage) and not found.is_source else None


# ------------------------------------------------------- registries of the review
def spoken(page: Page, revision_pk: int | None) -> Spoken | None:
    """How the review speaks of a translation: by the Swedish title that is public."""
    target = _translation(page)
    if target is None:
        return None
    source, language = target.source, target.language
    owner = owner_title(source, organisation_titles())
    return Spoken(
        f"”{source.title}” på {languages.get(language).name_sv}",
        owner if owner != "–" else source.page_type_display_name,
        edit_url(source, language),
        _authors(revision_pk, language),
        _translators(language),
        "en granskare",
    )


def may_be_told(person: Any, pk: int) -> bool | None:
    """A translation is told of to people of its language, while its Swedish page is
    public: its title may be a secret by now."""
    page = Page.objects.filter(pk=pk).first()
    target = _translation(page) if page else None
    if target is None:
        return None
    source = target.source
    known = source.is_source and is_published(source)
    return known and access.may_see(person, target.language)


def edit_url(source: BasePage, language: str) -> str:
    return reverse("translation_edit", args=[source.pk, language])


def _authors(revision_pk: int | None, language: str) -> Any:
    """Translators of the language who wrote or sent in a version."""
    rows = Submission.objects.filter(revision=revision_pk)
    written = {
        person
        for ids, submitter in rows.values_list("authors", "submitted_by")
        for person in (*ids, submitter)
    }
    return _translators(language).filter(pk__in=written)


# ------------------------------------------------------------------- new meaning
def tell_of_new_meaning(source: BasePage, only: str = "") -> None:
    """Those who wrote what readers have no longer right, else all translators; of the
    language `only`, or of all.

    A line for each page, whatever has been changed since the last digest; at once when
    readers are left without the translation.
    """
    row = states.cells([source.translation_key])[source.translation_key]
    urgent = Page.objects.filter(vital.vital_pages(), pk=source.pk).exists()
    for language, cell in row.items():
        told = cell.outdated and only in ("", language)
        target = target_of(source, language) if told else None
        if target is None:
            continue
        take_back(Notice.Kind.TRANSLATION, target)
        authors = _authors(target.live_revision_id, language)
        name = languages.get(language).name_sv
        text = f"”{source.title}” säger något nytt på svenska. Förnya texten på {name}."
        if urgent:
            text += " Den är livsviktig: läsare får svenska tills dess."
        notify(
            authors if authors.exists() else _translators(language),
            Notice.Kind.TRANSLATION,
            text,
            edit_url(source, language),
            page=target,
            at_once=urgent,
        )


def forget_new_meaning(target: BasePage) -> None:
    """The translation has been renewed."""
    take_back(Notice.Kind.TRANSLATION, target)
