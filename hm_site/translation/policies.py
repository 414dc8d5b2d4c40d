"""What an administrator allows a language: may readers see a machine's draft?

Switching it off takes such translations from readers at once, on every page (they lie
live, and `shown` is asked wherever readers are). Switching it on gives them back at
once; drafts that never were live are published by the next run of the chores, since no
person publishes alone.
"""

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from wagtail.log_actions import log
from wagtail.models import Page

from hm_site.base.caches import bump_version, versioned_cache
from hm_site.base.chores import Failure
from hm_site.base.locales import locale_ids, source_locale_id
from hm_site.base.models import BasePage
from hm_site.base.querysets import is_published

from . import machine, work
from .models import LanguagePolicy, MachineJob, PublishedSegment

logger = logging.getLogger(__name__)

LOG_ON, LOG_OFF = "hm.translation.machine_on", "hm.translation.machine_off"


# ------------------------------------------------------------------------- readers
def allowed() -> set[str]:
    """Codes of the languages in which unreviewed machine texts may be shown."""
    rows = LanguagePolicy.objects.filter(show_machine=True)
    codes = set(rows.values_list("language", flat=True))
    return codes - machine.BY_PEOPLE_ONLY


@versioned_cache
def unread() -> frozenset[int]:
    """Live translations with a machine's text that nobody has reviewed (1 query,
    cached)."""
    return _unread(frozenset(locale_ids()))


@versioned_cache
def withheld() -> frozenset[int]:
    """Those of them that no rule allows (2 queries, cached)."""
    return _unread(frozenset(locale_ids()) - allowed())


def _unread(codes: frozenset[str]) -> frozenset[int]:
    clauses = Q(pk__in=[])
    for code in codes:
        of_machine = PublishedSegment.objects.filter(
            language=code, machine=True, context__object_id=OuterRef("translation_key")
        )
        clauses |= Q(Exists(of_machine), locale_id=locale_ids()[code])
    rows = Page.objects.filter(clauses, live=True).exclude(locale_id=source_locale_id())
    return frozenset(rows.values_list("pk", flat=True))


def shown() -> Q:
    """See `querysets.register_condition`."""
    return ~Q(pk__in=withheld())


# ----------------------------------------------------------------------- switching
def switch(language: str, on: bool, user: Any) -> bool:
    """Allow or forbid; False when it was so already. Raises ValueError for languages
    that people alone write."""
    if on and language in machine.BY_PEOPLE_ONLY:
        raise ValueError(language)
    with transaction.atomic():
        if on:
            LanguagePolicy.objects.get_or_create(language=language)
        rows = LanguagePolicy.objects.select_for_update()
        policy = rows.filter(language=language).first()
        if policy is None or policy.show_machine == on:
            return False
        policy.show_machine = on
        policy.showing_after = 0 if on else None
        policy.save(update_fields=["show_machine", "showing_after"])
        log(policy, LOG_ON if on else LOG_OFF, user=user)
        bump_version()
    return True


def chore(now: datetime) -> Iterator[str | Failure]:
    """Publish the finished drafts of languages that were switched on; goes on where it
    was when it is killed."""
    policies = LanguagePolicy.objects.filter(show_machine=True)
    for policy in policies.exclude(showing_after=None):
        jobs = MachineJob.objects.filter(
            language=policy.language, pk__gt=policy.showing_after
        ).exclude(done_at=None)
        for job in jobs.order_by("pk"):
            yield from _show(job)
            LanguagePolicy.objects.filter(pk=policy.pk).update(showing_after=job.pk)
        LanguagePolicy.objects.filter(pk=policy.pk).update(showing_after=None)


def _show(job: MachineJob) -> Iterator[str | Failure]:
    """Whatever is wrong with one draft, the next has its turn."""
    try:
        page = Page.objects.get(pk=job.page_id).specific
        wanted = isinstance(page, BasePage) and is_published(page)
        if wanted and machine.show_if_allowed(page, job.language):
            yield str(job)
    except work.WorkError as error:
        yield Failure(f"{job}: {error}")
    except Exception:
        logger.exception("machine's draft of page %s in %s", job.page_id, job.language)
        yield Failure(f"{job}: failed, not shown")


def register_log_actions(actions: Any) -> None:
    actions.register_action(
        LOG_ON, "Maskinens utkast visas", "Maskinens utkast visas innan granskning"
    )
    actions.register_action(
        LOG_OFF, "Maskinens utkast visas inte", "Maskinens utkast visas inte längre"
    )
