"""How short texts are proposed, decided and waited for: the review of pages, by row.

Each language is a row with drafts of its own, so translators of different languages
never meet, and an approval publishes one text in one language.
"""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.models import Revision, WorkflowState

from hm_site import languages
from hm_site.base.models import LocalRow
from hm_site.base.models.reviewed import ReviewedModel
from hm_site.base.publication import StaleSaveError
from hm_site.organisations.review import authors, proposals
from hm_site.organisations.review.rows import Line
from hm_site.organisations.review.subjects import subject

from ..desk_filters import TEXTS
from ..subjects import WAITING
from ..views import DESK
from .kinds import Item, Kind, kind_of_translation


class Meanwhile(Exception):
    """Somebody else has saved, or the Swedish text is another one by now."""


def version(row: LocalRow) -> str:
    """Names the newest version, to notice that there is a newer one."""
    return str(row.latest_revision_id or "")


def newest(row: LocalRow) -> Any:
    return row.get_latest_revision_as_object() if row.pk else row


def propose(
    kind: Kind, item: Item, row: LocalRow, user: Any, values: dict[str, str]
) -> bool:
    """Send in `values` as the text in the row's language; False when that is what it
    says already. Raises Meanwhile, and ValidationError for what does not fit."""
    draft = newest(row)
    wanted = {**values, "source_text": item.source}
    state = row.current_workflow_state if row.pk else None
    waits = state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS
    same = all(getattr(draft, name) == text for name, text in wanted.items())
    if same and row.pk and (waits or not row.has_unpublished_changes):
        return False
    try:
        with transaction.atomic():
            proposals.propose(row, user, **wanted)
    except (StaleSaveError, IntegrityError) as error:
        raise Meanwhile from error
    except ValidationError as error:
        if row.pk is None and kind.rows([item.pk]).filter(language=row.language):
            raise Meanwhile from error
        raise
    return True


def desk_url(language: str, state: str = "") -> str:
    """The desk with the short texts of a language."""
    query = {"kind": TEXTS, "language": language, **({"state": state} if state else {})}
    return f"{reverse(DESK)}?{urlencode(query)}"


def problems(proposed: Any, revision: Revision) -> list[str]:
    """Why a short text cannot go out, by whatever road."""
    kind = kind_of_translation(proposed) if isinstance(proposed, LocalRow) else None
    if kind is None:
        return []
    item = kind.item(kind.key(proposed))
    if item is None:
        return ["Läsare har texten inte längre på svenska."]
    if proposed.source_text in ("", item.source):
        return []
    return [
        "Den svenska texten har ändrats sedan översättningen skickades in. Skicka "
        "tillbaka den, så att översättaren kan följa ändringen."
    ]


def address(state: WorkflowState) -> str | None:
    """Where a waiting short text is compared with the Swedish one."""
    row = subject(state)
    kind = kind_of_translation(row) if isinstance(row, LocalRow) else None
    item = kind.item(kind.key(row)) if kind else None
    return kind.url(item, row.language) if kind and item else None


def line(row: ReviewedModel) -> Line | None:
    """One for each language, however many texts and kinds are sent in."""
    if not isinstance(row, LocalRow) or row.language == languages.SOURCE:
        return None
    name = languages.get(row.language).name_sv
    text = f"Korta texter väntar på granskning: {name}."
    return Line(text, desk_url(row.language, WAITING))


def own_work(row: LocalRow, user: Any) -> bool:
    state = row.current_workflow_state
    revision = row.get_latest_revision()
    return bool(state and authors.own_work(state, revision, user))
