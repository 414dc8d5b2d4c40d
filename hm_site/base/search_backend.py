"""Wagtail's database search backend, made safe for whatever people type.

modelsearch hands raw words to SQLite's FTS5: an odd quote or a NUL byte is a server
error there (a NUL on PostgreSQL too). Queries are cleaned here, before either engine.
An empty query must not become `EmptySearchResults`, on which admin lists fail, so a
word that nothing contains is searched instead.
"""

from typing import Any

from modelsearch.backends import database
from modelsearch.query import SearchQuery

from .search_text import clean_query

NO_MATCH = "\ue000nomatch"


def _safe(query: Any) -> Any:
    if isinstance(query, SearchQuery) or query is None:
        return query
    cleaned, _ = clean_query(str(query).replace('"', " "))
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
