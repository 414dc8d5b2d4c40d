"""The declared site tree: the home in every language, structure pages below it.

The home goes live in every language with interface texts. The other structure pages
are born as drafts in the other languages and go live by review like everything else.
"""

from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext, gettext_noop
from wagtail.models import Locale, Page, Site

from hm_site import languages
from hm_site.base.caches import clear_process_caches
from hm_site.base.models import BasePage, PageTerm
from hm_site.organisations.models import OrganisationIndexPage
from resources.models import DirectoryPage
from stories.models import StoryIndexPage

from .models import HomePage

HOME_TITLE = gettext_noop("Det finns stöd för dig. Börja här.")
HOME_LEAD = gettext_noop(
    "Samtal, grupper och mötesplatser för dig som söker asyl eller är ny i Halland. "
    "Nära dig, på språk du förstår."
)
ENTRANCES = "sleep worry loneliness violence talk children body rights".split()

STRUCTURE: tuple[tuple[type[BasePage], str, str], ...] = (
    (DirectoryPage, "hitta-stod", "Hitta stöd"),
    (StoryIndexPage, "goda-exempel", "Goda exempel"),
    (OrganisationIndexPage, "aktorer", "Aktörer"),
)


def home_of(code: str) -> HomePage | None:
    return HomePage.objects.filter(locale__language_code=code, depth=2).first()


def swedish_home() -> HomePage:
    """Raises HomePage.DoesNotExist before the first `sync_site`."""
    return HomePage.objects.get(locale__language_code=languages.SOURCE, depth=2)


def homes() -> dict[str, Page]:
    """Language code → home page."""
    return {
        home.locale.language_code: home
        for home in HomePage.objects.filter(depth=2).select_related("locale")
    }


def sync_tree() -> Iterator[str]:
    """Yields what was changed; the Swedish home must be published to be found."""
    root = Page.get_first_root_node()
    source = Locale.objects.get(language_code=languages.SOURCE)
    if root.locale_id != source.pk:
        Page.objects.filter(pk=root.pk).update(locale=source)
        root.refresh_from_db()
    home = home_of(languages.SOURCE)
    if home is None:
        home = HomePage(
            title=HOME_TITLE, lead=HOME_LEAD, slug=languages.SOURCE, locale=source
        )
        home.terms = [PageTerm(vocabulary="concern", code=code) for code in ENTRANCES]
        root.add_child(instance=home)
        home.save_revision().publish()
        Site.objects.all().update(root_page=home)
        yield "home sv"
    for welcome in root.get_children().exclude(pk__in=HomePage.objects.values("pk")):
        if welcome.specific_class is Page:
            welcome.delete()
            yield "welcome page removed"
    clear_process_caches()
    yield from _structure(home)
    for language in languages.LANGUAGES:
        if not language.is_source:
            yield from _translated_tree(home, language.code)


def _structure(home: HomePage) -> Iterator[str]:
    for model, slug, title in STRUCTURE:
        if model.objects.child_of(home).exists():
            continue
        page = model(title=title, slug=slug, show_in_menus=True, locale=home.locale)
        home.add_child(instance=page)
        page.save_revision().publish()
        yield f"page {slug}"


def _translated_tree(home: HomePage, code: str) -> Iterator[str]:
    locale = Locale.objects.get(language_code=code)
    translated = home_of(code)
    if translated is None:
        with translation.override(code):
            title, lead = gettext(HOME_TITLE), gettext(HOME_LEAD)
        translated = home.copy_for_translation(locale)
        translated.title, translated.lead, translated.slug = title, lead, code
        translated.draft_title = title
        translated.save()
        translated.save_revision().publish()
        yield f"home {code}"
    for model, slug, _title in STRUCTURE:
        source = model.objects.child_of(home).first()
        if source is not None and not source.has_translation(locale):
            source.copy_for_translation(locale)
            yield f"draft {slug} {code}"
