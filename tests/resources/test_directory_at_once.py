"""No change of content or status waits for the directory to notice."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.test import TestCase
from django.utils import timezone

from hm_site.base.models import Term
from resources.models import OfferingStatus, SupportOfferingPage
from tests import factories


class AtOnce(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.organisation = factories.organisation()
        cls.page = factories.offering(cls.organisation, "Ett stöd")
        cls.other = factories.offering(cls.organisation, "Ett annat")

    def listed(self, code: str = "sv", **query: Any) -> list[str]:
        response = self.client.get(f"/{code}/hitta-stod/", query)
        return sorted(card.title.text for card in response.context["cards"])

    def after(self, change: Callable[[SupportOfferingPage], Any]) -> list[str]:
        """What is listed before (both) and after the change."""
        assert self.listed() == ["Ett annat", "Ett stöd"]
        change(SupportOfferingPage.objects.get(pk=self.page.pk))
        return self.listed()

    def test_unpublishing_takes_it_off_and_publishing_puts_it_back(self) -> None:
        assert self.after(lambda page: page.unpublish()) == ["Ett annat"]
        self.page.refresh_from_db()
        self.page.save_revision().publish()
        assert self.listed() == ["Ett annat", "Ett stöd"]

    def test_deleting_takes_it_off(self) -> None:
        assert self.after(lambda page: page.delete()) == ["Ett annat"]

    def test_a_draft_changes_nothing(self) -> None:
        def draft(page: SupportOfferingPage) -> None:
            page.title = "Nytt namn"
            page.terms = []
            page.save_revision()

        assert self.after(draft) == ["Ett annat", "Ett stöd"]
        assert len(self.listed(concern="worry")) == 2

    def test_new_facts_count_when_they_are_published(self) -> None:
        assert self.listed(concern="sleep") == []

        def publish(page: SupportOfferingPage) -> None:
            page.title = "Sömnskola"
            page.terms = factories.page_terms(
                {**factories.OFFERING_TERMS, "concern": ["sleep"]}
            )
            page.save_revision().publish()

        assert self.after(publish) == ["Ett annat", "Sömnskola"]
        assert self.listed(concern="sleep") == ["Sömnskola"]
        assert self.listed(concern="worry") == ["Ett annat"]

    def test_ended_takes_it_off_and_open_puts_it_back(self) -> None:
        def status(capacity: str) -> None:
            OfferingStatus.objects.update_or_create(
                page=self.page, defaults={"capacity": capacity}
            )

        assert self.after(lambda page: status("ended")) == ["Ett annat"]
        for capacity in ("open", "full", "waiting-time", "paused"):
            status(capacity)
            assert self.listed() == ["Ett annat", "Ett stöd"], capacity

    def test_what_is_over_is_off_though_its_page_remains(self) -> None:
        def over(page: SupportOfferingPage) -> None:
            page.valid_to = timezone.localdate() - timedelta(days=1)
            page.save_revision().publish()

        assert self.after(over) == ["Ett annat"]
        address = f"/sv/aktorer/kommun-a/{self.page.slug}/"
        response = self.client.get(address)
        assert response.status_code == 200
        assert response.context["ended"]

    def test_what_has_expired_is_off_before_any_scheduler_has_run(self) -> None:
        def expire(page: SupportOfferingPage) -> None:
            page.expire_at = timezone.now() - timedelta(minutes=1)
            page.save()

        assert self.after(expire) == ["Ett annat"]
        address = f"/sv/aktorer/kommun-a/{self.page.slug}/"
        assert self.client.get(address).status_code == 404

    def test_a_translated_title_is_there_when_it_is_published(self) -> None:
        assert self.listed("ar") == ["Ett annat", "Ett stöd"]
        made = factories.translate(self.page, "ar", title="دعم")
        assert self.listed("ar") == ["Ett annat", "دعم"]
        made.unpublish()
        assert self.listed("ar") == ["Ett annat", "Ett stöd"]

    def test_a_moved_page_is_listed_under_its_new_owner(self) -> None:
        other = factories.organisation("kommun-b")
        self.page.move(other, pos="last-child")
        response = self.client.get("/sv/hitta-stod/")
        card = next(x for x in response.context["cards"] if x.title.text == "Ett stöd")
        assert card.organisation.text == "Kommun b"
        assert card.url == "/sv/aktorer/kommun-b/ett-stod/"

    def test_a_renamed_term_is_renamed_everywhere(self) -> None:
        label = Term.objects.get(vocabulary="concern", code="worry").labels.get(
            language="sv"
        )
        label.label = "Oroliga tankar"
        label.save()
        page = self.client.get("/sv/hitta-stod/").content.decode()
        assert "Oroliga tankar" in page

    def test_days_follow_the_sessions_that_are_still_to_come(self) -> None:
        past = date(2020, 1, 7)  # a Tuesday
        factories.offering(
            self.organisation,
            "Förbi på tisdagar",
            sessions=[{"weekday": 1, "first": past, "last": past}, {"weekday": 2}],
        )
        assert self.listed(day="wed") == ["Förbi på tisdagar"]
        assert self.listed(day="tue") == []
