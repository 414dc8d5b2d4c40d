"""The declared state of the ground: locales, vocabulary, help lines, the site."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Locale, Page, Site

from hm_site import languages

from .caches import bump_version
from .models import ContentVersion, HelpLine, Term, TermLabel
from .vocabulary import VOCABULARIES, initial_labels

# (code, number as read, number as dialled, website, in the bar). Facts to be checked
# by an editor before launch: no date of check is claimed here.
HELP_LINES = (
    ("emergency-112", "112", "112", "", True),
    ("care-1177", "1177", "1177", "https://www.1177.se/", True),
    ("hjalplinjen", "90390", "90390", "", False),
    ("sjalvmordslinjen", "90101", "90101", "", False),
    ("bris", "116 111", "116111", "https://www.bris.se/", False),
    ("kvinnofridslinjen", "020-50 50 50", "020505050", "", False),
)


def sync_locales() -> Iterator[str]:
    """A Locale per language; yields what was changed."""
    ContentVersion.objects.get_or_create(pk=1)
    for language in languages.LANGUAGES:
        _, created = Locale.objects.get_or_create(language_code=language.code)
        if created:
            yield f"locale {language.code}"
    codes = [language.code for language in languages.LANGUAGES]
    unused = Locale.all_objects.exclude(language_code__in=codes)
    for locale in unused:
        if not Page.objects.filter(locale=locale, depth__gt=1).exists():
            Page.objects.filter(locale=locale, depth=1).update(
                locale=Locale.objects.get(language_code=languages.SOURCE)
            )
            yield f"locale {locale.language_code} removed"
            locale.delete()


def sync_vocabulary() -> Iterator[str]:
    """Terms from code, labels from the shipped files; edited labels are kept."""
    known = {(t.vocabulary, t.code): t for t in Term.objects.all()}
    labelled = set(TermLabel.objects.values_list("term_id", "language"))
    fresh: list[TermLabel] = []
    for vocabulary in VOCABULARIES:
        for order, code in enumerate(vocabulary.codes):
            term = known.get((vocabulary.code, code))
            if term is None:
                term = Term.objects.create(
                    vocabulary=vocabulary.code, code=code, order=order
                )
                yield f"term {vocabulary.code}:{code}"
            for language in languages.LANGUAGES:
                label = _shipped_label(term, language.code)
                if label and (term.pk, language.code) not in labelled:
                    fresh.append(label)
    if fresh:
        TermLabel.objects.bulk_create(fresh)
        bump_version()
        yield f"{len(fresh)} labels"


def _shipped_label(term: Term, language: str) -> TermLabel | None:
    """As it comes with the code, rendering the Swedish one that comes along."""
    entry = initial_labels(language).get(term.vocabulary, {}).get(term.code)
    if not entry:
        return None
    label = TermLabel(
        term=term,
        language=language,
        label=entry["label"],
        description=entry.get("description", ""),
        keywords="\n".join(entry.get("keywords", [])),
    )
    if language != languages.SOURCE:
        swedish = _shipped_label(term, languages.SOURCE)
        label.source_text = swedish.as_source if swedish else ""
    return label


def sync_help_lines() -> Iterator[str]:
    for order, (code, number, tel, url, in_bar) in enumerate(HELP_LINES):
        _, created = HelpLine.objects.get_or_create(
            code=code,
            defaults={
                "number": number,
                "tel": tel,
                "url": url,
                "in_bar": in_bar,
                "order": order,
            },
        )
        if created:
            yield f"help line {code}"


def sync_wagtail_site(home: Page) -> Iterator[str]:
    """The one Site, with the address of BASE_URL."""
    address = urlsplit(settings.BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    wanted = {
        "hostname": address.hostname or "localhost",
        "port": port,
        "root_page_id": home.pk,
        "site_name": settings.WAGTAIL_SITE_NAME,
        "is_default_site": True,
    }
    site = Site.objects.filter(is_default_site=True).first() or Site()
    changed = [key for key, value in wanted.items() if getattr(site, key) != value]
    if changed or site.pk is None:
        for key, value in wanted.items():
            setattr(site, key, value)
        site.save()
        yield f"site {site.hostname}:{site.port}"
