"""The context of one offering's page."""

from typing import Any
from urllib.parse import quote

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils.translation import gettext as _

from hm_site import languages
from hm_site.base.facts import FactRow
from hm_site.base.links import absolute, reader_url
from hm_site.base.querysets import attach_prose, saved
from hm_site.base.reader import LocalText, reader_code
from hm_site.base.sections import prose_sections
from hm_site.organisations.names import owner_of
from hm_site.translation.sheet import sheet_links

from .cards import cards, related_pks
from .facts import offering_facts
from .models import SupportOfferingPage
from .querysets import CARD_RELATIONS
from .reader_reports.kinds import choices


def offering_context(page: SupportOfferingPage, request: HttpRequest) -> dict[str, Any]:
    source = page.source
    prefetch_related_objects(saved(source), "terms", "pauses")
    related = _load_with_facts(source, related_pks(source))
    owner = owner_of(source.path)
    facts = offering_facts(source)
    address = absolute(reader_url(source))
    share = quote(f"{page.title}\n{address}")
    fallback = page.language != reader_code()
    return {
        "facts": facts,
        "summary": LocalText(page.summary, page.language),
        "sections": prose_sections(page, page.section_specs),
        "organisation": (
            {
                "name": owner.name,
                "url": owner.url,
                "email": owner.email,
                "phone": owner.phone,
            }
            if owner
            else None
        ),
        "related": cards(related),
        **sheet_links(source),
        "share_url": address,
        "share_sms_url": f"sms:?body={share}",
        "share_mail_url": f"mailto:?subject={quote(page.title)}&body={share}",
        "is_example": source.is_example,
        "has_notice": fallback,
        "interpreter_phrase": interpreter_phrase() if fallback else None,
        "ended": facts.ended or facts.is_over,
        "report_choices": choices(source.pk) if source.pk and source.live else [],
    }


def _load_with_facts(
    source: SupportOfferingPage, pks: list[int]
) -> list[SupportOfferingPage]:
    """Related offerings; their facts and the source's own come in the same queries."""
    found = list(
        SupportOfferingPage.objects.filter(pk__in=pks)
        .published()
        .select_related("status_row")
    )
    prefetch_related_objects([*saved(source), *found], *CARD_RELATIONS)
    by_pk = {page.pk: page for page in attach_prose(found)}
    return [by_pk[pk] for pk in pks if pk in by_pk]


def interpreter_phrase() -> LocalText | None:
    """The Swedish sentence to say on the phone; None for Swedish readers."""
    language = languages.get(reader_code()).interpreter_sv
    if not language:
        return None
    return LocalText.swedish(f"”Jag behöver tolk på {language}.”")


def sheet_facts(source: SupportOfferingPage) -> list[FactRow]:
    """All facts and how to make contact, as rows for a bilingual sheet."""
    facts = offering_facts(source)
    contact = [
        LocalText.own(text)
        for text in (facts.phone and facts.phone["display"], facts.email, source.link)
        if text
    ]
    dates = [
        LocalText.own(" ".join((x["weekday"], x["date"], x["time"])))
        for x in facts.sessions
    ]
    breaks = [LocalText.own(text) for text in facts.pauses]
    rows = [
        FactRow("dates", "cal", _("Kommande träffar"), dates, breaks),
        FactRow("contact", "phone", _("Kontakt"), contact),
    ]
    known = [row for row in rows if row.value or row.details]
    return [*facts.rows, *facts.extra, *known]
