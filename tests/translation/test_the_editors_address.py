"""Wagtail's edit link of a translated page leads to where one translates it."""

from typing import Any

from django.urls import reverse

from tests import factories

from .desk_case import DeskCase


class EditLinkTests(DeskCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.live = factories.translate(cls.source, "ar")
        cls.link = reverse("wagtailadmin_pages:edit", args=[cls.live.pk])
        cls.room = reverse("translation_edit", args=[cls.source.pk, "ar"])

    def where(self, user: Any, method: str = "get") -> str:
        self.client.force_login(user)
        answer = getattr(self.client, method)(self.link)
        self.assertEqual(answer.status_code, 302)
        return str(answer["Location"])

    def test_those_of_her_language_land_in_the_editor_of_segments(self) -> None:
        coordinator = factories.member("coordinator")
        for user in (self.translator, self.reviewer, coordinator, factories.admin()):
            self.assertEqual(self.where(user), self.room)
            self.assertEqual(self.client.get(self.room).status_code, 200)

    def test_others_are_refused_as_everywhere(self) -> None:
        home = reverse("wagtailadmin_home")
        for user in (factories.member("translator", "fa"), self.editor, self.moderator):
            self.assertEqual(self.where(user), home)

    def test_what_is_posted_there_changes_nothing(self) -> None:
        for user in (self.translator, factories.admin()):
            self.assertEqual(self.where(user, "post"), reverse("wagtailadmin_home"))
