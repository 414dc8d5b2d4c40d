"""An offering in Swedish, a translator and two reviewers of Arabic."""

from typing import Any
from unittest.mock import patch

from django.test import TestCase
from django.urls import reverse
from wagtail.models import WorkflowState

from hm_site.base.caches import clear_process_caches
from hm_site.base.text_changes import Change, changes, texts_of
from hm_site.organisations.review import decisions, subjects
from hm_site.organisations.review.models import Approval
from hm_site.translation import states, work
from hm_site.translation.segments import source_segments
from resources.models import SupportOfferingPage
from tests import factories


class DeskCase(TestCase):
    language = "ar"

    @classmethod
    def setUpTestData(cls) -> None:
        cls.ours = factories.organisation("kommun-a")
        cls.editor = factories.editor(cls.ours)
        cls.moderator = factories.moderator()
        cls.translator = factories.member("translator", "ar", "translator-ar")
        cls.reviewer = factories.member("reviewer", "ar", "reviewer-ar")
        cls.source = factories.offering(cls.ours, "Samtal för nya")

    def fresh(self) -> SupportOfferingPage:
        clear_process_caches()
        return SupportOfferingPage.objects.get(pk=self.source.pk)

    def target(self) -> SupportOfferingPage | None:
        return work.target_of(self.fresh(), self.language)

    def write_all(self, by: Any = None, mark: str = "ع") -> None:
        for segment in source_segments(self.fresh()):
            text = segment.string.data
            words = (
                f"{mark} {text}"
                if "<" not in text
                else text.replace(">", f">{mark} ", 1)
            )
            work.write(segment, self.language, words, by or self.translator)

    def submit(self, by: Any = None) -> WorkflowState:
        work.submit(self.fresh(), self.language, by or self.translator)
        return self.target().current_workflow_state

    def approve(self, state: WorkflowState, by: Any = None) -> Any:
        self.client.force_login(by or self.reviewer)
        revision = subjects.subject(state).get_latest_revision()
        return self.client.post(
            reverse("review_approve", args=[state.pk]),
            {"shown": decisions.version(revision)},
        )

    def approve_as_it_changes(self, state: WorkflowState) -> None:
        """An approval in the moment in which the Swedish page is published, too late
        for the question whether it has changed."""
        with patch.object(decisions, "PROBLEMS", []):
            self.approve(state)

    def publish_translation(self, mark: str = "ع") -> None:
        self.write_all(mark=mark)
        self.approve(self.submit())
        clear_process_caches()

    def withdraw_translation(self, by: Any = None) -> Any:
        self.client.force_login(by or self.reviewer)
        url = reverse("translation_withdraw", args=[self.source.pk, self.language])
        answer = self.client.post(url, {"reason": "Fel ord."})
        clear_process_caches()
        return answer

    def changes(self, revision: Any) -> dict[str, Change]:
        """Change.key → what the version changes of what readers have."""
        before, after = texts_of(self.fresh()), texts_of(revision.as_object())
        return {change.key: change for change in changes(before, after)}

    def change_source(self, kind: str = Approval.MEANING, **texts: Any) -> None:
        """An editor changes the Swedish page; a moderator marks each text `kind`."""
        page = self.fresh()
        draft = page.get_latest_revision_as_object()
        for name, value in texts.items():
            setattr(draft, name, value)
        revision = draft.save_revision(user=self.editor)
        state = self.fresh().get_workflow().start(self.fresh(), self.editor)
        decisions.approve(
            state.pk,
            self.moderator,
            shown=decisions.version(revision),
            kinds=dict.fromkeys(self.changes(revision), kind),
        )
        clear_process_caches()

    def cell(self) -> states.Cell:
        key = self.source.translation_key
        return states.cells([key])[key][self.language]
