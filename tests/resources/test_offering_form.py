"""The form of an offering says plainly what is wrong, keeps what was typed and
changes nothing by half."""

from typing import Any

from django.utils.html import escape

from resources.models import OfferingPlace, SupportOfferingPage
from tests import admin_forms, factories

from .offering_form_case import OfferingFormCase

SESSION = {"weekday": 1, "every": "week", "start": "13:00", "end": "15:00"}


class OfferingForm(OfferingFormCase):
    # ---------------------------------------------------------------- it works
    def test_the_form_as_it_is_can_be_published(self) -> None:
        response = self.send({"title": "Nytt namn"})
        assert response.status_code == 302
        page = SupportOfferingPage.objects.get(pk=self.page.pk)
        assert page.title == "Nytt namn"
        assert page.live
        assert len(page.places.all()) == len(page.sessions.all()) == 1
        assert sorted(page.codes("language")) == ["ar", "sv"]
        assert page.codes("level") == ["2"]

    def test_terms_are_replaced_not_added(self) -> None:
        self.send({"concern": ["sleep", "grief"], "level": "3"})
        page = SupportOfferingPage.objects.get(pk=self.page.pk)
        assert sorted(page.codes("concern")) == ["grief", "sleep"]
        assert page.codes("level") == ["3"]
        assert page.codes("group") == ["adults"]

    def test_a_draft_changes_no_fact_of_the_live_page(self) -> None:
        self.send({"concern": ["sleep"], "phone": "0346-88 60 00"}, "draft")
        page = SupportOfferingPage.objects.get(pk=self.page.pk)
        assert page.codes("concern") == ["worry"]
        assert page.phone == "035-13 70 00"
        assert self.saved().phone == "0346-88 60 00"
        assert self.saved().codes("concern") == ["sleep"]

    def test_phones_are_written_as_people_read_them(self) -> None:
        for typed, shown in (
            ("035137000", "035-13 70 00"),
            ("+46 35 13 70 00", "035-13 70 00"),
            ("1177", "1177"),
            ("+4791234567", "+47 91 23 45 67"),
        ):
            with self.subTest(typed):
                assert self.send({"phone": typed}, "draft").status_code == 302
                assert self.saved().phone == shown

    def test_an_offering_may_have_any_of_three_ways_of_contact(self) -> None:
        for name, value in (
            ("email", "stod@example.org"),
            ("link", "https://example.org/"),
        ):
            with self.subTest(name):
                changes = {"phone": "", "email": "", "link": "", name: value}
                assert self.send(changes).status_code == 302

    def test_an_offering_online_needs_no_place(self) -> None:
        response = self.send({"places-0-DELETE": "1", "online": "on"})
        assert response.status_code == 302
        assert not OfferingPlace.objects.filter(page=self.page).exists()

    # --------------------------------------------------------------- dates, ages
    def test_an_end_before_the_start_is_refused(self) -> None:
        self.refused(
            {"valid_from": "2026-12-01", "valid_to": "2026-11-30"},
            "valid_to",
            "Slutdagen är före startdagen.",
        )

    def test_the_same_first_and_last_day_is_one_day(self) -> None:
        same = {"valid_from": "2030-12-01", "valid_to": "2030-12-01"}
        assert self.send(same).status_code == 302

    def test_ages_upside_down_are_refused(self) -> None:
        self.refused(
            {"age_min": "25", "age_max": "16"},
            "age_max",
            "Till och med 16 år är lägre än från 25 år.",
        )

    def test_impossible_ages_are_refused(self) -> None:
        self.refused({"age_min": "130"}, "age_min", "mindre än eller lika med 120")
        self.refused({"age_max": "-1"}, "age_max", "större än eller lika med 0")
        self.refused({"age_min": "vuxen"}, "age_min", "Fyll i ett heltal")

    def test_a_date_that_is_none_is_refused(self) -> None:
        self.refused({"valid_to": "2026-02-30"}, "valid_to", "giltigt datum")
        self.refused({"valid_from": "snart"}, "valid_from", "giltigt datum")

    # ------------------------------------------------------------------ contact
    def test_what_is_no_phone_is_refused(self) -> None:
        self.refused({"phone": "ring oss"}, "phone", "är inget telefonnummer")
        self.refused({"phone": "035-1"}, "phone", "har fel antal siffror")
        self.refused({"phone": "12"}, "phone", "har fel antal siffror")

    def test_what_is_no_mail_or_web_address_is_refused(self) -> None:
        self.refused({"email": "hej"}, "email", "giltig e-postadress")
        for link in ("javascript:alert(1)", "data:text/html,x", "bara text"):
            self.refused({"link": link}, "link", "giltig URL")

    def test_somewhere_to_turn_is_required_to_go_live(self) -> None:
        nothing = {"phone": "", "email": "", "link": ""}
        self.refused(nothing, "phone", "minst ett sätt att ta kontakt")
        self.refused(nothing, "phone", "minst ett sätt att ta kontakt", "submit")

    def test_a_place_or_online_is_required_to_go_live(self) -> None:
        gone = {"places-0-DELETE": "1"}
        self.refused(gone, "online", "Skriv minst en plats")
        self.refused(gone, "online", "Skriv minst en plats", "submit")

    # ------------------------------------------------------------ access and cost
    def test_a_referrer_without_referral_is_refused(self) -> None:
        self.refused(
            {"access": ["drop-in"], "referrer": ["psychiatry"]},
            "referrer",
            "inte Remiss under hur man kommer till stödet",
        )
        both = {"access": ["referral"], "referrer": ["psychiatry"]}
        assert self.send(both).status_code == 302

    def test_an_amount_for_what_is_free_is_refused(self) -> None:
        self.refused(
            {"cost": "free", "cost_amount": "100"}, "cost_amount", "Stödet är gratis"
        )
        assert self.send({"cost": "fee", "cost_amount": "100"}).status_code == 302

    def test_an_impossible_amount_is_refused(self) -> None:
        for amount, message in (
            ("-1", "större än eller lika med 0"),
            ("gratis", "Fyll i ett tal"),
            ("12345678", "siffror"),
            ("1e400", "siffror"),
            ("NaN", "Fyll i ett tal"),
        ):
            self.refused({"cost": "fee", "cost_amount": amount}, "cost_amount", message)

    # -------------------------------------------------------------------- sessions
    def session(self, **changes: Any) -> dict[str, Any]:
        """One more row beside the one that is there."""
        row = {"id": "", "ORDER": 2, "DELETE": "", **SESSION, **changes}
        return {
            "sessions-TOTAL_FORMS": 2,
            **{f"sessions-1-{name}": value for name, value in row.items()},
        }

    def test_a_session_that_ends_when_it_starts_is_refused(self) -> None:
        self.refused(self.session(end="13:00"), "sessions-1-end", "slutar samma minut")

    def test_a_session_may_pass_midnight(self) -> None:
        changes = self.session(start="22:00", end="01:00")
        assert self.send(changes).status_code == 302

    def test_a_first_date_on_another_weekday_is_refused(self) -> None:
        self.refused(
            self.session(first="2026-11-25"),
            "sessions-1-first",
            "Det datumet är en onsdag.",
        )

    def test_every_second_week_needs_a_first_date(self) -> None:
        for every in ("two-weeks", "month", "once"):
            self.refused(
                self.session(every=every), "sessions-1-first", "Skriv första gången"
            )
        monday = self.session(every="once", weekday=0)
        self.refused(monday, "sessions-1-first", "Skriv första gången")
        known = self.session(every="two-weeks", first="2026-11-24")
        assert self.send(known).status_code == 302

    def test_a_last_date_before_the_first_is_refused(self) -> None:
        self.refused(
            self.session(first="2026-11-24", last="2026-11-17"),
            "sessions-1-last",
            "Sista gången är före första gången.",
        )

    def test_a_session_without_day_or_time_is_refused_even_in_a_draft(self) -> None:
        """A rule that says no time cannot be stored; the rest of the form is kept."""
        empty = self.session(weekday="", start="", end="")
        for action in ("draft", "publish"):
            self.refused(empty, "sessions-1-start", "obligatoriskt", action)

    def test_impossible_times_and_choices_are_refused(self) -> None:
        self.refused(self.session(start="25:00"), "sessions-1-start", "giltig tid")
        self.refused(
            self.session(weekday=7),
            "sessions-1-weekday",
            "giltigt alternativ",
            kept=False,
        )
        self.refused(
            self.session(every="ibland"),
            "sessions-1-every",
            "giltigt alternativ",
            kept=False,
        )

    def test_a_pause_upside_down_is_refused(self) -> None:
        self.refused(
            admin_forms.rows("pauses", {"first": "2027-01-06", "last": "2026-12-22"}),
            "pauses-0-last",
            "Uppehållet slutar innan det börjar.",
        )

    def test_half_a_pause_is_refused(self) -> None:
        self.refused(
            admin_forms.rows("pauses", {"first": "2027-01-06", "last": ""}),
            "pauses-0-last",
            "obligatoriskt",
        )

    # ----------------------------------------------------------------------- terms
    def test_unknown_codes_are_refused(self) -> None:
        for name, value in (
            ("concern", ["worry", "boredom"]),
            ("municipality", ["stockholm"]),
            ("spoken_language", ["ar", "'; DROP TABLE"]),
        ):
            self.refused(
                {name: value}, name, "finns inte bland tillgängliga", kept=False
            )
        self.refused({"level": "5"}, "level", "finns inte bland", kept=False)

    def test_every_vocabulary_that_readers_filter_by_is_required(self) -> None:
        names = (
            "level",
            "concern",
            "activity",
            "group",
            "legal",
            "municipality",
            "access",
            "cost",
            "spoken_language",
        )
        for action in ("publish", "submit"):
            before = self.state()
            found = admin_forms.errors(self.send(dict.fromkeys(names), action))
            assert set(found) == set(names)
            assert all("Välj" in " ".join(found[name]) for name in names), found
            assert self.state() == before
        self.refused({"cost": None}, "cost", "Välj")

    # ------------------------------------------------------------------------ texts
    def test_overlong_texts_are_refused(self) -> None:
        self.refused({"title": "y" * 256}, "title", "som mest 255 tecken")
        self.refused({"summary": "x" * 201}, "summary", "som mest 200 tecken")
        long_name = {"places-0-name": "z" * 121}
        self.refused(long_name, "places-0-name", "som mest 120 tecken")

    def test_control_characters_are_refused(self) -> None:
        before = self.state()
        found = admin_forms.errors(self.send({"title": "a\0b"}))
        assert "title" in found
        assert self.state() == before

    def test_a_title_is_required_even_for_a_draft(self) -> None:
        for action in ("draft", "publish"):
            self.refused({"title": ""}, "title", "obligatoriskt", action)

    def test_an_address_that_is_taken_or_none_is_refused(self) -> None:
        other = factories.offering(self.organisation, "Ett annat")
        self.refused({"slug": other.slug}, "slug", "används redan")
        self.refused({"slug": "två ord"}, "slug", "slug")

    def test_rich_text_loses_what_the_editor_may_not_write(self) -> None:
        """Pasted or forged markup: only the features of the field survive."""
        forged = (
            '{"blocks": [{"key": "a", "type": "header-two", "depth": 0, "text": '
            '"<script>alert(1)</script>", "inlineStyleRanges": [{"offset": 0, '
            '"length": 3, "style": "CODE"}], "entityRanges": []}], "entityMap": {}}'
        )
        response = self.send({"what_happens": forged})
        assert response.status_code == 302
        page = SupportOfferingPage.objects.get(pk=self.page.pk)
        assert "<script" not in page.what_happens
        public = self.client.get(page.get_url())
        assert b"<script>alert" not in public.content

    def test_rich_text_that_is_no_rich_text_is_kept_as_text(self) -> None:
        for forged in ("inte json", "[]", '{"blocks": 1}', '{"a": [}', "<b>x"):
            with self.subTest(forged):
                response = self.send({"what_happens": forged}, "draft")
                assert response.status_code == 302
                assert self.saved().what_happens in {f"<p>{escape(forged)}</p>", ""}

    # ----------------------------------------------------------------------- drafts
    def test_a_draft_may_be_almost_empty(self) -> None:
        kept = {"title", "slug", "next", "loaded_revision_id"}
        formsets = ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
        changes = {
            name: ("0" if name.endswith("TOTAL_FORMS") else None)
            for name in self.form
            if name not in kept and not name.endswith(formsets[1:])
        }
        changes.update(
            {f"{x}-INITIAL_FORMS": 0 for x in ("places", "sessions", "pauses")}
        )
        response = self.send(changes, "draft")
        assert response.status_code == 302
        assert self.saved().phone == ""
        assert self.saved().codes("concern") == []
        assert SupportOfferingPage.objects.get(pk=self.page.pk).phone

    def test_a_draft_may_lack_what_going_live_needs(self) -> None:
        changes = {
            "phone": "",
            "concern": None,
            "level": None,
            "places-0-DELETE": "1",
            "summary": "",
        }
        assert self.send(changes, "draft").status_code == 302
        for action in ("publish", "submit"):
            found = admin_forms.errors(self.send(changes, action))
            assert {"phone", "concern", "level", "online"} <= set(found)

    def test_a_draft_may_lack_parts_of_a_place(self) -> None:
        assert self.send({"places-0-city": ""}, "draft").status_code == 302
        self.refused({"places-0-city": ""}, "places-0-city", "obligatoriskt")

    # ------------------------------------------------------------------- broken posts
    def test_a_broken_set_of_rows_is_an_error_and_no_crash(self) -> None:
        for changes in (
            {"places-TOTAL_FORMS": "många"},
            {"places-TOTAL_FORMS": None},
            {"sessions-INITIAL_FORMS": "-1"},
            {"places-0-id": "999999"},
            {"places-0-ORDER": "först"},
            {"places-0-latitude": "9" * 50},
        ):
            with self.subTest(str(changes)):
                before = self.state()
                response = self.send(changes)
                assert response.status_code in {200, 302}
                if response.status_code == 200:
                    assert self.state() == before

    def test_an_empty_post_is_an_error_and_no_crash(self) -> None:
        before = self.state()
        response = self.client.post(self.address, {})
        assert response.status_code in {200, 302}
        assert self.state() == before

    def test_other_pages_rows_cannot_be_taken(self) -> None:
        other = factories.offering(self.organisation, "Ett annat")
        foreign = other.places.get()
        self.send({"places-0-id": foreign.pk, "places-0-name": "Kapad"})
        foreign.refresh_from_db()
        assert foreign.page_id == other.pk
        assert foreign.name != "Kapad"
