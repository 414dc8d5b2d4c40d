"""One offering from its editor's invitation to its end, each person in a browser."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect

from hm_site.base import chores, outbox
from resources.models import CheckRound, OfferingStatus, SupportOfferingPage
from tests.factories import admin, moderator
from tests.factories.people import PASSWORD

from .witness import Witness

EMAIL, OWN_PASSWORD = "sara@kommun-a.example.org", "fyra helt egna ord"
CONTACT = "sprakkafe@kommun-a.example.org"
NAME = "Språkkafé på torsdagar"
ADDRESS = "aktorer/kommun-a/sprakkafe-pa-torsdagar/"
REASON = "Skriv vilken tid ni slutar."

Open = Callable[[], Page]

pytestmark = pytest.mark.usefixtures("content")


@pytest.fixture(autouse=True)
def real_outbox(settings: Any) -> None:
    """Mails wait in the database until the chore delivers them."""
    settings.EMAIL_BACKEND = "mailer.backend.DbBackend"
    settings.MAILER_EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def somebody(
    browser: Browser, browser_context_args: dict[str, Any], live_server: Any
) -> Iterator[Open]:
    """`somebody()` sits down at a browser of her own, which must ask no other host
    and break no policy."""
    witnesses: list[Witness] = []

    def open_page() -> Page:
        context = browser.new_context(**browser_context_args)
        witnesses.append(Witness(context, live_server.url))
        return context.new_page()

    yield open_page
    try:
        for witness in witnesses:
            assert witness.elsewhere == []
            assert witness.complaints == []
    finally:
        for witness in witnesses:
            witness.context.close()


def test_from_the_invitation_to_the_end(somebody: Open) -> None:
    call_command("sync_site", verbosity=0)  # the organisations' roles
    admin()
    first, second = moderator("moderator"), moderator("moderator-2")

    invite(somebody())
    sara, reader = somebody(), somebody()
    choose_password(sara, path_in_mail(EMAIL, "/admin/valj-losenord/"))
    sign_in(sara, EMAIL, OWN_PASSWORD)
    begin(sara)
    fill_in(sara)
    submit(sara)
    assert reader.goto(f"/sv/{ADDRESS}").status == 404

    desk = somebody()
    sign_in(desk, first.email)
    open_review(desk)
    desk.get_by_label("Vad behöver ändras?").fill(REASON)
    desk.get_by_role("button", name="Skicka tillbaka").click()
    expect(desk.locator(".messages")).to_contain_text("skickad tillbaka")
    mend(sara)
    submit(sara)

    other_desk = somebody()
    sign_in(other_desk, second.email)
    open_review(other_desk)
    other_desk.get_by_role("button", name="Godkänn och publicera").click()
    expect(other_desk.locator(".messages")).to_contain_text("godkänd och publicerad")
    read(reader)

    end(somebody(), path_of_the_check())
    is_said_to_have_ended(reader)
    withdraw(sara)
    for code in ("sv", "ar"):
        assert reader.goto(f"/{code}/{ADDRESS}").status == 404


# -------------------------------------------------------------------- invitation
def invite(page: Page) -> None:
    sign_in(page, "admin@example.org")
    page.get_by_role("main").get_by_role("link", name="Användare").click()
    page.get_by_role("link", name="Bjud in en person").first.click()
    page.get_by_label("E-postadress").fill(EMAIL)
    page.get_by_label("Förnamn").fill("Sara")
    page.get_by_label("Efternamn").fill("Ek")
    page.get_by_label("Kommun a", exact=True).check()
    page.get_by_role("button", name="Skicka inbjudan").click()
    expect(page.locator(".messages")).to_contain_text("Sara Ek är inbjuden")


def path_in_mail(address: str, begins: str) -> str:
    """Delivers what waits; the first link of that kind in the newest mail to her."""
    assert not [x for x in outbox.deliver(timezone.now()) if "sent" not in str(x)]
    newest = [x for x in mail.outbox if x.to == [address]][-1]
    found = re.search(rf"https?://[^/\s]+({re.escape(begins)}\S+)", str(newest.body))
    assert found is not None, newest.body
    return found[1]


def choose_password(page: Page, path: str) -> None:
    page.goto(path)
    page.get_by_label("Nytt lösenord").fill(OWN_PASSWORD)
    page.get_by_label("Samma lösenord igen").fill(OWN_PASSWORD)
    page.get_by_role("button", name="Spara lösenordet").click()
    expect(page.get_by_text("Lösenordet är sparat")).to_be_visible()


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.goto("/admin/")
    page.get_by_label("E-postadress").fill(email)
    page.get_by_label("Lösenord", exact=True).fill(password)
    page.get_by_role("button", name="Logga in").click()
    expect(page).to_have_url(re.compile("/admin/$"))


# ----------------------------------------------------------------------- writing
def begin(page: Page) -> None:
    page.get_by_role("link", name="Nytt stöd").click()
    page.get_by_role("button", name="Mötesplats eller språkkafé").click()
    expect(page.locator(".messages")).to_contain_text("Utkastet är skapat")


def fill_in(page: Page) -> None:
    """Texts, then what is missing: the form names it until nothing is."""
    write(page, "Stödets namn", NAME)
    write(page, "Kort beskrivning", "Fika och prata svenska utan krav.")
    save_draft(page)
    missing = advice(page)
    expect(missing).to_contain_text("saknas innan sidan kan skickas in")
    expect(missing.get_by_role("button", name="Skicka in")).to_have_count(0)

    missing.get_by_role("link", name=re.compile("Målgrupp")).click()
    page.get_by_label("Vuxna", exact=True).check()
    page.locator("[name=legal][value=everyone]").check()
    page.get_by_role("tab", name="Var och när").click()
    page.get_by_label("Halmstad", exact=True).check()
    page.get_by_role("button", name="Lägg till plats").click()
    write(page, "Platsens namn", "Biblioteket")
    write(page, "Gata och nummer", "Axel Olsons gata 1")
    write(page, "Ort", "Halmstad")
    page.get_by_role("tab", name="Kontakt och kostnad").click()
    write(page, "E-post", CONTACT)
    page.locator("[name=spoken_language][value=sv]").check()
    save_draft(page)
    expect(advice(page)).to_contain_text("Ingenting saknas")


def write(page: Page, label: str, text: str) -> None:
    """In the field itself: its panel bears the same name."""
    page.get_by_role("textbox", name=re.compile(rf"^{label}\b")).fill(text)


def advice(page: Page) -> Locator:
    return page.locator(".hm-advice")


def save_draft(page: Page) -> None:
    page.get_by_role("button", name="Spara utkast").first.click()
    expect(page.locator(".messages")).to_contain_text("uppdaterad")


def submit(page: Page) -> None:
    advice(page).get_by_role("button", name="Skicka in för granskning").click()
    expect(page.locator(".messages")).to_contain_text("inlämnad")
    expect(page).to_have_url(re.compile("/admin/$"))


def mend(page: Page) -> None:
    """She reads why it came back where she looks first, and does as it says."""
    page.reload()
    expect(page.get_by_role("main")).to_contain_text(REASON)
    page.get_by_role("main").get_by_role("link", name=NAME).first.click()
    expect(advice(page)).to_contain_text(REASON)
    page.get_by_role("tab", name="Var och när").click()
    page.get_by_role("button", name="Lägg till tid").click()
    page.get_by_label("Veckodag").select_option(label="torsdag")
    write(page, "Börjar", "13:00")
    write(page, "Slutar", "15:00")
    save_draft(page)


# --------------------------------------------------------------- review, reading
def open_review(page: Page) -> None:
    page.get_by_role("link", name="Granskning", exact=True).click()
    page.get_by_role("link", name=NAME).click()


def read(page: Page) -> None:
    """In Swedish, and in her own language around the Swedish text."""
    page.goto(f"/sv/{ADDRESS}")
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    expect(page.locator(".factbox")).to_contain_text("13.00–15.00")
    page.goto(f"/ar/{ADDRESS}")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("h1 [lang=sv], h1[lang=sv]").first).to_have_text(NAME)
    page.goto("/sv/hitta-stod/?concern=loneliness")
    expect(page.locator(f"a[href*='{ADDRESS}']").first).to_be_visible()


# ----------------------------------------------------------------- the contact
def path_of_the_check() -> str:
    """Of the button "ended" in the mail that comes when a check is due."""
    when = timezone.now() + timedelta(days=172)
    run = next(x.run for x in chores.all_chores() if x.name == "freshness")
    assert [str(x) for x in run(when) if isinstance(x, chores.Failure)] == []
    assert path_in_mail(CONTACT, "/kontroll/")
    body = str([x for x in mail.outbox if x.to == [CONTACT]][-1].body)
    found = re.search(r"Stödet har slutat:\s+https?://[^/\s]+(/\S+)", body)
    assert found is not None, body
    return found[1]


def end(page: Page, path: str) -> None:
    """Without an account; to open the link changes nothing."""
    page.goto(path)
    assert status().capacity == OfferingStatus.Capacity.OPEN
    assert CheckRound.objects.get(page=offering()).answer == ""
    page.get_by_role("button", name="Ja, stödet har slutat").click()
    expect(page.get_by_role("status")).to_contain_text("svaret är sparat")
    assert page.context.cookies() == []
    assert status().capacity == OfferingStatus.Capacity.ENDED


def offering() -> SupportOfferingPage:
    return SupportOfferingPage.objects.sources().get(title=NAME)


def status() -> OfferingStatus:
    return OfferingStatus.objects.get(page=offering())


def is_said_to_have_ended(page: Page) -> None:
    page.goto(f"/sv/{ADDRESS}")
    expect(page.get_by_role("main")).to_contain_text("har slutat")
    expect(page.get_by_role("main")).not_to_contain_text("Kommande träffar")
    page.goto("/sv/hitta-stod/?concern=loneliness")
    expect(page.locator(f"a[href*='{ADDRESS}']")).to_have_count(0)


def withdraw(page: Page) -> None:
    page.goto("/admin/")
    left = page.locator("section").filter(has_text="Har slutat men har en sida kvar")
    left.get_by_role("link", name=NAME).click()
    page.get_by_role("button", name="Dra tillbaka överallt").click()
    expect(page.locator(".messages")).to_contain_text("borta för läsare")
