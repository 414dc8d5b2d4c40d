"""A translator's work: write a text, send it to review, take it back.

Nothing here writes to a row that readers see. The texts are ingested into a *revision*
of the translated page: `save_target` and `create_or_update_translation` of
wagtail-localize write the live row even when asked for a draft.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import transaction
from wagtail.models import Locale, WorkflowState
from wagtail_localize.models import StringSegment, StringTranslation
from wagtail_localize.strings import StringValue, validate_translation_links

from hm_site.base.locks import lock_source
from hm_site.base.models import BasePage
from hm_site.base.querysets import is_published

from . import filling
from .letters import UNSTORABLE, has_words, turns, with_plain_lines
from .markings import is_strange
from .models import PublishedSegment, Submission, TextWriter
from .segments import source_segments, unique

MAX_TEXT = 20_000
FORBIDDEN = (
    "Texten innehåller formatering som inte får finnas. Tillåtet är fetstil och de "
    "länkar som den svenska texten har."
)
UNFIT = "Texten är för lång eller innehåller tecken som inte går att spara."
# Stands in the place of the machine's name: whoever wrote the text is not sure of it,
# and it is confirmed like a machine's.
UNSURE = "osäker"


class WorkError(Exception):
    """Why something was not done, in words for the person who tried."""


def locale_of(language: str) -> Locale:
    return Locale.objects.get(language_code=language)


def target_of(source: BasePage, language: str) -> BasePage | None:
    """The translated page, draft or live; None before the first submission."""
    found = type(source).objects.filter(
        translation_key=source.translation_key, locale__language_code=language
    )
    return found.first()


def require_live(source: BasePage) -> None:
    """Only what readers have in Swedish is translated. Raises WorkError."""
    if not source.is_source or not is_published(source):
        raise WorkError(
            "Den svenska sidan är inte publicerad. Det du har skrivit finns kvar."
        )


def texts(source: BasePage, language: str) -> dict[tuple[int, int], StringTranslation]:
    """(context, string) → the working text in this language (1 query)."""
    rows = StringTranslation.objects.filter(
        locale__language_code=language, context__object_id=source.translation_key
    ).select_related("last_translated_by")
    return {(row.context_id, row.translation_of_id): row for row in rows}


# --------------------------------------------------------------------- writing
def problem_with(segment: StringSegment, data: str) -> str:
    """Why a text cannot stand for this segment; empty when it can."""
    if UNSTORABLE.search(data) or len(data) > MAX_TEXT:
        return UNFIT
    try:
        if is_strange(data):
            return FORBIDDEN
        value = StringValue.from_translated_html(data)
    except ValueError:
        return FORBIDDEN
    try:
        validate_translation_links(segment.string.data, data)
    except ValueError:
        return "Länkarna ska vara samma som i den svenska texten, lika många."
    return _problem_with_words(segment, value.render_text())


def _problem_with_words(segment: StringSegment, words: str) -> str:
    swedish = segment.string.as_value().render_text()
    if UNSTORABLE.search(words):  # written as numbers: &#1;
        return UNFIT
    if not has_words(words) and (has_words(swedish) or not words.strip()):
        return "Texten har inga synliga tecken."
    if turns(words):
        return "Texten innehåller osynliga tecken som vänder på skriften. Skriv om den."
    room = _room_for(segment)
    if room is not None and len(words) > room:
        return f"Texten får ha högst {room} tecken. Den har {len(words)}."
    if segment.context.path == "title" and "\n" in words.strip():
        return "Rubriken får bara ha en rad."
    return ""


def _room_for(segment: StringSegment) -> int | None:
    """The length of the field where the text stands; blocks have none."""
    kind = ContentType.objects.get_for_id(segment.source.specific_content_type_id)
    model: Any = kind.model_class()
    try:
        field = model._meta.get_field(segment.context.path)
    except FieldDoesNotExist:
        return None
    return getattr(field, "max_length", None)


def write(
    segment: StringSegment,
    language: str,
    data: str,
    user: Any | None,
    *,
    machine: str = "",
) -> StringTranslation | None:
    """Save a working text; an empty one removes it. Raises ValidationError.

    `machine` names the machine that wrote it, or is UNSURE. A text that a person leaves
    as the machine wrote it stays the machine's.
    """
    data = with_plain_lines(data).strip()
    same = {
        "locale": locale_of(language),
        "context_id": segment.context_id,
        "translation_of_id": segment.string_id,
    }
    known = StringTranslation.objects.filter(**same).first()
    if not data:
        StringTranslation.objects.filter(**same).delete()
        return None
    problem = problem_with(segment, data)
    if problem:
        raise ValidationError(problem)
    if known is not None and known.data == data and not machine:
        return known
    row, _created = StringTranslation.objects.update_or_create(
        **same,
        defaults={
            "data": data,
            "translation_type": "machine" if machine else "manual",
            "tool_name": machine,
            "last_translated_by": user,
            "has_error": False,
            "field_error": "",
        },
    )
    if user is not None:
        _remember_writer(row, user)
    return row


def is_unsure(row: StringTranslation) -> bool:
    """Whether a person wrote it and did not stand for it yet."""
    return row.translation_type == "machine" and row.tool_name == UNSURE


def _remember_writer(row: StringTranslation, user: Any) -> None:
    TextWriter.objects.get_or_create(
        language=row.locale.language_code,
        context_id=row.context_id,
        string_id=row.translation_of_id,
        user=user,
    )


def confirm(row: StringTranslation, user: Any) -> None:
    """A person has read the machine's text and stands for it."""
    _remember_writer(row, user)
    row.translation_type = StringTranslation.TRANSLATION_TYPE_MANUAL
    row.last_translated_by = user
    row.save(update_fields=["translation_type", "last_translated_by", "updated_at"])


# ------------------------------------------------------------------ submitting
def missing(source: BasePage, language: str) -> list[StringSegment]:
    """Texts that still have to be written."""
    have = {key for key, row in texts(source, language).items() if not row.has_error}
    return [
        segment
        for segment in unique(source_segments(source))
        if (segment.context_id, segment.string_id) not in have
    ]


# What upper layers demand before a translation may be sent in: function(source,
# language) → problems in plain Swedish.
CHECKS: list[Callable[[BasePage, str], list[str]]] = []


def submit(source: BasePage, language: str, user: Any) -> Submission:
    """Send all texts of the page to the language's review. Raises WorkError.

    The same person may send it in again after it came back; a review that is under way
    has to be taken back first.
    """
    with transaction.atomic():
        # Two translators on one page: one after the other.
        lock_source(source)
        require_live(source)
        lacking = missing(source, language)
        if lacking:
            raise WorkError(f"{len(lacking)} texter är inte översatta än.")
        problems = [p for check in CHECKS for p in check(source, language)]
        if problems:
            raise WorkError(" ".join(problems))
        target = target_of(source, language)
        state = target.current_workflow_state if target else None
        if state and state.status == WorkflowState.STATUS_IN_PROGRESS:
            raise WorkError("Översättningen väntar redan på granskning.")
        submission = record(source, language, user)
        target = submission.revision.content_object.specific
        if state:
            state.resume(user=user)
        else:
            workflow = target.get_workflow()
            if workflow is None:
                raise WorkError("Språket har ingen granskning. Säg till samordnaren.")
            workflow.start(target, user)
    return submission


def record(source: BasePage, language: str, user: Any | None) -> Submission:
    """A new revision of the translated page with all texts, and what they were.

    The page is made as a draft when it does not exist. Raises WorkError.
    """
    target = target_of(source, language) or new_target(source, language)
    try:
        revision = build(source, target, language).save_revision(user=user)
    except ValidationError as error:
        raise WorkError(
            "Översättningen går inte att spara: " + " ".join(error.messages)
        ) from error
    return _snapshot(source, language, revision, user)


def new_target(source: BasePage, language: str) -> Any:
    """A draft. The log names it as readers know the Swedish page: a title that is not
    published is nobody's business here."""
    published = type(source).objects.get(pk=source.pk)
    published.draft_title = published.title
    return published.copy_for_translation(locale_of(language), copy_parents=True)


def build(source: BasePage, target: BasePage, language: str) -> BasePage:
    """The translated page as it would be, unsaved: newest draft with all texts.

    It starts from the Swedish texts, so what is gone there is gone here.
    """
    draft = target.get_latest_revision_as_object()
    written = texts(source, language).items()
    filling.fill(draft, source, {key: x.data for key, x in written if not x.has_error})
    draft.draft_title = draft.title
    return draft


def as_sent_in(source: BasePage, target: BasePage) -> BasePage:
    """The translated page as its approval would make it, unsaved."""
    revision = target.get_latest_revision()
    draft: BasePage = revision.as_object()
    submission = Submission.objects.filter(revision=revision).first()
    rows = submission.segments if submission else []
    if rows:
        filling.fill(
            draft, source, {(x["context"], x["string"]): x["text"] for x in rows}
        )
    return draft


def _snapshot(source: BasePage, language: str, revision: Any, user: Any) -> Submission:
    translated = texts(source, language)
    of_page = {"language": language, "context__object_id": source.translation_key}
    # What a machine wrote is nobody's until it is approved, also where readers have it.
    read = PublishedSegment.objects.filter(**of_page, machine=False)
    known = set(read.values_list("context_id", "string_id", "text"))
    writers = defaultdict(set)
    for context, string, person in TextWriter.objects.filter(**of_page).values_list(
        "context_id", "string_id", "user_id"
    ):
        writers[context, string].add(person)
    rows: list[dict[str, Any]] = []
    authors: set[int] = {user.pk} if user else set()
    for segment in source_segments(source):
        row = translated[(segment.context_id, segment.string_id)]
        rows.append(
            {
                "context": segment.context_id,
                "string": segment.string_id,
                "text": row.data,
                "machine": row.translation_type == "machine",
            }
        )
        # Who wrote what readers have, approved, may review what is new.
        if (segment.context_id, segment.string_id, row.data) not in known:
            authors |= writers[segment.context_id, segment.string_id]
    submission, _created = Submission.objects.update_or_create(
        revision=revision,
        defaults={
            "page_key": source.translation_key,
            "language": language,
            "submitted_by": user,
            "segments": rows,
            "authors": sorted(authors),
        },
    )
    return submission


def take_back(source: BasePage, language: str, user: Any) -> None:
    """End a review that is under way, to go on writing. Raises WorkError."""
    with transaction.atomic():
        # A reviewer may decide at the same moment: one after the other.
        lock_source(source)
        target = target_of(source, language)
        state = target.current_workflow_state if target else None
        if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
            raise WorkError("Översättningen väntar inte på granskning.")
        state.cancel(user=user)
