"""Wagtail's database search backend, made safe for whatever people type.

modelsearch hands raw words to SQLite's FTS5: an odd quote or a NUL byte is a server
error there (a NUL on PostgreSQL too), and some hundred words end in a RecursionError.
Queries are cleaned here, before either engine, also those that the admin has parsed.
An empty query must not become `EmptySearchResults`, on which admin lists fail, so a
word that nothing contains is searched instead.
"""

from copy import copy
from typing import Any

from modelsearch.backends import database
from modelsearch.query import SearchQuery

from .search_text import MAX_WORDS, clean_query

NO_MATCH = "\ue000nomatch"


def _safe(query: Any) -> Any:
    """A query of any kind with clean and bounded texts."""
    if query is None:
        return None
    if not isinstance(query, SearchQuery):
        return _safe_text(str(query))
    safe: Any = copy(query)
    if hasattr(safe, "query_string"):
        safe.query_string = _safe_text(safe.query_string)
    if hasattr(safe, "subquery"):
        safe.subquery = _safe(safe.subquery)
    if hasattr(safe, "subqueries"):
        safe.subqueries = [_safe(part) for part in safe.subqueries[:MAX_WORDS]]
    return safe


def _safe_text(text: str) -> str:
    cleaned, _ = clean_query(text.replace('"', " "))
    return cleaned if any(c.isalnum() for c in cleaned) else NO_MATCH


def SearchBackend(params: dict[str, Any]) -> Any:
    """Returns the backend of the database in use, with cleaned queries."""
    backend = database.SearchBackend(params)
    search, autocomplete = backend.search, backend.autocomplete

    def safe_search(query: Any, *args: Any, **kwargs: Any) -> Any:
        return search(_safe(query), *args, **kwargs)

    def safe_autocomplete(query: Any, *args: Any, **kwargs: Any) -> Any:
        return autocomplete(_safe(query), *args, **kwargs)

    backend.search = safe_search
    backend.autocomplete = safe_autocomplete
    return backend
