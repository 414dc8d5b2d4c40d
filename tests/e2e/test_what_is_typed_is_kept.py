"""What a translator has typed outlives her session, and a server that is away."""

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect
from wagtail_localize.models import StringTranslation

from hm_site.accounts.models import Session
from hm_site.translation import editor
from hm_site.translation.segments import source_segments
from resources.models import SupportOfferingPage
from tests.factories import member
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.usefixtures("content")

TEXT = "نم أفضل"
ALIVE = "**/konto/inloggad/"


def sign_in(page: Page, name: str) -> None:
    page.goto("/admin/")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    page.wait_for_url("**/admin/")


@pytest.fixture
def translator(page: Page) -> str:
    name: str = member("translator", "ar").username
    sign_in(page, name)
    return name


@pytest.fixture
def field(page: Page, translator: str) -> Locator:
    """The title's, with something typed in it."""
    source = SupportOfferingPage.objects.sources().get(slug="sov-battre")
    page.goto(reverse("translation_edit", args=[source.pk, "ar"]))
    found = page.locator(f"#{editor.field_name(source_segments(source)[0])}")
    found.fill(TEXT)
    return found


def save(page: Page) -> None:
    foot = page.locator(".hm-translate__foot")
    foot.get_by_role("button", name="Spara", exact=True).click()


def is_written() -> bool:
    texts = StringTranslation.objects.filter(locale__language_code="ar")
    return texts.filter(data=TEXT).exists()


def test_after_the_session_s_end_it_is_saved_from_the_same_tab(
    page: Page, field: Locator, translator: str
) -> None:
    Session.objects.all().delete()
    save(page)
    told = page.get_by_role("alert").filter(has_text="Du är inte inloggad längre")
    expect(told).to_be_in_viewport()
    expect(field).to_have_value(TEXT)
    assert not is_written()

    with page.context.expect_page() as opened:
        told.get_by_role("link").click()
    sign_in(opened.value, translator)
    opened.value.close()
    save(page)
    expect(page.locator(".messages")).to_contain_text("1 text sparad")
    expect(field).to_have_value(TEXT)
    assert is_written()


def test_nobody_else_sends_what_she_has_typed(
    page: Page, field: Locator, translator: str
) -> None:
    Session.objects.all().delete()
    other = page.context.new_page()
    sign_in(other, member("translator", "ar", "kollega").username)
    save(page)
    told = page.get_by_role("alert").filter(has_text="Någon annan är inloggad")
    expect(told).to_be_in_viewport()
    expect(field).to_have_value(TEXT)
    assert not is_written()

    Session.objects.all().delete()
    sign_in(other, translator)
    other.close()
    save(page)
    expect(page.locator(".messages")).to_contain_text("1 text sparad")
    expect(told).to_have_count(0)
    assert is_written()


def test_without_an_answer_nothing_is_sent(page: Page, field: Locator) -> None:
    page.route(ALIVE, lambda route: route.abort())
    save(page)
    expect(page.get_by_text("Webbplatsen svarar inte.")).to_be_in_viewport()
    expect(field).to_have_value(TEXT)
    page.unroute(ALIVE)
    save(page)
    expect(page.locator(".messages")).to_contain_text("1 text sparad")
    expect(page.get_by_text("Webbplatsen svarar inte.")).to_have_count(0)


def test_a_tab_with_unsaved_words_asks_before_it_closes(
    page: Page, field: Locator
) -> None:
    """Also words that were there before Wagtail looked at the form."""
    field.press_sequentially("ة")
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.accept()


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_scripts_it_is_sent_as_it_is(page: Page, field: Locator) -> None:
    save(page)
    expect(page.locator(".messages")).to_contain_text("1 text sparad")
    assert is_written()
