"""Answers to one reader and addresses that are not public pass the cache by."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse

from hm_site.base import page_cache


def answer(**headers: str) -> HttpResponse:
    return HttpResponse("x", headers=headers)


def with_cookie() -> HttpResponse:
    response = answer()
    response.set_cookie("a", "b")
    return response


@pytest.mark.parametrize(
    "make",
    [
        with_cookie,
        lambda: answer(Vary="Cookie"),
        lambda: answer(**{"Cache-Control": "no-store"}),
        lambda: HttpResponse("x", status=500),
        lambda: HttpResponse("x", status=404),
    ],
)
def test_an_answer_to_one_reader_is_never_kept(
    rf: Any, db: None, settings: Any, make: Callable[[], HttpResponse]
):
    settings.PAGE_CACHE_ENTRIES = 50
    asked = []

    def view(request: HttpRequest) -> HttpResponse:
        asked.append(request)
        return make()

    middleware = page_cache.AnonymousPageCacheMiddleware(view)
    for _ in range(2):
        response = middleware(rf.get("/sv/"))
        assert "s-maxage" not in response.headers.get("Cache-Control", "")
    assert len(asked) == 2
    assert not middleware.store


@pytest.mark.parametrize("path", ["/admin/", "/documents/1/x.pdf", "/healthz"])
def test_what_is_not_public_is_left_alone(rf: Any, db: None, settings: Any, path: str):
    settings.PAGE_CACHE_ENTRIES = 50
    middleware = page_cache.AnonymousPageCacheMiddleware(lambda request: answer())
    response = middleware(rf.get(path))
    assert "ETag" not in response.headers
    assert not middleware.store
