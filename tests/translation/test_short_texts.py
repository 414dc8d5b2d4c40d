"""A short text reaches readers in one language when its reviewer has approved it."""

from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import ModelLogEntry, ReferenceIndex

from hm_site.base import file_texts
from hm_site.base.caches import clear_process_caches, pin_version, read_version
from hm_site.base.models import FileText, HmDocument, HmImage, TermLabel
from hm_site.organisations.models import Notice, OrganisationPage
from hm_site.translation.short_texts.checks import in_script, problem_with
from hm_site.translation.short_texts.kinds import KINDS
from tests import factories

from .short_case import ShortCase


class TheJourneyTests(ShortCase):
    def test_a_missing_text_waits_and_is_published_by_a_second_person(self) -> None:
        self.forget()
        swedish = self.word("sv")
        self.client.force_login(self.translator)
        self.assertContains(self.client.get(self.url()), swedish)
        self.assertRedirects(
            self.send(), reverse("translation_desk") + "?kind=korta&language=ar"
        )
        self.assertEqual(self.word(), swedish)
        waiting = self.listed(state="in-review")
        self.assertContains(waiting, self.url())
        self.approve()
        self.assertEqual(self.word(), "النعاس")
        log = ModelLogEntry.objects.for_instance(self.row())
        self.assertIn("wagtail.workflow.approve", log.values_list("action", flat=True))

    def test_a_published_text_stays_until_the_new_one_is_approved(self) -> None:
        old = self.word()
        self.send()
        self.assertEqual(self.word(), old)
        self.approve()
        self.assertEqual(self.word(), "النعاس")

    def test_one_language_s_approval_publishes_no_other_language_s_draft(self) -> None:
        tigrinya = factories.member("translator", "ti")
        old = self.word("ti")
        self.send(tigrinya, "ti", label="ድቃስ ሓዱሽ", description="ጽቡቕ ኣይድቅስን")
        self.send()
        self.approve()
        self.assertEqual(self.word(), "النعاس")
        self.assertEqual(self.word("ti"), old)
        self.approve(factories.member("reviewer", "ti"), "ti")
        self.assertEqual(self.word("ti"), "ድቃስ ሓዱሽ")

    def test_a_returned_text_comes_back_with_the_reason(self) -> None:
        self.send()
        self.client.force_login(self.reviewer)
        url = self.url("send_back")
        self.assertContains(
            self.client.post(url, {"reason": " "}), "Skriv vad", status_code=422
        )
        self.client.post(url, {"reason": "Fel ord."})
        self.assertTrue(
            Notice.objects.filter(person=self.translator, text__contains="Fel ord.")
        )
        self.client.force_login(self.translator)
        self.assertContains(self.client.get(self.url()), "Fel ord.")
        self.send(label="نوم", description="لا أنام")
        self.approve()
        self.assertEqual(self.word(), "نوم")

    def test_the_language_s_reviewers_are_told_once(self) -> None:
        stranger = factories.member("reviewer", "ti")
        self.send()
        self.send(label="نوم", description="لا أنام")
        self.assertEqual(Notice.objects.filter(person=self.reviewer).count(), 1)
        self.assertFalse(Notice.objects.filter(person=stranger))
        url = Notice.objects.get(person=self.reviewer).url
        self.client.force_login(self.reviewer)
        self.assertContains(self.client.get(url), self.url())

    def test_the_moderators_desk_leads_here(self) -> None:
        self.send()
        state = self.row().current_workflow_state
        self.client.force_login(self.reviewer)
        url = reverse("review_item", args=[state.pk])
        self.assertContains(self.client.get(reverse("review_desk")), url)
        self.assertRedirects(self.client.get(url), self.url())

    def test_approving_leads_on_to_the_next_that_waits(self) -> None:
        self.send()
        other = TermLabel.objects.get(
            term__vocabulary="concern", term__code="grief", language="ar"
        )
        item = KINDS["ord"].item(other.term_id)
        self.term = other.term
        self.send()
        self.term = TermLabel.objects.get(
            term__code="sleep", term__vocabulary="concern", language="ar"
        ).term
        response = self.approve(next="1")
        self.assertRedirects(response, KINDS["ord"].url(item, "ar"))


class FourEyesTests(ShortCase):
    def test_nobody_approves_what_she_wrote(self) -> None:
        old = self.word()
        both = factories.member("translator", "ar", "both")
        both.groups.add(*self.reviewer.groups.all())
        for person in (both, self.admin):
            self.send(person, label=f"نوم {person.pk}", description="لا أنام")
            self.approve(person)
            self.assertEqual(self.word(), old)

    def test_who_wrote_an_earlier_version_of_the_proposal_does_not_either(self) -> None:
        old = self.word()
        both = factories.member("translator", "ar", "both")
        both.groups.add(*self.reviewer.groups.all())
        self.send(self.translator)
        self.send(both, label="النعاس", description="لا أنام الليل")
        self.send(self.translator, label="نوم", description="لا أنام الليل")
        self.approve(both)
        self.assertEqual(self.word(), old)
        self.approve()
        self.send(self.translator, label="نوم", description="لا أنام")
        self.approve(both)  # what she wrote is published: this is another's
        self.assertEqual(self.row().description, "لا أنام")

    def test_what_changed_after_it_was_shown_is_not_approved(self) -> None:
        self.send()
        shown = "1-2026-01-01T00:00:00+00:00"
        self.approve(shown=shown)
        self.assertNotEqual(self.word(), "النعاس")

    def test_a_swedish_text_that_changed_meanwhile_is_told_to_both(self) -> None:
        data = self.form(label="النعاس", description="لا أنام")
        self.change_swedish("Vila")
        self.client.force_login(self.translator)
        answer = self.client.post(self.url(), data)
        self.assertContains(answer, "svenska texten har ändrats medan", status_code=409)
        self.assertContains(answer, "النعاس", status_code=409)
        self.assertContains(answer, "Vila", status_code=409)
        self.assertIsNone(self.row().current_workflow_state)
        self.send()
        self.change_swedish("Ro")
        self.client.force_login(self.reviewer)
        self.assertContains(
            self.client.get(self.url()), "har ändrats sedan översättningen skrevs"
        )
        self.approve(swedish="gammalt")
        self.assertNotEqual(self.word(), "النعاس")

    def test_a_new_swedish_text_is_marked_until_it_is_rendered(self) -> None:
        self.change_swedish("Vila")
        self.client.force_login(self.translator)
        self.assertContains(self.listed(state="outdated"), self.url())
        label = self.row()
        # The same words may stand for the new Swedish, but a person says so.
        self.send(label=label.label, description=label.description)
        self.approve()
        self.client.force_login(self.translator)
        self.assertNotContains(self.listed(state="outdated"), self.url())


class BadInputTests(ShortCase):
    def refused(self, message: str, status: int = 422, **values: str) -> None:
        text = {"label": "النعاس", "description": "لا أنام", **values}
        answer = self.send(**text)
        self.assertContains(answer, message, status_code=status)
        self.assertContains(answer, text["description"], status_code=status)
        self.assertIsNone(self.row().current_workflow_state)

    def test_what_cannot_stand_is_said_and_kept(self) -> None:
        self.refused("Skriv en text", label=" ")
        self.refused("formatering", label="<b>نوم</b>")
        self.refused("120", label="ن" * 121)
        self.refused("läsriktningen", label="\u202eنوم")

    def test_another_script_needs_a_second_look(self) -> None:
        self.refused("arabiska bokstäver", label="Sleep")
        self.send(label="SFI", description="لا أنام", sure="on")
        self.assertTrue(self.row().current_workflow_state)

    def test_scripts_are_told_apart(self) -> None:
        self.assertTrue(in_script("دعم من 1177 و BVC", "ARABIC"))
        self.assertTrue(in_script("112", "ETHIOPIC"))
        self.assertFalse(in_script("Support من", "ARABIC"))

    def test_lines_are_for_words_to_search_by_alone(self) -> None:
        self.assertEqual(problem_with("a\nb", lines=True), "")
        self.assertTrue(problem_with("a\nb"))
        self.assertTrue(problem_with("a\0b", lines=True))

    def test_two_translators_on_one_text(self) -> None:
        other = factories.member("translator", "ar", "colleague")
        data = self.form(label="نوم", description="لا أنام")
        self.send(other)
        self.client.force_login(self.translator)
        answer = self.client.post(self.url(), data)
        self.assertContains(answer, "En kollega har ändrat", status_code=409)
        self.assertContains(answer, "النعاس", status_code=409)
        self.assertEqual(self.row().get_latest_revision_as_object().label, "النعاس")
        again = self.send(label="نوم", description="لا أنام")
        self.assertEqual(again.status_code, 302)

    def test_two_first_versions_of_one_text(self) -> None:
        self.forget()
        data = self.form(label="نوم", description="لا أنام")
        self.send()
        answer = self.client.post(self.url(), data)
        self.assertEqual(answer.status_code, 409)
        self.assertEqual(self.row().get_latest_revision_as_object().label, "النعاس")

    def test_nothing_new_is_not_sent_in(self) -> None:
        label = self.row()
        self.send(
            label=label.label, description=label.description, keywords=label.keywords
        )
        self.assertIsNone(self.row().current_workflow_state)

    def test_odd_filters_show_the_list(self) -> None:
        self.client.force_login(self.translator)
        for query in ("kind=x&state=y&language=sv&p=99", "q=%00%ff&p=-1", "p=x"):
            url = f"{reverse('translation_short_texts')}?{query}"
            self.assertEqual(self.client.get(url, follow=True).status_code, 200)


class FilesTests(ShortCase):
    kind = "bild"

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.image = cls.picture("Vapen med tre hjärtan")
        cls.unused = cls.picture("Hemlig bild")
        cls.organisation = factories.organisation("kommun-a")
        cls.organisation.logo = cls.image
        cls.organisation.save_revision().publish()

    @staticmethod
    def picture(text: str) -> HmImage:
        file = get_test_image_file(f"{text[:3]}.png")
        return HmImage.objects.create(title=text, description=text, file=file)

    @property
    def pk(self) -> int:
        return self.image.pk

    def page(self, code: str) -> str:
        clear_process_caches()
        path = OrganisationPage.objects.get(pk=self.organisation.pk).url_path
        return self.client.get(f"/{code}/{path.split('/', 2)[2]}").content.decode()

    def test_readers_get_the_text_in_their_language_once_it_is_approved(self) -> None:
        before = 'alt="Vapen med tre hjärtan" lang="sv" dir="ltr"'
        self.assertIn(before, self.page("ar"))
        self.send(text="شعار فيه ثلاثة قلوب")
        self.assertIn(before, self.page("ar"))
        self.approve()
        self.assertIn('alt="شعار فيه ثلاثة قلوب" loading', self.page("ar"))
        self.assertIn(before, self.page("ti"))
        self.assertIn('alt="Vapen med tre hjärtan" loading', self.page("sv"))

    def test_a_picture_that_readers_do_not_have_is_named_to_nobody(self) -> None:
        self.client.force_login(self.translator)
        listed = self.listed(kind="bild")
        self.assertContains(listed, "tre hjärtan")
        self.assertNotContains(listed, "Hemlig")
        self.assertEqual(self.client.get(self.url(pk=self.unused.pk)).status_code, 404)

    def test_its_text_does_not_keep_a_file(self) -> None:
        self.send(text="شعار فيه ثلاثة قلوب")
        self.assertFalse(ReferenceIndex.get_references_to(self.unused).exists())
        row = FileText(image=self.unused, language="ar", text="صورة")
        row.save()
        row.save_revision()
        row.get_workflow().start(row, self.translator)
        self.client.force_login(self.admin)
        url = reverse("wagtailimages:delete", args=[self.unused.pk])
        self.client.post(url)
        self.assertFalse(HmImage.objects.filter(pk=self.unused.pk).exists())
        self.assertFalse(FileText.objects.filter(text="صورة").exists())

    def test_many_pictures_cost_one_query(self) -> None:
        pictures = [self.image, self.unused]
        clear_process_caches()
        pin_version(read_version())
        with self.assertNumQueries(1):
            for picture in pictures * 5:
                file_texts.text_of(picture, "ar")

    def test_documents_have_a_title_in_each_language(self) -> None:
        document = HmDocument(title="Blankett")
        document.file.save("b.txt", ContentFile(b"text"))
        FileText.objects.create(document=document, language="ar", text="استمارة")
        clear_process_caches()
        self.assertEqual(file_texts.text_of(document, "ar").text, "استمارة")
        self.assertEqual(file_texts.text_of(document, "ti").lang, "sv")
