"""What readers are told about the translation that they read."""

from typing import Any

from django.utils import timezone

from hm_site import languages
from hm_site.base.links import reader_url
from hm_site.base.models import BasePage

from .states import reader_state


def note(page: BasePage) -> dict[str, Any] | None:
    """None for a translation that says what the Swedish page says, read by a person."""
    state = reader_state(page.translation_key, page.language)
    if not (state.outdated or state.machine):
        return None
    date = state.published_at or page.last_published_at
    return {
        "machine": state.machine,
        # Without a date there is nothing honest to say about its age.
        "outdated": state.outdated and date is not None,
        "date": timezone.localdate(date) if date else None,
        "source_url": reader_url(page.source, languages.SOURCE),
    }
