"""When the demo's texts were approved and translated: days that are invented, spread
over the last year, so that the reports have something to measure."""

from datetime import datetime, timedelta
from zlib import crc32

from django.utils import timezone

from hm_site.base.models import BasePage
from hm_site.translation.models import SourceChange, TranslationPublication

# Days that a translation usually takes.
PACE = {"sv-simple": 3, "en": 3, "ar": 5, "fa": 7, "prs": 8, "ps": 11, "ckb": 13}
PACE |= {"so": 7, "ti": 15, "uk": 6, "ru": 7}
USUALLY = 9
FIRST, LAST = 40, 330  # days ago


def invent(source: BasePage, code: str) -> None:
    """For a translation that was just published; the same days each time it is made."""
    number = crc32(f"{source.slug} {code}".encode())
    took = timedelta(days=PACE.get(code, USUALLY) * (60 + number % 80) / 100)
    approved = _approved(source)
    TranslationPublication.objects.filter(
        page_key=source.translation_key, language=code
    ).update(
        published_at=approved + took,
        source_seen_at=approved,
        source_approved_at=approved,
    )


def _approved(source: BasePage) -> datetime:
    """One moment for all languages: the first of them chooses it."""
    made = source.first_published_at or timezone.now()
    ago = timedelta(days=FIRST + crc32(source.slug.encode()) % (LAST - FIRST))
    changes = SourceChange.objects.filter(page_key=source.translation_key)
    first = changes.first()
    if first is not None and first.published_at < made:
        return first.published_at
    if first is not None:
        first.approved_at = first.published_at = made - ago
        first.save(update_fields=["approved_at", "published_at"])
    return made - ago
