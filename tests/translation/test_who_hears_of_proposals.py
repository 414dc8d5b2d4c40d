"""Those who decide on words and short texts hear of them once a day, their authors why
one came back."""

from datetime import timedelta
from typing import Any

from django.core import mail
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from hm_site.organisations.models import Notice
from hm_site.organisations.notice_mail import deliver_notices
from hm_site.organisations.review import decisions
from hm_site.organisations.review.proposals import propose
from hm_site.organisations.review.reminders import remind
from hm_site.translation.models import GlossaryRendering, GlossaryTerm
from tests import factories

from .glossary_case import GlossaryCase, known_rendering, known_term
from .short_case import ShortCase

LINE = "Fasta översättningar väntar på granskning: arabiska."


class ToldCase(GlossaryCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.coordinator = factories.member("coordinator")
        cls.admin = factories.admin()
        cls.other_reviewer = factories.member("reviewer", "fa")
        cls.second = known_rendering(known_term("kris"))

    def told(self, **fields: Any) -> list[tuple[str, str]]:
        rows = Notice.objects.filter(**fields).order_by("pk")
        return [(row.person.username, row.text) for row in rows]

    def propose(self, row: Any, user: Any, **values: str) -> Any:
        return propose(type(row).objects.get(pk=row.pk), user, **values)

    def mail(self) -> None:
        list(deliver_notices(timezone.now() + timedelta(days=2)))


class ReviewersHearTests(ToldCase):
    def test_of_any_number_of_renderings_in_one_line_until_it_is_mailed(self) -> None:
        self.propose(self.rendering, self.translator, rendering="حوار")
        self.propose(self.second, self.translator, rendering="أزمة")
        self.assertEqual(self.told(), [("reviewer-ar", LINE)])
        self.mail()
        self.assertIn(LINE, mail.outbox[0].body)
        third = known_rendering(known_term("hemlig"))
        self.propose(third, self.translator, rendering="سر")
        self.assertEqual(self.told(sent_at=None), [("reviewer-ar", LINE)])

    def test_where_it_is_decided(self) -> None:
        state = self.propose(self.rendering, self.translator, rendering="حوار")
        self.client.force_login(self.reviewer)
        page = self.client.get(Notice.objects.get().url)
        self.assertContains(page, reverse("review_item", args=[state.pk]))

    def test_not_of_their_own(self) -> None:
        self.propose(self.rendering, self.reviewer, rendering="حوار")
        self.assertEqual(self.told(), [])

    def test_no_more_when_nothing_waits(self) -> None:
        first = self.propose(self.rendering, self.translator, rendering="حوار")
        second = self.propose(self.second, self.translator, rendering="أزمة")
        self.approve(first)
        self.assertEqual(len(self.told(text=LINE)), 1)
        second.cancel(user=self.translator)
        self.assertEqual(self.told(text=LINE), [])

    def test_administrators_of_swedish_words(self) -> None:
        self.propose(self.term, self.coordinator, explanation="Två eller fler.")
        self.assertEqual(
            self.told(), [(self.admin.username, "Förklarade ord väntar på granskning.")]
        )


class AuthorsHearTests(ToldCase):
    def test_why_a_rendering_came_back_and_where_to_mend_it(self) -> None:
        state = self.propose(self.rendering, self.translator, rendering="حوار")
        decisions.send_back(state.pk, self.reviewer, reason="För formellt.")
        ((person, text),) = self.told()
        self.assertEqual(person, "translator-ar")
        self.assertIn("samtal, arabiska", text)
        self.assertIn("För formellt.", text)
        self.client.force_login(self.translator)
        page = self.client.get(Notice.objects.get().url)
        self.assertContains(page, "För formellt.")

    def test_nothing_of_what_they_send_back_themselves(self) -> None:
        self.propose(self.rendering, self.reviewer, rendering="حوار")
        state = GlossaryRendering.objects.get(
            pk=self.rendering.pk
        ).current_workflow_state
        decisions.send_back(state.pk, self.reviewer, reason="Jag tog fel.")
        self.assertEqual(self.told(), [])

    def test_a_new_word_that_came_back_leads_to_its_form(self) -> None:
        row = GlossaryTerm(word="gode man", explanation="Hjälper barn.")
        state = propose(row, self.coordinator)
        decisions.send_back(state.pk, self.admin, reason="God man heter det.")
        (notice,) = Notice.objects.filter(person=self.coordinator)
        self.assertEqual(notice.url, reverse("glossary_term", args=[row.pk]))


class ShortTextsTests(ShortCase):
    def test_one_that_comes_back_over_the_common_desk_tells_its_author_too(
        self,
    ) -> None:
        self.send()
        state = self.row().current_workflow_state
        self.assertEqual(Notice.objects.get().person, self.reviewer)
        decisions.send_back(state.pk, self.reviewer, reason="Fel ord.")
        (notice,) = Notice.objects.all()  # and nothing waits any more
        self.assertEqual((notice.person, notice.url), (self.translator, self.url()))


@override_settings(REVIEW_REMINDER_DAYS=3, REVIEW_ESCALATION_DAYS=7)
class WhatWaitsLongTests(ToldCase):
    def after(self, days: int) -> list[tuple[str, str]]:
        """What is told when everything has waited so long."""
        Notice.objects.all().delete()
        list(remind(timezone.now() + timedelta(days=days, seconds=1)))
        return self.told()

    def setUp(self) -> None:
        self.propose(self.rendering, self.translator, rendering="حوار")
        self.propose(self.second, self.translator, rendering="أزمة")

    def test_reviewers_are_reminded_in_one_line(self) -> None:
        self.assertEqual(self.after(2), [])
        line = f"{LINE} Det som väntat längst har väntat 3 dagar."
        self.assertEqual(self.after(3), [("reviewer-ar", line)])
        self.assertEqual(self.after(4), [])

    def test_after_a_week_administrators_are_told_at_once_and_once(self) -> None:
        told = self.after(7)
        self.assertEqual({name for name, _text in told}, {"reviewer-ar", "admin"})
        self.assertEqual(Notice.objects.filter(at_once=True).count(), 2)
        self.assertEqual(self.after(8), [])

    def test_what_was_decided_reminds_nobody(self) -> None:
        for row in (self.rendering, self.second):
            row.refresh_from_db()
            decisions.send_back(
                row.current_workflow_state.pk, self.reviewer, reason="Fel."
            )
        self.assertEqual(self.after(9), [])
