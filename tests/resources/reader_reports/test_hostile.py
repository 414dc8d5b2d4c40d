"""Whatever is sent to the form: a page that says what is wrong, never a 500, never a
draft, nothing stored that should not be."""

from io import BytesIO
from typing import Any

from django.test import Client, TestCase, override_settings

from hm_site.base.origin import same_origin
from resources.models import ReaderReport
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

SECRET = "Kvittenblom7"


class HostileSender(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        owner = factories.organisation("kommun-a")
        cls.owner = owner
        cls.page = factories.offering(owner, "Kaffe och prat")
        cls.draft = factories.offering(owner, SECRET, live=False)
        cls.arabic_draft = factories.translate(cls.page, "ar", live=False, title=SECRET)
        cls.gone = factories.offering(owner, f"{SECRET} borta")
        cls.gone.unpublish()

    def setUp(self) -> None:
        forget_addresses()
        self.client = Client(raise_request_exception=False)

    # ------------------------------------------------------------- which page
    def test_what_is_no_published_offering_is_not_found(self) -> None:
        unknown = [
            self.draft.pk,
            self.gone.pk,
            self.arabic_draft.pk,
            self.owner.pk,
            factories.home().pk,
            0,
            999_999,
            2**63,
            10**40,
        ]
        for pk in unknown:
            for path in (f"/sv/sag-till/{pk}/closed/", f"/ar/sag-till/{pk}/tack/"):
                response = self.client.get(path)
                assert response.status_code == 404, path
                assert SECRET not in response.content.decode()
            forged = {"kind": "closed", "token": token(pk)}
            response = self.client.post(
                f"/sv/sag-till/{pk}/closed/", forged, headers={"origin": ORIGIN}
            )
            assert response.status_code == 404
            assert SECRET not in response.content.decode()
        assert not ReaderReport.objects.exists()

    def test_a_draft_translation_is_never_shown(self) -> None:
        response = self.client.get(address(self.page, code="ar"))
        assert response.status_code == 200
        assert SECRET not in response.content.decode()

    def test_odd_addresses_are_not_found(self) -> None:
        pk = self.page.pk
        for path in (
            f"/sv/sag-till/{pk}/hacked/",
            f"/sv/sag-till/{pk}/CLOSED/",
            f"/sv/sag-till/-{pk}/closed/",
            "/sv/sag-till/x/closed/",
            f"/sv/sag-till/{pk}/",
            "/sv/sag-till/",
            f"/xx/sag-till/{pk}/closed/",
            f"/sag-till/{pk}/closed/",
            f"/sv/sag-till/{pk}/<b>/",
            f"/sv/sag-till/{pk}/closed/mer/",
        ):
            assert self.client.get(path).status_code == 404, path
        nul = self.client.get(f"/sv/sag-till/{pk}/closed%00/")
        assert nul.status_code == 400

    # ------------------------------------------------------------- where from
    def test_only_our_own_pages_may_send(self) -> None:
        for origin in (
            "null",
            "https://evil.example",
            "http://testserver.evil.example",
            "https://testserver",
            "http://testserver:8000",
            "http://testserver/",
            "HTTP://TESTSERVER",
            "",
            "\x00",
            "http://testserver, https://evil.example",
        ):
            response = send(self.page, client=self.client, origin=origin)
            assert response.status_code == 403, origin
            assert soup(response).select_one("main h1")
        nothing = send(self.page, client=self.client, origin=None)
        assert nothing.status_code == 403
        for site in ("cross-site", "same-site", "none", "same-origin, cross-site"):
            headers = {"sec-fetch-site": site}
            response = send(self.page, client=self.client, origin=None, headers=headers)
            assert response.status_code == 403, site
        both = send(self.page, origin="null", headers={"sec-fetch-site": "same-origin"})
        assert both.status_code == 403
        assert not ReaderReport.objects.exists()

    def test_a_browser_without_origin_may_say_that_it_is_the_same(self) -> None:
        headers = {"sec-fetch-site": "same-origin"}
        assert send(self.page, origin=None, headers=headers).status_code == 303

    @override_settings(BASE_URL="https://www.example.org")
    def test_the_sites_own_address_counts_behind_a_proxy(self) -> None:
        response = send(self.page, origin="https://www.example.org")
        assert response.status_code == 303

    def test_a_host_that_is_not_ours_is_refused(self) -> None:
        client = Client(raise_request_exception=False, SERVER_NAME="evil.example")
        response = send(self.page, client=client, origin="http://evil.example")
        assert response.status_code == 400
        assert not ReaderReport.objects.exists()

    def test_the_refusal_is_in_the_readers_language(self) -> None:
        page = soup(send(self.page, code="ar", origin="null"))
        assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")

    def test_another_method_is_not_allowed(self) -> None:
        for method in ("put", "patch", "delete", "options", "trace"):
            response = getattr(self.client, method)(address(self.page))
            assert response.status_code == 405, method
        thanks = f"/sv/sag-till/{self.page.pk}/tack/"
        assert self.client.post(thanks).status_code == 405
        head = self.client.head(address(self.page))
        assert (head.status_code, head.content) == (200, b"")

    # ------------------------------------------------------------- which form
    def test_a_forged_ticket_is_worth_nothing(self) -> None:
        other = factories.offering(self.owner, "Ett annat stöd")
        good = token(self.page.pk)
        future = SIGNER.sign_object([self.page.pk, 10**11, "x"])
        for forged in (
            "",
            "x",
            good[:-1] + ("A" if good[-1] != "A" else "B"),
            good + "\0",
            "A" * 100_000,
            "\ud800".encode("utf-8", "surrogatepass"),
            token(other.pk),
            token(self.page.pk, age=10**9),
            future,
            "[1,2]:x",
        ):
            response = send(self.page, client=self.client, token=forged, text="Låst")
            assert response.status_code == 422
            assert shown_text(response) == "Låst"
            shown = soup(response).select_one("input[name=token]")["value"]
            assert len(shown) < 300
        assert not ReaderReport.objects.exists()

    # ------------------------------------------------------------ which words
    def test_nul_and_what_cannot_be_seen_is_left_out(self) -> None:
        response = send(self.page, client=self.client, text="\0Lå\u202est\ufeff\x07 ")
        assert response.status_code == 303
        assert ReaderReport.objects.get().text == "Låst"

    def test_markup_is_text(self) -> None:
        text = "</textarea><script>alert(1)</script>{{ 7 }}{% x %}"
        response = send(self.page, client=self.client, kind="", text=text)
        assert response.status_code == 422
        assert shown_text(response) == text
        assert "<script>alert" not in response.content.decode()

    def test_joiners_of_persian_words_are_kept(self) -> None:
        text = "می‌خواهم"
        send(self.page, text=text)
        assert ReaderReport.objects.get().text == text

    def test_a_hundred_thousand_characters_come_back(self) -> None:
        for letter in ("a", "د", "😀"):
            text = letter * 100_000
            response = send(self.page, client=self.client, text=text)
            assert response.status_code == 422
            assert shown_text(response) == text
        assert not ReaderReport.objects.exists()

    def test_more_than_we_read_is_said_to_be_too_long(self) -> None:
        response = send(self.page, client=self.client, text="a" * 3_000_000)
        assert response.status_code in {400, 413}
        urlencoded = self.client.post(
            address(self.page),
            b"kind=closed&text=" + b"a" * 3_000_000,
            content_type="application/x-www-form-urlencoded",
            headers={"origin": ORIGIN},
        )
        assert urlencoded.status_code == 413
        assert soup(urlencoded).select_one("main [role=alert]")
        fields = self.client.post(
            address(self.page),
            "&".join(["a=1"] * 6_000),
            content_type="application/x-www-form-urlencoded",
            headers={"origin": ORIGIN},
        )
        assert fields.status_code == 413
        assert not ReaderReport.objects.exists()

    def test_broken_bodies_break_nothing(self) -> None:
        bodies: list[tuple[bytes, str]] = [
            (b"", "application/x-www-form-urlencoded"),
            (
                b"kind=closed&text=%ff%fe%00%ed%a0%80",
                "application/x-www-form-urlencoded",
            ),
            (b"kind=closed&text=\xff\xfe", "application/x-www-form-urlencoded"),
            (b"kind=%zz&%=%&&&", "application/x-www-form-urlencoded; charset=utf-16"),
            (b"--x\r\n\r\n", "multipart/form-data; boundary=x"),
            (b"--x", "multipart/form-data"),
            (b'{"kind": "closed"}', "application/json"),
            (b"\0\0\0", "text/plain"),
        ]
        for body, kind in bodies:
            response = self.client.generic(
                "POST", address(self.page), body, kind, headers={"origin": ORIGIN}
            )
            assert response.status_code in {400, 413, 422}, (body, kind)
        assert not ReaderReport.objects.exists()

    def test_a_file_instead_of_words_is_no_text(self) -> None:
        file = BytesIO(b"GIF89a")
        file.name = "x.gif"
        response = send(self.page, client=self.client, text=file)
        assert response.status_code == 303
        assert ReaderReport.objects.get().text == ""

    def test_many_values_are_taken_as_one(self) -> None:
        data: dict[str, Any] = {
            "kind": ["wrong", "closed"],
            "text": ["a", "b"],
            "token": [token(self.page.pk)] * 2,
        }
        response = self.client.post(
            address(self.page), data, headers={"origin": ORIGIN}
        )
        assert response.status_code == 303
        assert ReaderReport.objects.count() == 1


def test_the_sites_origin_is_compared_whole(rf: Any) -> None:
    """`same_origin` alone, for whoever uses it next."""
    own = rf.post("/", headers={"origin": ORIGIN})
    assert same_origin(own)
    assert not same_origin(rf.post("/", headers={"origin": f"{ORIGIN}.se"}))
    assert not same_origin(rf.post("/"))
