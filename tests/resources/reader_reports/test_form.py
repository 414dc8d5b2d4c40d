"""From the offering to the thank-you page: what a reader sees and what is stored."""

from typing import Any

from django.test import Client, TestCase

from hm_site import languages
from hm_site.base import form_tickets
from resources.models import ReaderReport, ReaderReportCount
from resources.reader_reports.kinds import WORDS
from tests import factories

from .sending import (
    ORIGIN,
    SIGNER,
    address,
    forget_addresses,
    send,
    shown_text,
    soup,
    token,
)


class ReadersForm(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.owner = factories.organisation("kommun-a", phone="035-13 70 00")
        cls.page = factories.offering(cls.owner, "Kaffe och prat")
        cls.arabic = factories.translate(cls.page, "ar", title="قهوة وحديث")
        cls.draft = factories.offering(cls.owner, "Hemligt utkast", live=False)

    def setUp(self) -> None:
        forget_addresses()
        self.client = Client(raise_request_exception=False)

    # --------------------------------------------------------------- the way in
    def test_the_offering_offers_four_taps_in_every_language(self) -> None:
        for language in languages.LANGUAGES:
            path = f"/{language.code}/aktorer/kommun-a/kaffe-och-prat/"
            links = soup(self.client.get(path)).select(".report a[href]")
            assert [a["href"] for a in links] == [
                address(self.page, kind, language.code) for kind in WORDS
            ]
            assert all(a.select_one("svg") and a.get_text(strip=True) for a in links)

    def test_each_tap_leads_to_the_form_with_that_answer_chosen(self) -> None:
        for kind in WORDS:
            response = self.client.get(address(self.page, kind, "ar"))
            assert response.status_code == 200
            page = soup(response)
            chosen = page.select("input[name=kind][checked]")
            assert [radio["value"] for radio in chosen] == [kind]
            assert len(page.select("input[name=kind]")) == 4

    def test_the_form_names_the_offering_in_its_own_language(self) -> None:
        arabic = soup(self.client.get(address(self.page, code="ar")))
        assert arabic.html is not None
        assert (arabic.html["lang"], arabic.html["dir"]) == ("ar", "rtl")
        assert "قهوة وحديث" in arabic.select_one("main").get_text()
        tigrinya = soup(self.client.get(address(self.page, code="ti")))
        name = tigrinya.select_one("main strong bdi[lang=sv][dir=ltr]")
        assert name.get_text() == "Kaffe och prat"

    def test_the_language_menu_keeps_the_form(self) -> None:
        page = soup(self.client.get(address(self.page, code="ar")))
        links = {a["hreflang"]: a["href"] for a in page.select("header .langs a")}
        assert links["ti"] == address(self.page, code="ti")

    def test_a_warning_and_help_lines_stand_beside_the_field(self) -> None:
        page = soup(self.client.get(address(self.page)))
        field = page.select_one("textarea")
        described = " ".join(
            page.find(id=name).get_text(" ", strip=True)
            for name in str(field["aria-describedby"]).split()
        )
        assert "sjukdomar" in described
        assert "500" in described
        assert page.select('main a[href="tel:112"]')

    def test_nobody_keeps_it_and_no_cookie_is_set(self) -> None:
        sent = send(self.page, client=self.client)
        answers = [
            self.client.get(address(self.page)),
            self.client.head(address(self.page)),
            sent,
            self.client.get(sent["Location"]),
            send(self.page, client=self.client, token=""),
            send(self.page, client=self.client, origin="null"),
            self.client.put(address(self.page)),
        ]
        statuses = [answer.status_code for answer in answers]
        assert statuses == [200, 200, 303, 200, 422, 403, 405]
        for answer in answers:
            assert not answer.cookies
            assert answer["Cache-Control"] == "no-store"
            assert answer["Referrer-Policy"] == "same-origin"
            assert answer["X-Robots-Tag"] == "noindex"
            assert "ETag" not in answer.headers
            assert "Vary" not in answer.headers
            assert "unsafe" not in answer["Content-Security-Policy"]
        meta = soup(answers[0])
        assert meta.select_one("meta[name=referrer]")["content"] == "same-origin"
        assert meta.select_one("meta[name=robots]")["content"] == "noindex"
        assert not self.client.cookies

    def test_robots_are_kept_out(self) -> None:
        lines = self.client.get("/robots.txt").content.decode().splitlines()
        for language in languages.LANGUAGES:
            assert f"Disallow: /{language.code}/sag-till/" in lines

    # ------------------------------------------------------------------ sending
    def test_one_tap_is_enough(self) -> None:
        page = soup(self.client.get(address(self.page, "not-let-in", "ar")))
        form = page.select_one("main form")
        hidden = form.select_one("input[name=token]")["value"]
        assert form["action"] == address(self.page, "not-let-in", "ar")
        with self.subTest("as the browser sends it, a little later"):
            made_for, at, key = SIGNER.unsign_object(hidden)
            older = SIGNER.sign_object([made_for, at - 10, key])
            response = self.client.post(
                form["action"],
                {"kind": "not-let-in", "text": "", "homepage": "", "token": older},
                headers={"origin": ORIGIN},
            )
        assert response.status_code == 303
        assert response["Location"] == f"/ar/sag-till/{self.page.pk}/tack/"
        report = ReaderReport.objects.get()
        assert (report.offering, report.kind) == (self.page, "not-let-in")
        assert (report.language, report.text, report.mark) == ("ar", "", "")

    def test_the_kind_can_be_changed_in_the_form(self) -> None:
        send(self.page, url_kind="closed", kind="wrong")
        assert ReaderReport.objects.get().kind == "wrong"

    def test_the_row_tells_nothing_about_the_person(self) -> None:
        send(
            self.page,
            text="Dörren var låst.",
            headers={
                "user-agent": "Kvittenblom/1",
                "accept-language": "so",
                "x-forwarded-for": "198.51.100.77",
                "cookie": "a=Kvittenblom",
            },
        )
        row = ReaderReport.objects.values().get()
        assert set(row) == {
            "id",
            "offering_id",
            "kind",
            "language",
            "text",
            "mark",
            "received",
            "form_key",
            "handled_at",
            "handled_by_id",
        }
        for value in row.values():
            for told in ("Kvittenblom", "198.51", "127.0", "so;"):
                assert told not in str(value)
        received = row["received"]
        assert (received.minute, received.second, received.microsecond) == (0, 0, 0)

    def test_the_thank_you_page_tells_whom_to_ask(self) -> None:
        response = self.client.get(send(self.page, text="Kvittenblom")["Location"])
        page = soup(response)
        assert page.select('main a[href^="tel:"]')
        assert page.select(f'main a[href="{self.page.get_url()}"]')
        assert "Kommun a" in page.select_one("main").get_text()
        assert "Kvittenblom" not in response.content.decode()

    def test_what_was_said_stands_on_no_public_page(self) -> None:
        send(self.page, text="Kvittenblom")
        for path in (self.page.get_url(), "/sv/hitta-stod/", address(self.page)):
            assert "Kvittenblom" not in self.client.get(path).content.decode()

    def test_the_same_form_sent_again_counts_once(self) -> None:
        ticket = token(self.page.pk)
        for _again in range(3):
            response = send(self.page, token=ticket, text="Låst")
            assert response.status_code == 303
        assert ReaderReport.objects.count() == 1
        assert ReaderReportCount.objects.get().number == 1

    def test_the_same_form_with_other_words_puts_the_first_ones_right(self) -> None:
        ticket = token(self.page.pk)
        send(self.page, token=ticket, text="Låst")
        send(self.page, token=ticket, text="Låst på tisdagar", kind="wrong")
        report = ReaderReport.objects.get()
        assert (report.text, report.kind) == ("Låst på tisdagar", "wrong")
        counts = ReaderReportCount.objects.values_list("kind", "number")
        assert dict(counts) == {"closed": 0, "wrong": 1}

    def test_after_it_was_handled_it_takes_a_new_form(self) -> None:
        ticket = token(self.page.pk)
        send(self.page, token=ticket, text="Låst")
        ReaderReport.objects.update(handled_at="2026-01-01T00:00Z")
        response = send(self.page, token=ticket, text="Fortfarande låst")
        assert response.status_code == 409
        assert shown_text(response) == "Fortfarande låst"
        fresh = soup(response).select_one("input[name=token]")["value"]
        assert fresh != ticket
        assert ReaderReport.objects.get().text == "Låst"

    # ----------------------------------------------------------------- mistakes
    def refused(self, response: Any, status: int = 422) -> None:
        assert response.status_code == status
        assert soup(response).select_one("main [role=alert]")
        assert not ReaderReport.objects.exists()
        assert not response.cookies

    def test_too_long_a_text_comes_back_whole(self) -> None:
        long = "ö" * 501
        response = send(self.page, text=long)
        self.refused(response)
        assert shown_text(response) == long
        page = soup(response)
        error = page.select_one("main [role=alert] a")
        assert error["href"] == "#text"
        assert "1 tecken" in error.get_text()
        field = page.select_one("textarea")
        assert field["aria-invalid"] == "true"
        assert page.select_one("#text-err").get_text(strip=True)

    def test_line_ends_count_as_in_the_browser(self) -> None:
        assert send(self.page, text="a\r\n" * 249 + "aa").status_code == 303
        assert len(ReaderReport.objects.get().text) == 500

    def test_without_an_answer_the_four_are_shown_again(self) -> None:
        for kind in ("", "hacked", "wrong\0"):
            response = send(self.page, kind=kind, text="Låst")
            self.refused(response)
            assert shown_text(response) == "Låst"
            assert soup(response).select_one("fieldset.bad #kind-err")

    def test_a_form_that_was_open_for_long_keeps_its_text(self) -> None:
        old = token(self.page.pk, age=form_tickets.MAX_SECONDS + 60)
        response = send(self.page, text="Låst", token=old, kind="wrong")
        self.refused(response)
        assert shown_text(response) == "Låst"
        page = soup(response)
        assert page.select_one("input[name=kind][checked]")["value"] == "wrong"
        assert page.select_one("input[name=token]")["value"] != old

    def test_too_fast_is_asked_to_press_once_more(self) -> None:
        fast = token(self.page.pk, age=0)
        response = send(self.page, text="Låst", token=fast)
        self.refused(response)
        assert soup(response).select_one("input[name=token]")["value"] == fast
        assert shown_text(response) == "Låst"

    def test_who_fills_in_what_nobody_sees_has_to_send_it_empty(self) -> None:
        response = send(self.page, text="Köp nu", homepage="x")
        self.refused(response)
        assert not soup(response).select_one("input[name=homepage]").get("value")
        trap = soup(response).select_one("[aria-hidden=true] input[name=homepage]")
        assert (trap["tabindex"], trap["autocomplete"]) == ("-1", "off")

    def test_errors_are_in_her_language(self) -> None:
        response = send(self.page, code="ar", kind="")
        assert response.status_code == 422
        page = soup(response)
        assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")
        assert response["Content-Language"] == "ar"

    def test_a_link_is_kept_apart_and_not_refused(self) -> None:
        for text in ("Se www.kommun.se", "https://spam.example", "köp på billigt.shop"):
            assert send(self.page, text=text).status_code == 303
        assert {r.mark for r in ReaderReport.objects.all()} == {"link"}
        count = ReaderReportCount.objects.get()
        assert (count.number, count.marked) == (0, 3)
        ReaderReport.objects.all().delete()
        send(self.page, text="Kl. 14.30 stod det. Men kom kl.15!")
        assert ReaderReport.objects.get().mark == ""
