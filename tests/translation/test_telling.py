"""Translators and reviewers hear of what concerns their language, and nobody else."""

from datetime import timedelta
from typing import Any

from django.core import mail
from django.urls import reverse
from django.utils import timezone

from hm_site.organisations.models import Notice
from hm_site.organisations.notice_mail import deliver_notices
from hm_site.organisations.review import decisions, reminders
from hm_site.organisations.review.models import Approval
from resources.models import SupportOfferingPage
from tests import factories

from .desk_case import DeskCase

SECRET = "Hemlig rubrik"


class TellingCase(DeskCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.colleague = factories.member("translator", "ar", "colleague-ar")
        cls.stranger = factories.member("translator", "fa", "translator-fa")
        cls.other_reviewer = factories.member("reviewer", "fa", "reviewer-fa")

    def told(self, **fields: Any) -> set[str]:
        return {n.person.username for n in Notice.objects.filter(**fields)}

    def mailed(self) -> dict[str, str]:
        """User name → what the next two runs of the chore mail to her."""
        for days in (0, 2):
            list(deliver_notices(timezone.now() + timedelta(days=days)))
        return {sent.to[0].partition("@")[0]: sent.body for sent in mail.outbox}

    def follow(self, notice: Notice) -> int:
        self.client.force_login(notice.person)
        return self.client.get(notice.url, follow=True).status_code


class AReviewTellsTests(TellingCase):
    def test_the_reviewers_of_the_language_hear_of_a_submission(self) -> None:
        self.write_all()
        self.submit()
        self.assertEqual(self.told(at_once=False), {"reviewer-ar"})
        (notice,) = Notice.objects.all()
        self.assertIn("”Samtal för nya” på arabiska från Kommun a", notice.text)
        self.assertEqual(self.follow(notice), 200)
        self.assertIn("Samtal för nya", self.mailed()["reviewer-ar"])

    def test_who_wrote_and_who_sent_in_hear_at_once_what_to_change(self) -> None:
        self.write_all(by=self.colleague)
        decisions.send_back(
            self.submit().pk, self.reviewer, reason="Ordet betyder sjukhus."
        )
        told = {"translator-ar", "colleague-ar"}
        self.assertEqual(self.told(at_once=True), told)
        for notice in Notice.objects.all():
            self.assertEqual(self.follow(notice), 200)
        mails = self.mailed()
        self.assertEqual(set(mails), told)
        for body in mails.values():
            self.assertIn("Samtal för nya", body)
            self.assertIn("Ordet betyder sjukhus.", body)

    def test_who_wrote_and_who_sent_in_hear_that_it_is_published(self) -> None:
        self.write_all(by=self.colleague)
        self.approve(self.submit())
        told = {"translator-ar", "colleague-ar"}
        self.assertEqual(self.told(at_once=False), told)
        self.assertEqual(self.follow(Notice.objects.first()), 200)
        self.assertIn("godkänd och publicerad", self.mailed()["colleague-ar"])

    def test_a_review_that_waits_is_named_in_swedish(self) -> None:
        self.write_all()
        self.submit()
        list(reminders.remind(timezone.now() + timedelta(days=100)))
        notice = Notice.objects.get(person=self.reviewer)
        self.assertIn("”Samtal för nya” på arabiska har väntat", notice.text)


class TheDeskTests(TellingCase):
    """Somebody may review more than one language, or read none of them."""

    def desk(self) -> str:
        self.client.force_login(self.reviewer)
        return self.client.get(reverse("review_desk")).content.decode()

    def test_what_waits_is_named_in_swedish_too_while_that_is_public(self) -> None:
        self.write_all()
        self.submit()
        desk = self.desk()
        own = "ع Samtal för nya"
        self.assertIn(f"Samtal för nya, arabiska: \u2068{own}\u2069", desk)
        self.assertIn(self.ours.title, desk)
        self.fresh().unpublish()
        desk = self.desk()
        self.assertIn(own, desk)
        self.assertNotIn("Samtal för nya, arabiska", desk)

    def test_a_decision_is_told_by_the_name_that_readers_know(self) -> None:
        self.write_all()
        self.approve(self.submit())
        told = "”Samtal för nya” på arabiska är godkänd och publicerad."
        self.assertIn(told, self.desk())


class WhoMayStillBeToldTests(TellingCase):
    def setUp(self) -> None:
        self.write_all()
        decisions.send_back(self.submit().pk, self.reviewer, reason="Ett ord.")

    def test_nobody_whose_role_is_gone(self) -> None:
        self.approve(self.submit())
        self.translator.groups.clear()
        self.assertEqual(self.mailed(), {})

    def test_nobody_when_the_swedish_page_is_withdrawn(self) -> None:
        self.fresh().unpublish()
        self.assertNotIn("translator-ar", self.mailed())

    def test_a_title_that_is_not_published_is_told_to_nobody(self) -> None:
        page = self.fresh()
        page.title = SECRET
        page.save_revision(user=self.editor)
        self.submit()
        mails = self.mailed()
        self.assertEqual(set(mails), {"translator-ar", "reviewer-ar"})
        self.assertNotIn(SECRET, "".join(mails.values()))


class ANewMeaningTests(TellingCase):
    def setUp(self) -> None:
        self.publish_translation()
        Notice.objects.all().delete()

    def change(self, **fields: Any) -> None:
        self.change_source(**fields)
        Notice.objects.filter(kind=Notice.Kind.DECISION).delete()

    def test_who_wrote_the_published_text_hears_of_it_in_her_digest(self) -> None:
        self.change(summary="Nu på tisdagar.")
        self.change(summary="Nu på torsdagar.")
        (notice,) = Notice.objects.all()  # one line for each page
        self.assertEqual((notice.person, notice.at_once), (self.translator, False))
        self.assertEqual(self.follow(notice), 200)
        self.assertIn("Samtal för nya", self.mailed()["translator-ar"])

    def test_all_translators_hear_when_she_translates_no_more(self) -> None:
        self.translator.groups.clear()
        self.change(summary="Nu på tisdagar.")
        self.assertEqual(self.told(), {"colleague-ar"})

    def test_of_a_vital_page_they_hear_at_once(self) -> None:
        SupportOfferingPage.objects.filter(pk=self.source.pk).update(risk_class="vital")
        page = self.fresh()
        page.save_revision().publish()
        self.change(summary="Ring först.")
        self.assertEqual(self.told(at_once=True), {"translator-ar"})
        self.assertIn("livsviktig", Notice.objects.get().text)

    def test_other_words_and_other_facts_tell_nobody(self) -> None:
        self.change(kind=Approval.WORDING, summary="Kom som du är, du också.")
        self.change(phone="035-99 88 77")
        self.assertEqual(self.told(), set())
        self.change(summary="Nu på tisdagar.")  # what is outdated is told of once
        Notice.objects.all().delete()
        self.change(kind=Approval.WORDING, title="Samtal för dig som är ny")
        self.assertEqual(self.told(), set())

    def test_what_is_renewed_waits_in_nobodys_digest(self) -> None:
        self.change(summary="Nu på tisdagar.")
        self.publish_translation()
        self.assertEqual(self.told(kind=Notice.Kind.TRANSLATION), set())
