"""The translators' room on a small phone: nothing is cut, covered or hard to hit."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from resources.models import SupportOfferingPage
from tests.factories import member
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.usefixtures("content")

PHONE = {"width": 320, "height": 640}
LONG = "Stödsamtal med tolk på folktandvårdsmottagningarna"
# Links in running text are no targets of their own; these are.
TARGETS = "main :is(button, a.button, summary, .hm-tabs a, .hm-links a, .hm-cell)"
TOO_SMALL = """(all) => all.filter((e) => e.checkVisibility())
    .filter((e) => e.getBoundingClientRect().height < 43.5)
    .map((e) => `${e.className} ${e.textContent.trim()}`)"""
CUT = """(all) => all.filter((e) => e.checkVisibility())
    .filter((e) => e.getBoundingClientRect().right > innerWidth)
    .map((e) => e.className)"""

IS_FOCUSED = "(e) => e === document.activeElement"
ABOVE_THE_FOOT = """() => document.activeElement.getBoundingClientRect().bottom
    <= document.querySelector(".hm-translate__foot").getBoundingClientRect().top"""


@pytest.fixture
def offering() -> SupportOfferingPage:
    found = SupportOfferingPage.objects.sources().get(slug="sov-battre")
    SupportOfferingPage.objects.filter(pk=found.pk).update(title=LONG)
    return found


@pytest.fixture
def phone(page: Page) -> Page:
    person = member("translator", "ar")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto("/admin/")
    page.locator("[name=username]").fill(person.username)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    page.wait_for_url("**/admin/")
    return page


def test_the_whole_title_and_every_button_can_be_seen_and_hit(
    phone: Page, offering: SupportOfferingPage
) -> None:
    for url in (
        reverse("translation_edit", args=[offering.pk, "ar"]),
        reverse("translation_desk"),
        f"{reverse('translation_desk')}?kind=ord",
        reverse("glossary"),
        reverse("translation_language_files", args=["ar"]),
    ):
        phone.goto(url)
        assert phone.locator(".w-header *").evaluate_all(CUT) == [], url
        assert phone.locator(TARGETS).evaluate_all(TOO_SMALL) == [], url


def test_the_foot_never_lies_over_the_text_that_is_written(
    phone: Page, offering: SupportOfferingPage
) -> None:
    phone.goto(reverse("translation_edit", args=[offering.pk, "ar"]))
    fields = phone.locator("textarea")
    for width, height in ((320, 640), (320, 900), (1280, 800)):
        phone.set_viewport_size({"width": width, "height": height})
        fields.first.focus()
        for number in range(1, fields.count()):
            while not fields.nth(number).evaluate(IS_FOCUSED):
                phone.keyboard.press("Tab")
            # The browser scrolls a moment later.
            phone.wait_for_function(ABOVE_THE_FOOT, timeout=5_000)


def test_a_button_makes_the_selected_words_a_link(
    phone: Page, offering: SupportOfferingPage
) -> None:
    offering.what_happens = '<p>Läs <a href="https://example.org">mer</a>.</p>'
    offering.save_revision().publish(skip_permission_checks=True)
    phone.goto(reverse("translation_edit", args=[offering.pk, "ar"]))
    line = phone.locator(".hm-line").filter(has_text="Länk 1: ”mer”")
    field = line.locator("textarea")
    field.fill("اقرأ المزيد هنا")
    field.evaluate("(e) => e.setSelectionRange(5, 11)")
    line.get_by_role("button", name="Länk 1").click()
    expect(field).to_have_value('اقرأ <a id="a1">المزيد</a> هنا')
    expect(line.locator(".hm-read .hm-link")).to_have_text("المزيد")
    field.evaluate("(e) => e.setSelectionRange(0, 4)")
    line.get_by_role("button", name="Länk 1").click()
    expect(field).to_have_value('<a id="a1">اقرأ</a> المزيد هنا')
    assert line.locator("button").evaluate_all(TOO_SMALL) == []
