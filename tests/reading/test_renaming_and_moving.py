"""Renaming and moving change the address in all languages at once, and the old one
leads to the new one in the language that asked."""

from typing import Any

import pytest
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect

from hm_site.base.links import site_root
from resources.models import SupportOfferingPage
from tests.factories import information, offering, organisation, strategy, translate

from .editing import delete, expire, move, rename, withdraw
from .reader import ALL, SAMPLE, Reader

OLD = "aktorer/kommun-a/samtal-for-nya/"
# How far the page is translated into the languages of the sample.
STATES = ["none", "draft", "live"]


@pytest.fixture(params=STATES)
def state(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def talk(db: None, state: str) -> SupportOfferingPage:
    page = offering(organisation())
    if state != "none":
        for code in ("ar", "ti"):
            translate(page, code, live=state == "live", title=f"titel-{code}")
    return page


def expect(reader: Reader, talk: SupportOfferingPage, state: str, path: str) -> None:
    """The page stands at `path` in each language, with the prose it should have."""
    for code in SAMPLE:
        shown = reader.read(f"/{code}/{path}")
        translated = state == "live" and code != "sv"
        assert shown.h1 == (f"titel-{code}" if translated else talk.title)
        assert shown.canonical == f"/{code if translated else 'sv'}/{path}"


def test_a_renamed_page_is_found_and_its_old_address_leads_there(
    reader: Reader, talk: SupportOfferingPage, state: str
):
    rename(talk, "nytt-namn")
    expect(reader, talk, state, "aktorer/kommun-a/nytt-namn/")
    for code in ALL:
        assert reader.redirect(f"/{code}/{OLD}") == (
            f"/{code}/aktorer/kommun-a/nytt-namn/"
        )


def test_a_page_moved_to_another_organisation_is_found(
    reader: Reader, talk: SupportOfferingPage, state: str
):
    move(talk, organisation("kommun-b"))
    expect(reader, talk, state, "aktorer/kommun-b/samtal-for-nya/")
    for code in ALL:
        assert reader.redirect(f"/{code}/{OLD}") == (
            f"/{code}/aktorer/kommun-b/samtal-for-nya/"
        )


def test_a_renamed_organisation_takes_its_pages_along(
    reader: Reader, talk: SupportOfferingPage, state: str
):
    rename(talk.get_parent().specific, "kommun-ny")
    expect(reader, talk, state, "aktorer/kommun-ny/samtal-for-nya/")
    for code in ALL:
        for path in ("", "samtal-for-nya/"):
            assert reader.redirect(f"/{code}/aktorer/kommun-a/{path}") == (
                f"/{code}/aktorer/kommun-ny/{path}"
            )


def test_a_page_moved_two_levels_up_is_found(
    reader: Reader, talk: SupportOfferingPage, state: str
):
    """The page types allow it nowhere; the routing must not depend on that."""
    move(talk, talk.get_parent().get_parent().get_parent())
    expect(reader, talk, state, "samtal-for-nya/")
    for code in ALL:
        assert reader.redirect(f"/{code}/{OLD}") == f"/{code}/samtal-for-nya/"


@pytest.mark.parametrize("state", ["live"], indirect=True)
def test_a_chain_of_renames_leads_from_every_old_name_to_the_last(
    reader: Reader, talk: SupportOfferingPage
):
    rename(talk, "andra")
    rename(talk.get_parent().specific, "kommun-ny")
    rename(talk, "tredje")
    move(talk, organisation("kommun-b"))
    last = "aktorer/kommun-b/tredje/"
    old = (OLD, "aktorer/kommun-a/andra/", "aktorer/kommun-ny/andra/")
    for code in ALL:
        for path in (*old, "aktorer/kommun-ny/tredje/"):
            assert reader.redirect(f"/{code}/{path}") == f"/{code}/{last}", path


@pytest.mark.parametrize("state", ["live"], indirect=True)
def test_renaming_there_and_back_makes_no_circle(
    reader: Reader, talk: SupportOfferingPage
):
    rename(talk, "andra")
    rename(talk, "samtal-for-nya")
    for code in ALL:
        assert reader.status(f"/{code}/{OLD}") == 200
        assert reader.redirect(f"/{code}/aktorer/kommun-a/andra/") == f"/{code}/{OLD}"


@pytest.mark.parametrize("state", ["none"], indirect=True)
def test_a_page_hidden_after_renaming_there_and_back_is_404_and_no_circle(
    reader: Reader, talk: SupportOfferingPage
):
    rename(talk, "andra")
    rename(talk, "samtal-for-nya")
    expire(talk)
    for code in SAMPLE:
        assert reader.status(f"/{code}/{OLD}") == 404
        assert reader.status(f"/{code}/aktorer/kommun-a/andra/") == 404


@pytest.mark.parametrize("state", ["live"], indirect=True)
def test_another_page_at_the_old_address_wins_over_the_redirect(
    reader: Reader, talk: SupportOfferingPage
):
    rename(talk, "andra")
    new = offering(talk.get_parent().specific, "Helt nytt", slug="samtal-for-nya")
    for code in SAMPLE:
        assert reader.read(f"/{code}/{OLD}").h1 == new.title


@pytest.mark.parametrize("state", ["live"], indirect=True)
@pytest.mark.parametrize(
    "ending", [withdraw, expire, delete], ids=lambda function: function.__name__
)
def test_the_old_address_of_a_withdrawn_page_is_404(
    reader: Reader, talk: SupportOfferingPage, ending: Any
):
    rename(talk, "andra")
    ending(talk)
    for code in ALL:
        response = reader.get(f"/{code}/{OLD}")
        assert response.status_code == 404
        assert talk.title not in response.content.decode()


@pytest.mark.parametrize("state", ["live"], indirect=True)
def test_renaming_a_translation_changes_no_address(
    reader: Reader, talk: SupportOfferingPage, state: str
):
    live = SupportOfferingPage.objects.get(
        translation_key=talk.translation_key, locale__language_code="ar"
    )
    rename(live, "titel")
    expect(reader, talk, state, OLD)
    assert not Redirect.objects.exists()


@pytest.mark.parametrize("state", ["none"], indirect=True)
@pytest.mark.parametrize("active", ["ar", "sv-simple"])
def test_the_language_active_while_renaming_plays_no_part(
    reader: Reader, talk: SupportOfferingPage, active: str
):
    with translation.override(active):
        rename(talk, "andra")
    for code in SAMPLE:
        assert reader.redirect(f"/{code}/{OLD}") == f"/{code}/aktorer/kommun-a/andra/"


@pytest.mark.parametrize(
    "make", [organisation, offering, strategy, information], ids=lambda f: f.__name__
)
def test_pages_of_every_type_leave_a_redirect(reader: Reader, db: None, make: Any):
    page = make()
    before = page.url_path.removeprefix(site_root()[2])
    rename(page, "helt-annat")
    after = before.rstrip("/").rpartition("/")[0]
    after = f"{after}/helt-annat/" if after else "helt-annat/"
    for code in SAMPLE:
        assert reader.redirect(f"/{code}/{before}") == f"/{code}/{after}"
        assert reader.status(f"/{code}/{after}") == 200


@pytest.mark.parametrize("state", ["live"], indirect=True)
def test_an_old_address_without_its_last_slash_leads_to_the_new_one(
    reader: Reader, talk: SupportOfferingPage
):
    rename(talk, "andra")
    assert reader.redirect(f"/ar/{OLD.rstrip('/')}") == "/ar/aktorer/kommun-a/andra/"


@pytest.mark.parametrize("state", ["live"], indirect=True)
def test_browsers_must_ask_again_before_they_follow_an_old_redirect(
    reader: Reader, talk: SupportOfferingPage
):
    """A 301 kept for good would make a circle once the page is renamed back."""
    rename(talk, "andra")
    response = reader.get(f"/ar/{OLD}")
    assert response.status_code == 301
    assert "max-age=0" in response["Cache-Control"]


@pytest.mark.parametrize("state", ["live"], indirect=True)
def test_a_redirect_to_a_translation_leads_to_the_page(
    reader: Reader, talk: SupportOfferingPage
):
    """The chooser in the admin offers translations too."""
    live = SupportOfferingPage.objects.get(
        translation_key=talk.translation_key, locale__language_code="ar"
    )
    Redirect.objects.create(old_path="/sv/kort", redirect_page=live)
    for code in SAMPLE:
        assert reader.redirect(f"/{code}/kort/") == f"/{code}/{OLD}"
    withdraw(live)
    assert reader.redirect("/ar/kort/") == f"/ar/{OLD}"


def test_a_redirect_made_by_hand_to_another_site_is_followed(reader: Reader, db: None):
    Redirect.objects.create(
        old_path="/sv/1177", redirect_link="https://www.1177.se/Halland/"
    )
    assert reader.redirect("/sv/1177/") == "https://www.1177.se/Halland/"
    assert reader.redirect("/ti/1177/") == "https://www.1177.se/Halland/"


def test_a_redirect_to_nothing_is_404(reader: Reader, db: None):
    Redirect.objects.create(old_path="/sv/tom", redirect_link="")
    assert reader.status("/sv/tom/") == 404


@pytest.mark.parametrize("state", ["live"], indirect=True)
def test_only_reading_is_redirected(reader: Reader, talk: SupportOfferingPage):
    rename(talk, "andra")
    assert reader.client.head(f"/ar/{OLD}").status_code == 301
    assert reader.client.post(f"/ar/{OLD}").status_code in {403, 404, 405}
