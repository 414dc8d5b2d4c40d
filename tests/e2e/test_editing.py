"""In the admin, as somebody works there: by mouse and keyboard, in the real forms."""

import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from resources.models import SupportOfferingPage
from tests.factories import admin, editor, moderator
from tests.factories.people import PASSWORD

from .content import PHONE, TRANSLATED
from .witness import Witness

NEW_PHONE, NEW_TEL = "035-99 88 77", "tel:+4635998877"

pytestmark = pytest.mark.usefixtures("content")


@pytest.fixture
def offering() -> SupportOfferingPage:
    return SupportOfferingPage.objects.sources().get(slug="sov-battre")


def sign_in(page: Page, user: Any) -> None:
    page.goto("/admin/")
    page.locator("[name=username]").fill(user.username)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    expect(page).to_have_url(re.compile("/admin/$"))


def edit_url(offering: SupportOfferingPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[offering.pk])


def test_a_new_number_shows_at_once_and_a_withdrawn_page_is_gone(
    page: Page,
    browser: Browser,
    base_url: str,
    settings: Any,
    offering: SupportOfferingPage,
) -> None:
    """Submitted by an editor, approved by a moderator, read with the page cache as in
    production: nobody waits for it to forget."""
    settings.PAGE_CACHE_ENTRIES = 100
    reader = browser.new_context(base_url=base_url).new_page()
    for code in ("sv", "ar", "ti"):
        reader.goto(f"/{code}/{TRANSLATED}")
        expect(reader.locator(".factbox a[href^='tel:']")).to_contain_text(PHONE)

    sign_in(page, editor(offering.get_parent().specific))
    page.goto(edit_url(offering))
    page.get_by_role("tab", name="Kontakt och kostnad").click()
    page.get_by_label("Telefon", exact=True).fill(NEW_PHONE)
    submit(page)
    approve(browser, base_url, offering)
    for code in ("ar", "sv", "ti"):
        reader.goto(f"/{code}/{TRANSLATED}")
        number = reader.locator(".factbox a[href^='tel:']")
        expect(number).to_have_attribute("href", NEW_TEL)
        expect(number).to_contain_text(NEW_PHONE)

    page.goto(reverse("review_withdraw", args=[offering.pk]))
    page.get_by_role("button", name="Dra tillbaka överallt").click()
    expect(page.locator(".messages")).to_contain_text("borta för läsare")
    for code in ("sv", "ar", "ti"):
        response = reader.goto(f"/{code}/{TRANSLATED}")
        assert response is not None
        assert response.status == 404, code
        reader.goto(f"/{code}/hitta-stod/")
        expect(reader.locator(f"a[href*='{TRANSLATED}']")).to_have_count(0)
    reader.context.close()


def submit(page: Page) -> None:
    page.locator("footer").get_by_role("button", name="Fler åtgärder").click()
    page.locator("footer").get_by_role("button", name="Skicka in").click()
    expect(page.locator(".messages")).to_contain_text("inlämnad")


def approve(browser: Browser, base_url: str, offering: SupportOfferingPage) -> None:
    """As a moderator who sits somewhere else."""
    desk = browser.new_context(base_url=base_url).new_page()
    sign_in(desk, moderator())
    desk.get_by_role("link", name="Granskning", exact=True).click()
    desk.get_by_role("link", name=offering.title).click()
    desk.get_by_role("button", name="Godkänn och publicera").click()
    expect(desk.locator(".messages")).to_contain_text("godkänd och publicerad")
    desk.context.close()


def test_a_save_by_hand_knows_its_own_autosave_and_a_colleague_s(
    page: Page, offering: SupportOfferingPage
) -> None:
    sign_in(page, editor(offering.get_parent().specific))
    page.goto(edit_url(offering), wait_until="networkidle")
    summary, form = page.locator("[name=summary]"), page.locator("#page-edit-form")
    with page.expect_response(lambda answer: "revision_id" in answer.text()) as saved:
        summary.fill("Sparat av sig självt.")
        form.dispatch_event("w-unsaved:add", {"detail": {"type": "edits"}})
    assert saved.value.status == 200
    summary.fill("Sparat för hand.")
    page.get_by_role("button", name="Spara utkast").first.click()
    expect(page.locator(".messages")).to_contain_text("uppdaterad")

    draft = SupportOfferingPage.objects.get(pk=offering.pk)
    draft = draft.get_latest_revision_as_object()
    assert draft.summary == "Sparat för hand."
    draft.summary = "Kollegans text."
    draft.save_revision(user=admin())
    summary.fill("Min text.")
    form.evaluate("form => form.requestSubmit()")
    conflict = page.get_by_role("region", name="Två versioner")
    expect(conflict).to_contain_text("Min text.")
    expect(conflict).to_contain_text("Kollegans text.")
    page.on("dialog", lambda dialog: dialog.accept())
    conflict.get_by_role("button", name="Spara min version").click()
    expect(page.locator(".messages")).to_contain_text("uppdaterad")


def test_the_admin_asks_no_other_host_and_breaks_no_policy(
    page: Page, witness: Witness, offering: SupportOfferingPage
) -> None:
    sign_in(page, admin())
    for path in (
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore", args=[offering.get_parent().pk]),
        edit_url(offering),
        reverse("wagtailimages:add_multiple"),
        reverse("wagtailimages:index"),
    ):
        response = page.goto(path, wait_until="networkidle")
        assert response is not None
        assert response.status == 200, path
        assert page.url.endswith(path)
    assert witness.elsewhere == []
    assert witness.complaints == []
