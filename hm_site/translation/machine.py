"""A machine drafts, people decide.

The service is chosen by environment (`hm_site/settings/translation.py`) and spoken to
by wagtail-localize's connectors (`connectors`). It works in the background (`chores`),
a part at a time, and never on a text that somebody has written. What it answers is kept
as a draft with what looks wrong beside it (`fidelity`); it is shown unreviewed only for
ordinary pages in languages that an administrator has allowed, and then always labelled
(EU AI Act, art. 50(4)).
"""

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation
from wagtail_localize.strings import StringValue

from hm_site import languages
from hm_site.base.chores import Failure
from hm_site.base.locales import source_locale_id
from hm_site.base.locks import lock_source
from hm_site.base.models import BasePage
from hm_site.base.querysets import is_published

from . import connectors, fidelity, services, vital, work
from .carrying import Key
from .models import LanguagePolicy, MachineJob, MachineUse
from .segments import source_segments

logger = logging.getLogger(__name__)

# Texts in one request: few enough to be answered in time, and little is lost if not.
BATCH = 20
MAX_ATTEMPTS = 6
PATIENCE = 2  # failures of the service in one run of the chores
TOO_LONG = (
    "Minst en text är längre än hela månadens utrymme för språket. Skriv den själv."
)
# Easy Swedish is written by people: a machine would only repeat the Swedish.
BY_PEOPLE_ONLY = frozenset({"sv-simple"})


class MachineError(Exception):
    """Why the machine did not deliver, in words for the person who asked."""


class BudgetError(MachineError):
    """The month's characters are used up: it goes on when there are `needed` again,
    since the next month has begun or the budget was raised."""

    def __init__(self, needed: int) -> None:
        super().__init__("Månadens utrymme för språket är slut.")
        self.needed = needed


def offered(language: str) -> bool:
    """Whether a machine may draft in this language at all."""
    return (
        language in languages.BY_CODE
        and language not in BY_PEOPLE_ONLY
        and services.spoken(language) is not None
        and services.service() is not None
    )


def this_month(now: datetime | None = None) -> date:
    """Its first day, as `MachineUse` names it."""
    return timezone.localdate(now).replace(day=1)


def next_month(now: datetime | None = None) -> date:
    """Its first day."""
    return (this_month(now) + timedelta(days=31)).replace(day=1)


def left_of_budget(language: str, now: datetime | None = None) -> int:
    """Characters that may still be sent this month."""
    month = this_month(now)
    used = MachineUse.objects.filter(language=language, month=month)
    spent = used.values_list("characters", flat=True).first() or 0
    return max(0, settings.TRANSLATOR_BUDGET - spent)


def _spend(language: str, characters: int, now: datetime) -> None:
    """Raises BudgetError when another run has used them meanwhile."""
    month = this_month(now)
    row, _created = MachineUse.objects.get_or_create(language=language, month=month)
    most = settings.TRANSLATOR_BUDGET - characters
    free = MachineUse.objects.filter(pk=row.pk, characters__lte=most)
    if not free.update(characters=F("characters") + characters):
        raise BudgetError(characters)


# --------------------------------------------------------------------- ordering
def ask(source: BasePage, language: str, user: Any | None) -> MachineJob:
    """Put the page in the machine's queue; asking twice is asking once.

    Raises MachineError.
    """
    if not offered(language):
        raise MachineError("Ingen maskin översätter till språket. Skriv själv.")
    if not is_published(source):
        raise MachineError("Den svenska sidan är inte publicerad.")
    job, created = MachineJob.objects.get_or_create(
        page_id=source.pk, language=language, defaults={"asked_by": user}
    )
    if not created and (job.done_at or job.attempts >= MAX_ATTEMPTS):
        job.asked_by, job.asked_at = user, timezone.now()
        job.attempts, job.error, job.done_at = 0, "", None
        job.waits_for = None
        job.next_try = timezone.now()
        job.save()
    return job


def waiting(source: BasePage, language: str) -> MachineJob | None:
    """The job of this page, finished or not."""
    return MachineJob.objects.filter(page_id=source.pk, language=language).first()


def foresee(job: MachineJob, source: BasePage) -> None:
    """Note at once that the month's budget is used up, for whoever has just asked.

    Raises MachineError when no month has room for what is missing.
    """
    try:
        batch = _next_batch(source, job.language, set(), timezone.now())
    except BudgetError as error:
        _wait_for_budget(job, error)
        return
    if not batch and _too_long(source, job.language):
        _end(job, TOO_LONG)
        raise MachineError(TOO_LONG)


def waits_until(job: MachineJob, now: datetime | None = None) -> date | None:
    """When a job goes on that waits for the budget; None for all others."""
    needed = job.waits_for
    if job.done_at or needed is None or needed <= left_of_budget(job.language, now):
        return None
    return next_month(now)


# --------------------------------------------------------------------- working
def chore(
    now: datetime, clock: Callable[[], float] = time.monotonic
) -> Iterator[str | Failure]:
    """Work through the queue; what fails is tried again later, ever more seldom.

    Other chores wait meanwhile: after TRANSLATOR_SECONDS by the `clock` the rest is
    left to the next run, and so it is when the service has failed twice.
    """
    end = clock() + settings.TRANSLATOR_SECONDS
    failures = 0
    left: dict[str, int] = {}
    due = MachineJob.objects.filter(
        done_at=None, next_try__lte=now, attempts__lt=MAX_ATTEMPTS
    )
    for pk, language, needed in list(due.values_list("pk", "language", "waits_for")):
        # Thousands of pages may wait: those without hope cost no query of their own.
        if needed is not None:
            if language not in left:
                left[language] = left_of_budget(language, now)
            if needed > left[language]:
                continue
        if clock() >= end:
            yield "the rest waits for the next run"
            return
        job = _claim(pk, now)
        if job is None:
            continue
        left.pop(language, None)
        line, failed = _attempt(job, now, lambda: clock() >= end)
        yield line
        failures += failed
        if failures == PATIENCE:
            return


def _claim(pk: int, now: datetime) -> MachineJob | None:
    """The job, if nobody else has it; who does not come back loses it again.

    The attempt counts from here: a process that is killed each time, after the texts
    were sent and paid for, comes to no later place where it could be counted.
    """
    lease = timedelta(seconds=settings.TRANSLATOR_SECONDS + settings.TRANSLATOR_TIMEOUT)
    free = MachineJob.objects.filter(pk=pk, done_at=None, next_try__lte=now)
    if not free.update(next_try=now + lease, attempts=F("attempts") + 1):
        return None
    return MachineJob.objects.filter(pk=pk).first()


def _give_back(job: MachineJob, now: datetime) -> None:
    """It did not fail: no attempt is counted."""
    MachineJob.objects.filter(pk=job.pk).update(
        next_try=now, attempts=max(0, job.attempts - 1)
    )


def _attempt(
    job: MachineJob, now: datetime, late: Callable[[], bool]
) -> tuple[str | Failure, bool]:
    """What to say of it, and whether the service failed."""
    try:
        return f"{job}: {work_on(job, now, late)} texts", False
    except BudgetError as error:
        _wait_for_budget(job, error)
        _give_back(job, now)
        return f"{job}: {error}", False
    except MachineError as error:
        _put_off(job, str(error), now)
        return Failure(f"{job}: {error}"), True
    except work.WorkError as error:  # drafted, and cannot be shown
        return Failure(f"{job}: {error}"), False
    except Exception:
        # The first of the queue would hold up all others, every minute anew.
        logger.exception("machine job %s", job)
        _put_off(job, "Det blev ett fel i programmet.", now)
        return Failure(f"{job}: failed, tried again later"), False


def work_on(job: MachineJob, now: datetime, late: Callable[[], bool]) -> int:
    """Draft all texts that are missing; returns how many. Raises MachineError.

    Each batch is saved before the next is asked for, so a killed process goes on where
    it was, and so does the next run when it is `late` after one of them. A page that
    was withdrawn meanwhile ends the job. So does a text that no month has room for, and
    the job says so.
    """
    page = Page.objects.filter(pk=job.page_id, locale_id=source_locale_id()).first()
    source = page.specific if page else None
    done, tried, error = 0, set[int](), ""
    if isinstance(source, BasePage) and is_published(source):
        while segments := _next_batch(source, job.language, tried, now):
            if tried and late():
                _give_back(job, now)
                return done
            tried |= {segment.pk for segment in segments}
            done += _draft(source, segments, job.language, now)
        if tried and not done and work.missing(source, job.language):
            raise MachineError("Maskinen gav inget svar som går att använda.")
        error = TOO_LONG if _too_long(source, job.language) else ""
    _end(job, error)
    if done and isinstance(source, BasePage):
        show_if_allowed(source, job.language)
    return done


def _next_batch(
    source: BasePage, language: str, tried: set[int], now: datetime
) -> list[StringSegment]:
    """As many as there is budget for. Asked anew each time: somebody may have written
    one meanwhile. Raises BudgetError."""
    fitting = (x for x in work.missing(source, language) if _fits_a_month(x))
    batch = [x for x in fitting if x.pk not in tried][:BATCH]
    if not batch:
        return []
    left, needed = left_of_budget(language, now), _characters(batch[:1])
    while batch and _characters(batch) > left:
        batch.pop()
    if not batch:
        raise BudgetError(needed)
    return batch


def _characters(segments: list[StringSegment]) -> int:
    """What sending them costs: a sentence that stands in two places is sent once."""
    return sum(map(len, {segment.string.data for segment in segments}))


def _fits_a_month(segment: StringSegment) -> bool:
    return len(segment.string.data) <= settings.TRANSLATOR_BUDGET


def _too_long(source: BasePage, language: str) -> bool:
    """Whether a missing text is longer than what any month has room for."""
    return not all(map(_fits_a_month, work.missing(source, language)))


def _draft(
    source: BasePage, segments: list[StringSegment], language: str, now: datetime
) -> int:
    machine = services.service()
    if machine is None or not offered(language):
        raise MachineError("Ingen maskin översätter till språket.")
    strings = list(dict.fromkeys(segment.string.as_value() for segment in segments))
    # Counted before the answer: what was sent is paid for, whatever comes back.
    _spend(language, _characters(segments), now)
    answers = _answers(machine, language, strings)
    with transaction.atomic():
        # A translator may have written one while the machine was at it: hers stands.
        lock_source(source)
        written = work.texts(source, language)
        free = [x for x in segments if (x.context_id, x.string_id) not in written]
        return sum(
            _keep(segment, language, answers[value], machine.display_name)
            for segment in free
            if (value := segment.string.as_value()) in answers
        )


def _answers(
    machine: Any, language: str, strings: list[StringValue]
) -> dict[StringValue, str]:
    source, target = services.spoken(languages.SOURCE), services.spoken(language)
    if source is None or target is None or not machine.can_translate(source, target):
        raise MachineError("Maskinen kan inte språket.")
    try:
        found = connectors.within(
            settings.TRANSLATOR_TIMEOUT,
            lambda: machine.translate(source, target, strings),
        )
        return _different({key: _text(value.data) for key, value in found.items()})
    except Exception as error:
        # Each service breaks in its own way: refused, slow, half an answer, rubbish.
        logger.warning("machine translation failed: %s", type(error).__name__)
        raise MachineError("Maskinen svarade inte som den skulle.") from error


def _different(answers: dict[StringValue, str]) -> dict[StringValue, str]:
    """Raises ValueError when most texts came back as one and the same: an error's
    message, say."""
    number = max(Counter(answers.values()).values(), default=0)
    if number > 1 and 2 * number > len(answers):
        raise ValueError("one answer for different texts")
    return answers


def _text(answer: object) -> str:
    """Raises TypeError for what is no text."""
    if not isinstance(answer, str):
        raise TypeError(type(answer).__name__)
    return answer


def _keep(segment: StringSegment, language: str, text: str, name: str) -> int:
    """Save one answer unless it is no text for this place; returns 0 or 1."""
    if len(text) > 10 * len(segment.string.data) + 200:
        return 0
    try:
        with transaction.atomic():
            return int(
                work.write(segment, language, text, None, machine=name) is not None
            )
    except ValidationError:
        return 0


def _end(job: MachineJob, error: str) -> None:
    MachineJob.objects.filter(pk=job.pk).update(
        done_at=timezone.now(), error=error, waits_for=None
    )


def gave_up(job: MachineJob) -> bool:
    """Whether it is tried no more until somebody asks again."""
    return job.done_at is None and job.attempts >= MAX_ATTEMPTS


def _wait_for_budget(job: MachineJob, error: BudgetError) -> None:
    job.waits_for, job.error = error.needed, str(error)
    job.save(update_fields=["error", "waits_for"])


def _put_off(job: MachineJob, error: str, now: datetime) -> None:
    job.error = error[:300]
    job.next_try = now + timedelta(minutes=5 * 2**job.attempts)
    job.waits_for = None
    job.save(update_fields=["error", "next_try", "waits_for"])


# --------------------------------------------------------------------- showing
def may_be_shown(source: BasePage, language: str) -> bool:
    """Whether readers may get this page before a person has read the draft."""
    allowed = LanguagePolicy.objects.filter(language=language, show_machine=True)
    if language in BY_PEOPLE_ONLY or not allowed.exists():
        return False
    is_vital = Page.objects.filter(Q(pk=source.pk) & vital.vital_pages()).exists()
    return not is_vital


def _is_faulty(
    source: BasePage, language: str, texts: Mapping[Key, StringTranslation]
) -> bool:
    """Whether a number, a phone, an address or a name is another or gone, or a text is
    Swedish still: somebody has to look at it first."""
    return any(
        fidelity.faults(segment.string.data, texts[key].data, language)
        for segment in source_segments(source)
        if (key := (segment.context_id, segment.string_id)) in texts
    )


def show_if_allowed(source: BasePage, language: str) -> bool:
    """Publish a complete draft, labelled, where nothing stands that a person wrote.

    What readers have had, and what a person has once sent in, is for reviewers to let
    out: it may have been withdrawn, or sent back as wrong.
    """
    if not may_be_shown(source, language):
        return False
    with transaction.atomic():
        # A translator who writes at the same moment comes before or after all of it,
        # and so does who withdraws the Swedish page.
        lock_source(source)
        page = Page.objects.filter(pk=source.pk).first()
        if page is None or not is_published(page) or work.missing(source, language):
            return False
        target = work.target_of(source, language)
        if target is not None and (
            target.live or target.first_published_at or target.workflow_states.exists()
        ):
            return False
        texts = work.texts(source, language)
        by_people = (
            x.translation_type != "machine" or x.last_translated_by or work.is_unsure(x)
            for x in texts.values()
        )
        if any(by_people) or _is_faulty(source, language, texts):
            return False
        submission = work.record(source, language, None)
        submission.revision.publish(skip_permission_checks=True)
    return True
