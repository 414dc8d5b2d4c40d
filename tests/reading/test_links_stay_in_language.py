"""Nobody falls out of her language: every link on her pages leads to her pages."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.utils import translation

from hm_site.base.caches import clear_process_caches
from tests.factories import home, translate

from .editing import delete, expire, fresh, move, publish, rename, withdraw
from .reader import SAMPLE, Reader, Shown, path_of
from .site import ADDRESSES, PAGES, SmallSite

# Lists of the same page in all languages; and the way out of the site.
SWITCHERS = ".langs a, .helpbar__exit a"
MAX_PAGES = 150


def links(shown: Shown, path: str) -> Iterator[str]:
    """Addresses of ours that the page leads to, without fragments, but for switchers.

    Forms count; other hosts, telephones and mail do not.
    """
    leaving = set(map(id, shown.soup.select(SWITCHERS)))
    for tag in shown.soup.select("a[href], form[action]"):
        if id(tag) in leaving:
            continue
        address = urljoin(path, str(tag.get("href") or tag.get("action")))
        parts = urlsplit(address)
        if parts.scheme in {"tel", "mailto", "sms"}:
            continue
        if parts.hostname in {None, "127.0.0.1", "testserver"}:
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def crawl(reader: Reader, start: str) -> dict[str, set[str]]:
    """Every address that can be reached from `start` → the addresses it leads to.

    A page that is broken fails. Of the filters only single choices are followed.
    """
    seen: dict[str, set[str]] = {}
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path in seen or path.count("=") > 1:
            continue
        assert len(seen) < MAX_PAGES
        seen[path] = set(links(reader.read(path), path))
        waiting += seen[path]
    return seen


@pytest.mark.parametrize("code", ["ar", "ti", "sv"])
def test_every_link_from_every_page_stays_in_the_language(
    reader: Reader, site: SmallSite, code: str
):
    found = crawl(reader, f"/{code}/")
    for path, targets in found.items():
        assert all(target.startswith(f"/{code}/") for target in targets), path
    reached = {path.partition("?")[0] for path in found}
    below = {f"/{code}/{below}" for below in ADDRESSES.values()}
    assert below <= reached
    # By an editor's link in the prose, and by nothing else on that page.
    assert f"/{code}/aktorer/kommun-b/kaffe-och-prat/" in reached


def test_links_stay_in_the_language_when_translations_lie_elsewhere(
    reader: Reader, site: SmallSite
):
    """Other slugs and parents of translations; a renamed Swedish parent."""
    talk = site.page("offering")
    arabic = fresh(talk).get_translations().get(locale__language_code="ar")
    rename(arabic, "hadith")
    # With all its texts: a page that lacks one leads to the Swedish on purpose.
    whole = {"title": "البلدية ب", "about": "<p>نقدّم الدعم.</p>"}
    move(arabic, translate(site.page("second"), "ar", **whole))
    rename(site.page("organisation"), "kommun-ny")
    found = crawl(reader, "/ar/")
    for path, targets in found.items():
        assert all(target.startswith("/ar/") for target in targets), path
    assert "/ar/aktorer/kommun-ny/samtal-for-nya/" in found
    assert not any("hadith" in path or "kommun-a/" in path for path in found)


@pytest.mark.parametrize("code", SAMPLE)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_addressed_in_the_readers_language_by_its_own_methods(
    site: SmallSite, settings, name: str, code: str
):
    path = f"/{code}/{PAGES[name]}"
    with translation.override(code):
        page = site.page(name)
        assert page.url == page.get_url() == path
        assert page.full_url == settings.BASE_URL + path
        assert page.get_url_parts()[2] == path


def test_a_translation_is_addressed_in_its_own_language_by_the_swedish_path(
    site: SmallSite,
):
    arabic = site.page("offering").get_translations().get(locale__language_code="ar")
    rename(arabic, "hadith")
    for active in SAMPLE:
        with translation.override(active):
            assert fresh(arabic).url == f"/ar/{PAGES['offering']}"


def test_homes_are_addressed_by_their_language(db: None):
    for code in SAMPLE:
        assert home(code).url == f"/{code}/"


def test_a_link_in_the_prose_leads_to_the_page_in_the_readers_language(
    reader: Reader, site: SmallSite
):
    for code in SAMPLE:
        shown = reader.read(f"/{code}/{PAGES['offering']}")
        text = "قهوة" if code == "ar" else "fikat"
        link = next(a for a in shown.soup.select("main a") if text in a.get_text())
        assert link["href"] == f"/{code}/aktorer/kommun-b/kaffe-och-prat/"


def test_a_link_in_the_prose_to_a_translation_leads_to_the_page(
    reader: Reader, site: SmallSite
):
    """Translators may choose the page in their own tree."""
    organisation, about = site.page("organisation"), site.page("information")
    arabic = about.get_translations().get(locale__language_code="ar")
    publish(
        organisation,
        about=f'<p><a linktype="page" id="{arabic.pk}">Se här</a></p>',
    )
    for code in ("sv", "ti"):
        shown = reader.read(f"/{code}/{PAGES['organisation']}")
        link = next(a for a in shown.soup.select("main a") if "Se här" in a.get_text())
        assert link["href"] == f"/{code}/{PAGES['information']}"


@pytest.mark.parametrize(
    "ending", [withdraw, expire, delete], ids=lambda function: function.__name__
)
def test_a_link_in_the_prose_to_a_withdrawn_page_keeps_its_words_alone(
    reader: Reader, site: SmallSite, ending: Any
):
    ending(site.page("other"))
    clear_process_caches()
    for code, words in (("sv", "fikat"), ("ar", "قهوة")):
        found = (
            reader.read(f"/{code}/{PAGES['offering']}").tag("main").find(string=words)
        )
        assert found is not None
        assert found.parent is not None
        assert not found.parent.get("href")


def test_a_broken_link_in_the_prose_does_no_harm(reader: Reader, site: SmallSite):
    publish(
        site.page("organisation"),
        about='<p><a linktype="page" id="x">A</a> <a linktype="page" id="0">B</a></p>',
    )
    assert "A B" in reader.read(f"/sv/{PAGES['organisation']}").main


def test_list_cards_and_related_cards_carry_the_readers_words(
    reader: Reader, site: SmallSite
):
    for below in ("hitta-stod/", PAGES["organisation"], "hitta-stod/?q=حديث"):
        shown = reader.read(f"/ar/{below}")
        card = next(
            card
            for card in shown.soup.select("article.card")
            if card.select_one(f'a[href="/ar/{PAGES["offering"]}"]')
        )
        assert "حديث للجدد" in card.get_text()
        assert "تتحدث مع من يستمع." in card.get_text()
    related = reader.read("/ar/aktorer/kommun-b/kaffe-och-prat/")
    assert related.language_of("حديث للجدد") == ("ar", "rtl")
    back = reader.read(f"/ar/{PAGES['offering']}")
    assert back.language_of("Kaffe och prat") == ("sv", "ltr")


def test_the_list_of_organisations_carries_the_readers_words(
    reader: Reader, site: SmallSite
):
    shown = reader.read("/ar/aktorer/")
    assert shown.language_of("البلدية أ") == ("ar", "rtl")
    assert shown.language_of("Kommun b") == ("sv", "ltr")


@pytest.mark.parametrize("name", PAGES)
def test_the_path_back_to_the_start_is_in_the_readers_language(
    reader: Reader, site: SmallSite, name: str
):
    for code in SAMPLE:
        shown = reader.read(f"/{code}/{PAGES[name]}")
        crumbs = [str(a["href"]) for a in shown.soup.select(".crumbs a")]
        assert all(path_of(crumb).startswith(f"/{code}/") for crumb in crumbs)
        assert not crumbs or crumbs[0] == f"/{code}/"
