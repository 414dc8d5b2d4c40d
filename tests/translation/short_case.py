"""The label "sleep" in Arabic and Tigrinya, and the people who work on it."""

from typing import Any

from django.test import TestCase
from django.urls import reverse

from hm_site.base import labels
from hm_site.base.caches import clear_process_caches
from hm_site.base.models import Term, TermLabel
from hm_site.organisations.review import decisions
from hm_site.translation.as_read import fingerprint
from hm_site.translation.short_texts.kinds import KINDS
from tests import factories


class ShortCase(TestCase):
    kind, language = "ord", "ar"

    @classmethod
    def setUpTestData(cls) -> None:
        cls.translator = factories.member("translator", "ar", "translator-ar")
        cls.reviewer = factories.member("reviewer", "ar", "reviewer-ar")
        cls.admin = factories.admin()
        cls.term = Term.objects.get(vocabulary="concern", code="sleep")

    @property
    def pk(self) -> int:
        """Of what has the text."""
        return self.term.pk

    def url(self, name: str = "", language: str = "", pk: int = 0) -> str:
        suffix = f"_{name}" if name else ""
        args = [self.kind, pk or self.pk, language or self.language]
        return reverse(f"translation_short_text{suffix}", args=args)

    def listed(self, **query: str) -> Any:
        """The desk with the short texts of all languages of whoever is signed in."""
        return self.client.get(
            reverse("translation_desk"), {"kind": "korta", **query}, follow=True
        )

    def row(self, language: str = "") -> Any:
        kind = KINDS[self.kind]
        item = kind.item(self.pk)
        assert item is not None
        return kind.row(item, language or self.language)

    def form(self, language: str = "", **values: str) -> dict[str, str]:
        """As the browser sends it when the screen was opened just now."""
        item = KINDS[self.kind].item(self.pk)
        assert item is not None
        return {
            "seen": str(self.row(language).latest_revision_id or ""),
            "swedish": fingerprint(item.source),
            **values,
        }

    def send(self, by: Any = None, language: str = "", **values: str) -> Any:
        """A label with its explanation, unless other fields are named."""
        values = values or {"label": "النعاس", "description": "لا أنام جيدا"}
        self.client.force_login(by or self.translator)
        return self.client.post(self.url("", language), self.form(language, **values))

    def approve(self, by: Any = None, language: str = "", **changed: str) -> Any:
        self.client.force_login(by or self.reviewer)
        revision = self.row(language).latest_revision
        item = KINDS[self.kind].item(self.pk)
        assert item is not None
        shown = decisions.version(revision) if revision else ""
        data = {"shown": shown, "swedish": fingerprint(item.source), **changed}
        return self.client.post(self.url("approve", language), data)

    def word(self, language: str = "") -> str:
        """What readers have."""
        clear_process_caches()
        return labels.label("concern", "sleep", language or self.language).label

    def forget(self, language: str = "") -> None:
        """As if nobody had ever written the text."""
        TermLabel.objects.filter(
            term=self.term, language=language or self.language
        ).delete()

    def change_swedish(self, label: str) -> None:
        TermLabel.objects.filter(term=self.term, language="sv").update(label=label)
        clear_process_caches()
