"""Per-process caches that no publication can leave stale.

Every cached value is kept under the content version: one number in the database that
each change of public content raises inside its own transaction. Whoever has read the
new number can also read the new content, in every process, without any purge list.
A request reads the number once (`hm_site.base.middleware`).
"""

import functools
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")

# Values also follow the clock (expiry, next session): none outlives this.
MAX_AGE_SECONDS = 60
# The number's field holds 10¹³ such steps.
MAX_STEP = 1_000_000

_stores: list[dict[Any, tuple[int, float, Any]]] = []
_version_of_request: ContextVar[int | None] = ContextVar("version", default=None)


def content_version() -> int:
    """The current content version; one query per request, one per call outside."""
    known = _version_of_request.get()
    return known if known is not None else read_version()


def read_version() -> int:
    """Read the number from the database (1 query)."""
    from .models import ContentVersion

    value = ContentVersion.objects.values_list("value", flat=True).first()
    return value or 0


def pin_version(version: int | None) -> None:
    """Fix the version for the rest of this request; None forgets it."""
    _version_of_request.set(version)


def bump_version() -> None:
    """Raise the content version within the running transaction.

    By a chance amount: what was cached during a change that is rolled back must not
    fit the number that the next change gets.
    """
    from django.db.models import F

    from .models import ContentVersion

    step = 1 + secrets.randbelow(MAX_STEP)
    if not ContentVersion.objects.update(value=F("value") + step):
        ContentVersion.objects.get_or_create(pk=1, defaults={"value": step})
    if _version_of_request.get() is not None:
        _version_of_request.set(read_version())


def versioned_cache(function: Callable[..., T]) -> Callable[..., T]:
    """Keep the results of `function(*hashable)` for this content version."""
    store: dict[Any, tuple[int, float, Any]] = {}
    _stores.append(store)

    @functools.wraps(function)
    def cached(*args: Any) -> T:
        version = content_version()
        hit = store.get(args)
        now = time.monotonic()
        if hit and hit[0] == version and now - hit[1] < MAX_AGE_SECONDS:
            return hit[2]
        value = function(*args)
        store[args] = (version, now, value)
        return value

    return cached


def clear_process_caches() -> None:
    """Empty everything, for tests and for commands that rewrite the database."""
    for store in _stores:
        store.clear()
    _version_of_request.set(None)
