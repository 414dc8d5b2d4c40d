"""One offering from the order to two languages, and round again when Swedish changes;
each person in a browser, the machine behind real HTTP."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Browser, Locator, Page, expect

from hm_site.base.caches import bump_version
from hm_site.translation import states
from hm_site.translation.states import State
from resources.models import SupportOfferingPage
from tests.factories import editor, member, moderator
from tests.factories.people import PASSWORD
from tests.translation import machine_server

from .content import UNTRANSLATED
from .witness import Witness

LANGUAGES = ("ar", "ti")
TITLES = {"ar": "أمسيات هادئة", "ti": "ህዱእ ምሸታት"}
SUMMARIES = {"ar": "تتحدث مع شخص يصغي إليك.", "ti": "ምስ ዝሰምዓካ ሰብ ትዛረብ።"}
NEWER = {"ar": "تلتقي بمرشدة نفسية.", "ti": "ምስ ኣማኻሪት ትራኸብ።"}
OLD_SOURCE, NEW_SOURCE = "Du pratar med någon som lyssnar.", "Du träffar en kurator."
FIRST_TRY = {"ar": "تتحدث مع شخص ما."}
REASON = "Att någon lyssnar står inte i din text."

Open = Callable[[Any], Page]

pytestmark = pytest.mark.usefixtures("content")


@pytest.fixture
def somebody(
    browser: Browser, browser_context_args: dict[str, Any], live_server: Any
) -> Iterator[Open]:
    """`somebody(user)` signs in at a browser of her own (None: a reader), which must
    ask no other host and break no policy."""
    witnesses: list[Witness] = []

    def open_page(user: Any) -> Page:
        context = browser.new_context(**browser_context_args)
        witnesses.append(Witness(context, live_server.url))
        page = context.new_page()
        if user is not None:
            page.goto("/admin/")
            page.get_by_label("E-postadress").fill(user.email)
            page.get_by_label("Lösenord", exact=True).fill(PASSWORD)
            page.get_by_role("button", name="Logga in").click()
            expect(page).to_have_url(re.compile("/admin/$"))
        return page

    yield open_page
    try:
        for witness in witnesses:
            assert witness.elsewhere == []
            assert witness.complaints == []
    finally:
        for witness in witnesses:
            witness.context.close()


def test_from_the_order_to_a_new_meaning_and_back(
    somebody: Open, settings: Any
) -> None:
    call_command("sync_site", verbosity=0)  # the organisation's role
    reader = somebody(None)
    translators = {x: somebody(member("translator", x)) for x in LANGUAGES}
    reviewers = {x: somebody(member("reviewer", x)) for x in LANGUAGES}
    order(somebody(member("coordinator")))

    with machine_server.running() as machine:
        for name, value in machine_server.settings_for(machine.url).items():
            setattr(settings, name, value)
        for code, page in translators.items():
            ask_the_machine(page, code)
        call_command("chores", "machine", verbosity=0)
        assert machine.asked
    assert state_in("ar") == state_in("ti") == State.MACHINE
    assert is_in_swedish(reader, "ar")

    for code, page in translators.items():
        mend_the_draft(page, code)
        submit(page)
    send_back(reviewers["ar"])
    mend_after_the_return(translators["ar"])
    submit(translators["ar"])
    assert is_in_swedish(reader, "ar")
    for code, page in reviewers.items():
        approve(page, TITLES[code])
        reads(reader, code, SUMMARIES[code], outdated=False)

    change_the_swedish_text(somebody)
    for code in LANGUAGES:
        assert state_in(code) == State.OUTDATED
        reads(reader, code, SUMMARIES[code], outdated=True)
    make_vital(True)
    assert is_in_swedish(reader, "ar")
    make_vital(False)

    for code, page in translators.items():
        mend_what_is_outdated(page, code)
        submit(page)
        approve(reviewers[code], TITLES[code])
        assert state_in(code) == State.PUBLISHED
        reads(reader, code, NEWER[code], outdated=False)


# ------------------------------------------------------------------------- the state
def offering() -> SupportOfferingPage:
    return SupportOfferingPage.objects.sources().get(slug="lugna-kvallar")


def state_in(code: str) -> State:
    key = offering().translation_key
    return states.cells([key])[key][code].state


def make_vital(vital: bool) -> None:
    """By the moderator's hand, elsewhere."""
    SupportOfferingPage.objects.filter(pk=offering().pk).update(
        risk_class="vital" if vital else "ordinary"
    )
    bump_version()


# -------------------------------------------------------------- order, machine, mending
def order(page: Page) -> None:
    """The coordinator ticks the page and both languages; the orders are made later."""
    page.goto(f"{reverse('translation_desk')}?q={offering().title[:8]}")
    page.locator(f"input[name=page][value='{offering().pk}']").check()
    for code in LANGUAGES:
        page.locator(f"input[name=languages][value={code}]").check()
    page.get_by_label("Prioritet").last.select_option("1")
    page.get_by_role("button", name="Beställ", exact=True).click()
    expect(page.get_by_text("0 av 1 sidor")).to_be_visible()
    call_command("chores", "translation-orders", verbosity=0)
    # The page asks again by itself.
    expect(page.get_by_text("2 nya beställningar")).to_be_visible(timeout=15_000)
    expect(page.get_by_role("link", name="Uppdatera")).to_have_count(0)


def edit(page: Page, code: str) -> None:
    page.goto(reverse("translation_edit", args=[offering().pk, code]))


def line(page: Page, swedish: str) -> Locator:
    """The place in the editor where this Swedish text is translated."""
    return page.locator(".hm-line").filter(has_text=swedish).first


def write(page: Page, swedish: str, text: str) -> None:
    line(page, swedish).get_by_role("textbox").fill(text)


def ask_the_machine(page: Page, code: str) -> None:
    edit(page, code)
    page.get_by_role("button", name="Låt maskinen skriva utkast").click()
    expect(page.locator(".messages")).to_contain_text("Maskinen skriver utkast")


def mend_the_draft(page: Page, code: str) -> None:
    """Two texts in her own words; the others she has read and stands for."""
    edit(page, code)
    title = line(page, offering().title).get_by_role("textbox")
    expect(title).to_have_value(machine_server.said(offering().title))
    write(page, offering().title, TITLES[code])
    write(page, OLD_SOURCE, FIRST_TRY.get(code, SUMMARIES[code]))
    for box in page.get_by_label("Jag har läst maskinens text").all():
        box.check()


def submit(page: Page) -> None:
    page.get_by_role("button", name="Spara och skicka till granskning").click()
    expect(page.locator(".messages")).to_contain_text("inskickad till granskning")


# ------------------------------------------------------------------------------ review
def open_review(page: Page, title: str) -> None:
    page.goto(reverse("review_desk"))
    page.get_by_role("link", name=title).click()


def send_back(page: Page) -> None:
    open_review(page, TITLES["ar"])
    expect(page.locator(".hm-line").first).to_contain_text(offering().title)
    page.get_by_label("Vad behöver ändras?").fill(REASON)
    page.get_by_role("button", name="Skicka tillbaka").click()
    expect(page.locator(".messages")).to_contain_text("skickad tillbaka")


def mend_after_the_return(page: Page) -> None:
    edit(page, "ar")
    expect(page.get_by_role("main")).to_contain_text(REASON)
    write(page, OLD_SOURCE, SUMMARIES["ar"])


def approve(page: Page, title: str) -> None:
    open_review(page, title)
    page.get_by_role("button", name="Godkänn och publicera").click()
    expect(page.locator(".messages")).to_contain_text("godkänd och publicerad")


# ------------------------------------------------------------------------- for readers
def is_in_swedish(page: Page, code: str) -> bool:
    """Whether her language has the page in Swedish, around it all in her own."""
    page.goto(f"/{code}/{UNTRANSLATED}")
    expect(page.locator("html")).to_have_attribute("lang", code)
    expect(page.get_by_role("heading", level=1)).to_have_text(offering().title)
    return page.get_by_text(TITLES[code]).count() == 0


def reads(page: Page, code: str, summary: str, *, outdated: bool) -> None:
    page.goto(f"/{code}/{UNTRANSLATED}")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLES[code])
    main = page.get_by_role("main")
    expect(main).to_contain_text(summary)
    with translation.override(code):
        notice = translation.gettext("Den svenska texten är nyare")
    expect(main.get_by_text(notice)).to_have_count(1 if outdated else 0)


# ---------------------------------------------------------------------- a new meaning
def change_the_swedish_text(somebody: Open) -> None:
    page = somebody(editor(offering().get_parent().specific))
    page.goto(reverse("wagtailadmin_pages:edit", args=[offering().pk]))
    page.locator("[name=summary]").fill(NEW_SOURCE)
    page.locator("footer").get_by_role("button", name="Fler åtgärder").click()
    page.locator("footer").get_by_role("button", name="Skicka in").click()
    expect(page.locator(".messages")).to_contain_text("inlämnad")
    desk = somebody(moderator())
    open_review(desk, offering().title)
    desk.get_by_label("Ny innebörd").check()
    desk.get_by_role("button", name="Godkänn och publicera").click()
    expect(desk.locator(".messages")).to_contain_text("godkänd och publicerad")


def mend_what_is_outdated(page: Page, code: str) -> None:
    """She sees the old Swedish text, the new one and her own old text, in one place."""
    edit(page, code)
    changed = line(page, NEW_SOURCE)
    for text in (OLD_SOURCE, SUMMARIES[code]):
        expect(changed).to_contain_text(text)
    expect(page.get_by_text(OLD_SOURCE)).to_have_count(1)
    write(page, NEW_SOURCE, NEWER[code])
