"""What holds for every type of page: place, reading, preview, editing."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, get_page_models

from hm_site import languages
from hm_site.base.models import BasePage
from hm_site.organisations.models import OrganisationIndexPage, OrganisationPage
from home.models import HomePage, InformationPage, StrategyPage
from resources.models import DirectoryPage, SupportOfferingPage
from stories.models import StoryIndexPage, StoryPage
from tests import admin_forms, factories

from .page_types import BUILDERS, OWNED, STRUCTURE

BELOW: dict[type[Page], set[type[Page]]] = {
    Page: {HomePage},
    HomePage: {
        DirectoryPage,
        StoryIndexPage,
        OrganisationIndexPage,
        StrategyPage,
        InformationPage,
    },
    OrganisationIndexPage: {OrganisationPage},
    OrganisationPage: {SupportOfferingPage, StoryPage},
}
SAMPLE = ("sv", "ar", "ti")
RUBRIC = "Utkastets rubrik"

every_type = pytest.mark.parametrize("model", BUILDERS, ids=lambda m: m.__name__)


def build(model: type[BasePage]) -> BasePage:
    return BUILDERS[model]()


def path_of(page: BasePage, code: str) -> str:
    home = factories.home().url_path
    return f"/{code}/{page.source.url_path.removeprefix(home)}"


def opened(response: Any) -> BeautifulSoup:
    assert response.status_code == 200, response.status_code
    return BeautifulSoup(response.content, "html.parser")


def assert_language(soup: BeautifulSoup, code: str) -> None:
    language = languages.get(code)
    assert soup.html["lang"] == language.tag
    assert soup.html["dir"] == language.direction


def heading(soup: BeautifulSoup) -> str:
    (found,) = soup.find_all("h1")
    return found.get_text(" ", strip=True)


def reload(page: BasePage) -> BasePage:
    return type(page).objects.get(pk=page.pk)


# ------------------------------------------------------------------------ hierarchy
def test_every_type_of_the_site_is_tested_here() -> None:
    assert set(get_page_models()) - {Page} == set(BUILDERS)


@every_type
def test_each_type_stands_in_its_one_place(model: type[BasePage]) -> None:
    parents = {parent for parent, children in BELOW.items() if model in children}
    assert set(model.allowed_parent_page_models()) == parents
    allowed = {
        child
        for child in model.allowed_subpage_models()
        if model in child.allowed_parent_page_models()
    }
    assert allowed == BELOW.get(model, set())


@pytest.mark.django_db
@pytest.mark.parametrize("model", STRUCTURE, ids=lambda m: m.__name__)
def test_a_home_has_one_of_each_structure_page(model: type[BasePage]) -> None:
    for code in SAMPLE:
        assert not model.can_create_at(factories.home(code))
    url = admin_forms.create_url(model, factories.home())
    client = Client()
    client.force_login(factories.admin())
    assert client.get(url).status_code in {302, 403}


# -------------------------------------------------------------------------- reading
@pytest.mark.django_db
@every_type
def test_readers_get_the_page_in_their_language_or_in_swedish(
    model: type[BasePage], client: Client
) -> None:
    page = build(model)
    factories.translate(page, "ar", title="عنوان الصفحة")
    for code in SAMPLE:
        soup = opened(client.get(path_of(page, code)))
        assert_language(soup, code)
        shown = heading(soup)
        if model in STRUCTURE:
            assert shown
        elif model is HomePage and code == "ti":  # every language has its own
            assert shown == factories.home("ti").title
        else:
            assert shown == ("عنوان الصفحة" if code == "ar" else page.title)
        title = soup.h1.find(string=True).parent
        swedish = code == "ti" and model not in (*STRUCTURE, HomePage)
        assert bool(title.find_parent(lang="sv") or title.get("lang") == "sv") == (
            swedish or code == "sv"
        )


@pytest.mark.django_db
@every_type
def test_drafts_are_not_there_for_readers(
    model: type[BasePage], client: Client
) -> None:
    page = build(model)
    if model is HomePage:
        return  # the start page is always live
    page.unpublish()
    for code in SAMPLE:
        assert client.get(path_of(page, code)).status_code == 404


@pytest.mark.django_db
@every_type
def test_a_translation_alone_does_not_make_a_page(
    model: type[BasePage], client: Client
) -> None:
    page = build(model)
    if model is HomePage:
        return
    factories.translate(page, "ar")
    page.unpublish()
    assert client.get(path_of(page, "ar")).status_code == 404


# -------------------------------------------------------------------------- preview
def assert_preview(
    client: Client, page: BasePage, code: str, *, shows: str | None
) -> None:
    """The preview of the form, unsaved, and of the saved draft."""
    base = f"/admin/pages/{page.pk}"
    data = admin_forms.read_form(client, f"{base}/edit/")
    data["title"] = shows or RUBRIC
    sent = client.post(
        f"{base}/edit/preview/",
        data.urlencode(),
        content_type="application/x-www-form-urlencoded",
    )
    assert sent.json() == {"is_valid": True, "is_available": True}
    soup = opened(client.get(f"{base}/edit/preview/"))
    assert_language(soup, code)
    if shows:
        assert heading(soup) == shows
    draft = opened(client.get(f"{base}/view_draft/"))
    assert_language(draft, code)


def assert_translation_preview(client: Client, page: BasePage, code: str) -> None:
    """As its model shows it; the editor of pages is closed to translations."""
    soup = opened(page.make_preview_request())
    assert_language(soup, code)
    if type(page) not in STRUCTURE:
        assert heading(soup) == page.title
    for address in ("edit/preview/", "view_draft/"):
        refused = client.get(f"/admin/pages/{page.pk}/{address}")
        assert refused.status_code == 302, address


@pytest.mark.django_db
@every_type
def test_a_live_page_and_its_translations_are_previewed_in_their_language(
    model: type[BasePage], client: Client
) -> None:
    page = build(model)
    client.force_login(factories.admin())
    shows = None if model in STRUCTURE else RUBRIC
    assert_preview(client, page, "sv", shows=shows)
    live = factories.translate(page, "ar", title="منشور")
    assert_translation_preview(client, live, "ar")
    waiting = factories.translate(page, "ti", live=model is HomePage, title="ንድፊ")
    assert_translation_preview(client, waiting, "ti")
    assert reload(page).title == page.title
    assert Client().get(path_of(page, "sv")).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "model", [m for m in BUILDERS if m not in (*STRUCTURE, HomePage)]
)
def test_a_draft_and_its_draft_translation_are_previewed_too(
    model: type[BasePage], client: Client
) -> None:
    page = BUILDERS[model](live=False)
    client.force_login(factories.admin())
    assert_preview(client, page, "sv", shows=RUBRIC)
    translated = factories.translate(page, "fa", live=False, title="پیش‌نویس")
    assert_translation_preview(client, translated, "fa")


@pytest.mark.django_db
@pytest.mark.parametrize("model", OWNED, ids=lambda m: m.__name__)
def test_an_editor_previews_what_she_writes(
    model: type[BasePage], client: Client
) -> None:
    organisation = factories.organisation()
    page = (
        organisation
        if model is OrganisationPage
        else BUILDERS[model](organisation, live=False)
    )
    client.force_login(factories.editor(organisation))
    assert_preview(client, page, "sv", shows=RUBRIC)


@pytest.mark.django_db
@every_type
def test_a_preview_is_framed_by_the_admin_alone_and_never_stored(
    model: type[BasePage], client: Client
) -> None:
    page = build(model)
    client.force_login(factories.admin())
    response = client.get(f"/admin/pages/{page.pk}/view_draft/")
    assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]
    assert "no-store" in response.headers["Cache-Control"]
    assert "noindex" in response.headers["X-Robots-Tag"]


# -------------------------------------------------------------------------- editing
@pytest.mark.django_db
@every_type
def test_an_administrator_edits_and_publishes(
    model: type[BasePage], client: Client
) -> None:
    page = build(model)
    client.force_login(factories.admin())
    url = admin_forms.edit_url(page)
    draft = admin_forms.send(client, url, {"title": "Ett utkast"})
    assert draft.status_code == 302
    assert reload(page).title == page.title
    done = admin_forms.send(client, url, {"title": "Nytt namn"}, action="publish")
    assert done.status_code == 302
    assert reload(page).title == "Nytt namn"
    assert client.get(path_of(page, "sv")).status_code == 200


@pytest.mark.django_db
@every_type
def test_an_editor_edits_what_her_organisation_owns_and_nothing_else(
    model: type[BasePage], client: Client
) -> None:
    organisation = factories.organisation()
    page = organisation if model is OrganisationPage else build(model)
    client.force_login(factories.editor(organisation))
    url = admin_forms.edit_url(page)
    if model not in OWNED:
        assert client.get(url).status_code == 302
        client.post(url, {"title": "Kapad"})
        assert reload(page).draft_title == page.title
        return
    saved = admin_forms.send(
        client, url, {"title": "Nytt namn"}, action="publish alone"
    )
    assert saved.status_code == 302
    assert reload(page).title == page.title
    assert reload(page).draft_title == "Nytt namn"
    sent = admin_forms.send(client, url, action="submit")
    assert sent.status_code == 302
    assert reload(page).current_workflow_state is not None


@pytest.mark.django_db
@every_type
def test_a_translation_is_edited_without_facts(
    model: type[BasePage], client: Client
) -> None:
    """The form has none, and the translators' editor stands where Wagtail's was."""
    source = build(model)
    page = factories.translate(source, "ar")
    admin = factories.admin()
    form = page.get_edit_handler().get_form_class()(instance=page, for_user=admin)
    shown = {*form.fields, *form.formsets}
    assert "title" in shown
    assert not shown & set(model.source_only_fields())
    client.force_login(admin)
    answer = client.get(admin_forms.edit_url(page))
    assert answer.status_code == 302
    assert answer["Location"] == reverse("translation_edit", args=[source.pk, "ar"])
    client.post(admin_forms.edit_url(page), {"title": "Kapad", "action-publish": "1"})
    assert reload(page).title == page.title


CREATED: dict[type[BasePage], dict[str, Any]] = {
    OrganisationPage: {"organisation_type": "ngo", "municipality": ["laholm"]},
    StrategyPage: {"body-count": "0"},
    InformationPage: {"body-count": "0"},
    StoryPage: {
        "summary": "Fler kom.",
        "municipality": ["laholm"],
        "concern": ["worry"],
        "consent": "Alla har sagt ja.",
    },
    SupportOfferingPage: {
        "summary": "Du får råd.",
        "phone": "1177",
        "online": "on",
        "level": "1",
        "cost": "free",
        "concern": ["rights"],
        "activity": ["advice"],
        "group": ["adults"],
        "legal": ["everyone"],
        "municipality": ["laholm"],
        "access": ["appointment"],
        "spoken_language": ["sv"],
    },
}


@pytest.mark.django_db
@pytest.mark.parametrize("model", CREATED, ids=lambda m: m.__name__)
def test_an_administrator_creates_a_page_in_the_form(
    model: type[BasePage], client: Client
) -> None:
    if model in (SupportOfferingPage, StoryPage):
        parent: Page = factories.organisation()
    elif model is OrganisationPage:
        parent = OrganisationIndexPage.objects.sources().get()
    else:
        parent = factories.home()
    client.force_login(factories.admin())
    response = admin_forms.send(
        client,
        admin_forms.create_url(model, parent),
        {"title": "En ny sida", "slug": "en-ny-sida", **CREATED[model]},
        action="publish",
    )
    assert response.status_code == 302
    page = model.objects.sources().get(slug="en-ny-sida")
    assert page.live
    assert page.is_source
    assert not page.get_translations().live().exists()
    for code in SAMPLE:
        assert client.get(path_of(page, code)).status_code == 200


# -------------------------------------------------------------------- hostile titles
HOSTILE = """<script>alert(1)</script>"><img src=x onerror=alert(2)>'{{ 7*7 }}"""


@pytest.mark.django_db
@every_type
def test_markup_in_a_title_is_text_everywhere(
    model: type[BasePage], client: Client
) -> None:
    page = build(model)
    factories.offering(page if isinstance(page, OrganisationPage) else None, "Granne")
    page.title = page.draft_title = HOSTILE
    page.search_description = HOSTILE
    if hasattr(page, "summary"):
        page.summary = HOSTILE
    page.save_revision().publish()
    factories.translate(page, "ar", title=HOSTILE)
    client.force_login(factories.admin())
    for address in (
        path_of(page, "sv"),
        path_of(page, "ar"),
        path_of(page, "ti"),
        "/sv/",
        "/sv/hitta-stod/",
        "/sv/aktorer/",
        "/sv/goda-exempel/",
        "/sv/sok/?q=script",
        "/sitemap.xml",
        f"/admin/pages/{page.pk}/",
        f"/admin/pages/{page.pk}/edit/",
        f"/admin/pages/{page.pk}/history/",
        f"/admin/pages/{page.get_parent().pk}/",
        f"/admin/choose-page/{page.get_parent().pk}/",
    ):
        response = client.get(address)
        assert response.status_code == 200, address
        text = response.content.decode()
        assert "<script>alert" not in text, address
        assert "<img src=x" not in text, address
        assert "49" not in text.partition("onerror")[2][:40], address
