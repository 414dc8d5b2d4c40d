"""Whatever stands in an address or a header: a proper page, 404 or 400; never a 500,
never a draft. Bytes are sent as a hostile client would, not as the test client tidies
them."""

from io import BytesIO
from itertools import cycle
from typing import Any
from urllib.parse import unquote_to_bytes, urlencode

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_started
from django.db import close_old_connections
from django.http import HttpResponse

from .reader import SAMPLE, Reader, Shown
from .site import ADDRESSES, PAGES, SECRET, SmallSite

LISTS = ("hitta-stod/", "goda-exempel/", "sok/")
FTS = '"stöd" AND (oro OR NOT "sömn*) NEAR/5 ^a:b -c %_ \\ { } * : ( ) "'

# As they stand after "?"; every page gets all of them.
QUERIES = {
    "unknown values": "municipality=atlantis&concern=&language=xx&level=9&cost=1",
    "unknown names": "hej=1&__proto__[x]=1&csrfmiddlewaretoken=1",
    "unknown sort": "sort=<script>alert(1)</script>",
    "page minus one": "page=-1",
    "page zero": "page=0",
    "page 10^20": "page=100000000000000000000",
    "page with 5,000 digits": "page=" + "9" * 5000,
    "page in Arabic digits": "page=%D9%A2&age=%D9%A3%D9%A0",
    "page as superscript": "page=%C2%B2&age=%C2%B2",
    "page as fraction": "page=1.5&age=1e3&page=0x10",
    "page as word": "page=två&page=",
    "age beyond all years": "age=99999999999999999999&age=-5",
    "broken percent-encoding": "q=%&municipality=%zz&page=%2&%=%",
    "NUL": "q=a%00b&municipality=%00&page=1%00&sort=%00&%00=1",
    "invalid UTF-8": "q=%ff%fe&municipality=%c3%28&sort=%ed%a0%80&page=%f0%28",
    "10,000 characters": "q=" + "a" * 10_000,
    "10,000 characters of Arabic": "q=" + "%D8%AF" * 2_500,
    "2,500 words": "q=" + "a+" * 2_500,
    "FTS operators": "q=" + FTS.replace("%", "%25").replace(" ", "+"),
    "one quote": "q=%22",
    "only signs": "q=%25_%25*",
    "only blanks": "q=%20%09%0a%E2%80%8B%C2%A0",
    "bidi controls": "q=%E2%80%AE%E2%81%A6abc%E2%81%A9",
    "lone combining marks": "q=" + "%CC%81" * 300,
    "private and unassigned": "q=%EE%80%80nomatch%F4%8F%BF%BF",
    "markup": "q=<script>alert(1)</script>&municipality=%22%3E%3Cimg%20src=x%3E",
    "template code": "q={{7*7}}{%25+debug+%25}",
    "SQL": "q=';DROP+TABLE+wagtailcore_page;--&page=1;SELECT+1",
    "the same filter 400 times": "&".join(["concern=worry"] * 400),
    "400 unknown filters": "&".join(f"concern=x{n}" for n in range(400)),
    "semicolons": "concern=worry;municipality=halmstad",
    "only ampersands": "&" * 3000,
    "a newline": "q=a%0d%0aSet-Cookie:%20x=1",
}
TOO_MUCH = {
    "6,000 fields": "&".join(["a"] * 6_000),
    "20,000 characters": "q=" + "a" * 20_000,
}

# Raw paths: bytes as they come over the wire.
PATHS = {
    "NUL": b"/sv/%00/",
    "NUL in a slug": b"/sv/aktorer/kommun-a%00/",
    "invalid UTF-8": b"/sv/%ff%fe/",
    "half a letter": b"/sv/aktorer/%c3/",
    "surrogate": b"/sv/%ed%a0%80/",
    "overlong slash": b"/sv/..%c0%af..%c0%afetc/passwd/",
    "broken percent-encoding": b"/sv/%/%zz/%2/",
    "dots": b"/sv/../../etc/passwd",
    "encoded dots": b"/sv/%2e%2e/%2e%2e/etc/passwd/",
    "encoded slash": b"/sv%2fhitta-stod%2f/",
    "backslashes": b"/sv/..\\..\\windows/",
    "double slash": b"//evil.example/",
    "double slash inside": b"/sv//hitta-stod/",
    "another site": b"/sv/https://evil.example/",
    "10,000 characters": b"/sv/" + b"a" * 10_000 + b"/",
    "2,000 parts": b"/sv/" + b"a/" * 2_000,
    "a slug of 300": b"/sv/aktorer/" + b"a" * 300 + b"/",
    "Arabic": "/ar/الدعم/".encode(),
    "markup": b"/sv/<script>alert(1)</script>/",
    "quote": b'/sv/"><img src=x>/',
    "newline": b"/sv/%0d%0aSet-Cookie:%20x=1/",
    "bidi control": b"/sv/%e2%80%ae/",
    "unknown language": b"/xx/hitta-stod/",
    "too long a language": b"/" + b"x" * 2_000 + b"/",
    "dot files": b"/.git/config",
    "PHP": b"/wp-login.php",
    "semicolon": b"/sv/;jsessionid=1/",
}
# A known language in another spelling leads to its own; what follows is only carried.
MENDED = {
    b"/SV/": "/sv/",
    b"/sv-SE/hitta-stod/": "/sv/hitta-stod/",
    b"/SV//evil.example/": "/sv//evil.example/",
    b"//SV/evil.example/": "/sv/evil.example/",
    b"/SV/<script>alert(1)</script>/": "/sv/%3Cscript%3Ealert(1)%3C/script%3E/",
    b"/SV/%0d%0aSet-Cookie:%20x=1/": "/sv/%0D%0ASet-Cookie:%20x=1/",
}


def ask(path: bytes, query: str = "", **headers: str) -> HttpResponse:
    """One request with exactly these bytes, through the whole application."""
    # As servers hand them over: percent-decoded bytes, read as Latin-1 (PEP 3333).
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "RAW_URI": path.decode("latin-1"),
        "QUERY_STRING": query.encode().decode("latin-1"),
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "testserver",
        "wsgi.input": BytesIO(),
        "wsgi.url_scheme": "http",
        **headers,
    }
    answer: dict[str, Any] = {}

    def start(status: str, fields: list[tuple[str, str]], *rest: Any) -> None:
        answer.update(status=int(status[:3]), fields=dict(fields))

    # Django's test client does the same: the test's transaction must stay open.
    request_started.disconnect(close_old_connections)
    try:
        body = b"".join(handler()(environ, start))
    finally:
        request_started.connect(close_old_connections)
    return HttpResponse(body, status=answer["status"], headers=answer["fields"])


_handler: list[WSGIHandler] = []


def handler() -> WSGIHandler:
    if not _handler:
        _handler.append(WSGIHandler())
    return _handler[0]


@pytest.mark.parametrize("name", QUERIES)
def test_every_page_answers_whatever_is_asked(
    reader: Reader, site: SmallSite, name: str
):
    """Each page in one of two languages, by turns: both meet every question."""
    turns = cycle(["sv", "ar"])
    if list(QUERIES).index(name) % 2:
        next(turns)
    for below, code in zip(ADDRESSES.values(), turns, strict=False):
        shown = Shown(ask(f"/{code}/{below}".encode(), QUERIES[name]))
        assert shown.response.status_code == 200, below
        assert shown.lang == code
        assert SECRET not in shown.text
        assert "<script>alert" not in shown.html
        assert "<img src=x" not in shown.html
        assert "Set-Cookie" not in shown.response.headers


@pytest.mark.parametrize("query", TOO_MUCH.values(), ids=TOO_MUCH)
def test_what_no_browser_sends_is_refused(reader: Reader, site: SmallSite, query: str):
    for below in ADDRESSES.values():
        assert ask(f"/sv/{below}".encode(), query).status_code in {200, 400, 414}


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_a_path_that_makes_no_sense_is_refused(
    reader: Reader, site: SmallSite, path: bytes
):
    response = ask(path)
    assert response.status_code in {400, 404}
    text = response.content.decode()
    assert SECRET not in text
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "Set-Cookie" not in response.headers
    assert "evil.example" not in response.headers.get("Location", "")


@pytest.mark.parametrize(("path", "leads_to"), MENDED.items())
def test_a_path_with_a_misspelt_language_leads_to_the_same_path_here(
    reader: Reader, site: SmallSite, path: bytes, leads_to: str
):
    response = ask(path)
    assert (response.status_code, response["Location"]) == (302, leads_to)
    assert "Set-Cookie" not in response.headers


def test_nul_and_broken_letters_in_a_path_are_a_bad_request(
    reader: Reader, site: SmallSite
):
    for name in ("NUL", "NUL in a slug", "invalid UTF-8", "half a letter", "surrogate"):
        assert ask(PATHS[name]).status_code == 400, name


@pytest.mark.parametrize("below", LISTS)
def test_an_odd_question_is_not_for_search_engines(
    reader: Reader, site: SmallSite, below: str
):
    assert reader.read(f"/ar/{below}?page=999").robots == "noindex"


@pytest.mark.parametrize("code", SAMPLE)
def test_unknown_filters_are_shown_as_ignored_and_change_nothing(
    reader: Reader, site: SmallSite, code: str
):
    plain = reader.read(f"/{code}/hitta-stod/")
    odd = reader.read(f"/{code}/hitta-stod/?municipality=atlantis&language=xx&age=999")
    results = [a["href"] for a in odd.soup.select(".results h3 a")]
    assert results
    assert results == [a["href"] for a in plain.soup.select(".results h3 a")]
    chips = [chip.get_text() for chip in odd.soup.select(".chip--odd")]
    assert len(chips) == 3
    assert any("atlantis" in chip for chip in chips)
    assert odd.robots == "noindex"
    assert odd.canonical == plain.canonical


def test_known_filters_beside_unknown_ones_still_count(reader: Reader, site: SmallSite):
    shown = reader.read("/sv/hitta-stod/?concern=worry&concern=nonsense&concern=sleep")
    assert len(shown.soup.select(".results h3")) == 2
    assert len(shown.soup.select(".chip--odd")) == 1


def test_an_age_in_arabic_digits_is_an_age(reader: Reader, site: SmallSite):
    shown = reader.read("/ar/hitta-stod/?age=٣٠")
    assert not shown.soup.select(".chip--odd")
    assert shown.tag('input[name="age"]')["value"] == "30"


def test_a_page_beyond_the_last_is_the_last(reader: Reader, site: SmallSite):
    for number in ("2", "999", "1" + "0" * 20):
        shown = reader.read(f"/sv/hitta-stod/?page={number}")
        assert len(shown.soup.select(".results h3")) == 2


@pytest.mark.parametrize("typed", ['"><b>hej</b>', "{{7*7}}", "100 % säker_", "a&b"])
def test_what_was_typed_is_kept_and_escaped(
    reader: Reader, site: SmallSite, typed: str
):
    for below in ("sok/", "hitta-stod/"):
        shown = Shown(ask(f"/sv/{below}".encode(), urlencode({"q": typed})))
        assert shown.tag('main input[name="q"]')["value"] == typed
        assert "<b>hej</b>" not in shown.html


def test_a_long_search_says_that_it_was_cut(reader: Reader, site: SmallSite):
    assert "Sökningen var för lång" in reader.read("/sv/sok/?q=" + "ord " * 300).main


HOSTS = [
    "evil.example",
    "testserver.evil.example",
    "testserver:80@evil.example",
    "testserver#evil.example",
    "testserver/evil.example",
    "testserver\tevil",
    "évil.example",
    "",
    " ",
    "[::1",
    "a" * 5_000,
    "127.0.0.1, evil.example",
]


@pytest.mark.parametrize("host", HOSTS)
def test_a_host_that_is_not_ours_is_refused(reader: Reader, site: SmallSite, host: str):
    paths = ["/", "/sitemap.xml", "/robots.txt", "/xx/", *PAGES.values()]
    for path in paths:
        full = path if path.startswith("/") else f"/ar/{path}"
        response = ask(full.encode(), HTTP_HOST=host)
        assert response.status_code == 400, full
        assert b"evil" not in response.content
        assert "Location" not in response.headers


FORWARDED = {
    "HTTP_X_FORWARDED_HOST": "evil.example",
    "HTTP_X_FORWARDED_SERVER": "evil.example",
    "HTTP_X_FORWARDED_PORT": "6666",
    "HTTP_X_FORWARDED_FOR": "'; DROP TABLE x, 999.999.999.999, <script>",
    "HTTP_X_FORWARDED_PROTO": "javascript",
    "HTTP_X_ORIGINAL_URL": "/admin/",
    "HTTP_X_REWRITE_URL": "/admin/",
    "HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE",
    "HTTP_FORWARDED": "host=evil.example;proto=evil",
    "HTTP_REFERER": "https://evil.example/",
    "HTTP_ORIGIN": "https://evil.example",
}


@pytest.mark.parametrize("below", [*ADDRESSES.values(), "finns-inte/"])
def test_forwarding_headers_change_nothing(reader: Reader, site: SmallSite, below: str):
    path = f"/ar/{below}".encode()
    plain, forged = ask(path), ask(path, **FORWARDED)
    assert forged.status_code == plain.status_code
    assert forged.content == plain.content
    assert b"evil.example" not in forged.content


HEADERS = {
    "HTTP_IF_NONE_MATCH": '"' * 1000,
    "HTTP_IF_MODIFIED_SINCE": "yesterday",
    "HTTP_RANGE": "bytes=0-,0-,0-,0-",
    "HTTP_ACCEPT": "*/*;q=x" * 100,
    "HTTP_ACCEPT_LANGUAGE": "\xff\xfe;q=9" * 50,
    "HTTP_ACCEPT_ENCODING": "\x00",
    "HTTP_COOKIE": "django_language=ar; hm_language=ar; =; ;;; \xff=\xff",
    "HTTP_USER_AGENT": "() { :; }; echo",
    "CONTENT_LENGTH": "abc",
    "CONTENT_TYPE": "multipart/form-data; boundary=",
}


@pytest.mark.parametrize("header", HEADERS)
def test_other_headers_change_nothing(reader: Reader, site: SmallSite, header: str):
    for below in ADDRESSES.values():
        path = f"/ar/{below}".encode()
        response = ask(path, **{header: HEADERS[header]})
        assert response.status_code == 200
        assert response.content == ask(path).content


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_public_pages_take_nothing_but_reading(
    reader: Reader, site: SmallSite, method: str
):
    for below in ADDRESSES.values():
        response = getattr(reader.client, method)(f"/sv/{below}", {"q": "x"})
        assert response.status_code == 405, below
        assert not response.cookies
    for path in ("/sitemap.xml", "/robots.txt", "/healthz", "/readyz"):
        assert getattr(reader.client, method)(path).status_code == 405


def test_head_is_answered_like_get_without_a_body(reader: Reader, site: SmallSite):
    for below in ADDRESSES.values():
        response = reader.client.head(f"/sv/{below}")
        assert response.status_code == 200
        assert response.content == b""
