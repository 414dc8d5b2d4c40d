"""What the matrix cannot ask: forms that name another organisation's things.

Filled in as people would, in one's own page or for somebody else's.
"""

import json
from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Revision, Site, WorkflowState

from hm_site.base.models import HmDocument, HmImage
from hm_site.organisations.models import OrganisationPage
from hm_site.organisations.reports.base import pages_of
from resources.models import SupportOfferingPage
from tests import admin_forms, factories

from .matrix import quiet
from .test_matrix import WorldCase
from .world import SECRET


class Foreign(WorldCase):
    def setUp(self) -> None:
        self.client = Client(raise_request_exception=False)
        self.client.force_login(self.world.people["editor"])
        self.enterContext(quiet())
        self.own = self.world.cases["own"].things
        self.other = self.world.cases["other"].things

    def page(self, pk: int) -> Any:
        return Page.objects.get(pk=pk).specific

    def state(self) -> Any:
        fields = (
            "pk path live title draft_title slug locked latest_revision live_revision "
            "go_live_at expire_at"
        ).split()
        return (
            list(Page.objects.order_by("pk").values_list(*fields)),
            Revision.objects.count(),
            list(HmImage.objects.order_by("pk").values_list("pk", "title")),
            list(HmDocument.objects.order_by("pk").values_list("pk", "title")),
            list(WorkflowState.objects.order_by("pk").values_list("pk", "status")),
        )

    def test_forms_about_anothers_things_change_nothing(self) -> None:
        before = self.state()
        live, draft = self.other["page"], self.other["waiting"]
        task = self.other["task_state"]
        copied = {"new_title": "Kopia", "new_slug": "kopia"}
        ids = f"?id={live}&id={draft}"
        posts: list[tuple[str, dict[str, Any]]] = [
            (
                f"/admin/pages/{live}/copy/",
                {**copied, "new_parent_page": self.own["organisation"]},
            ),
            (
                f"/admin/pages/{self.own['page']}/copy/",
                {**copied, "new_parent_page": self.other["organisation"]},
            ),
            (
                f"/admin/pages/{draft}/move/{self.own['organisation']}/confirm/",
                {},
            ),
            (
                f"/admin/pages/{self.own['page']}/move/{self.other['organisation']}"
                "/confirm/",
                {},
            ),
            (f"/admin/pages/{live}/set_position/?position=0", {}),
            (f"/admin/pages/workflow/action/{draft}/reject/{task}/", {"comment": "-"}),
            (
                f"/admin/bulk/wagtailcore/page/move/{ids}",
                {"chooser": self.own["organisation"], "next": "/admin/"},
            ),
            *(
                (f"/admin/api/main/pages/{live}/action/{action}/", {})
                for action in ("publish", "unpublish", "copy", "move", "create_alias")
            ),
        ]
        for address, data in posts:
            with self.subTest(address):
                self.client.post(address, data)
                assert self.state() == before

    def test_ones_own_form_sent_for_anothers_page_changes_nothing(self) -> None:
        form = admin_forms.read_form(
            self.client, admin_forms.edit_url(self.page(self.own["draft"]))
        )
        before = self.state()
        theirs = [self.other[x] for x in ("page", "draft", "organisation")]
        for action in ("draft", "publish alone", "submit"):
            addresses = [admin_forms.edit_url(self.page(pk)) for pk in theirs]
            organisation = self.page(self.other["organisation"])
            addresses.append(admin_forms.create_url(SupportOfferingPage, organisation))
            for address in addresses:
                with self.subTest(address, action=action):
                    title = {"title": "Kapad"}
                    admin_forms.send(
                        self.client, address, title, action=action, data=form
                    )
                    assert self.state() == before

    def test_the_same_forms_work_for_those_who_may(self) -> None:
        """Otherwise the tests above could not fail."""
        self.client.force_login(self.world.people["administrator"])
        withdraw = reverse("review_withdraw", args=[self.other["page"]])
        self.client.post(withdraw, {"reason": "Fel nummer"})
        self.client.post(f"/admin/pages/{self.other['draft']}/delete/")
        assert not self.page(self.other["page"]).live
        assert not Page.objects.filter(pk=self.other["draft"]).exists()

    def test_another_organisations_picture_cannot_be_taken(self) -> None:
        organisation = self.page(self.own["organisation"])
        address = admin_forms.edit_url(organisation)
        refused = admin_forms.send(self.client, address, {"logo": self.other["image"]})
        assert "logo" in admin_forms.errors(refused)
        assert b"Kvittenblom2" not in refused.content
        accepted = admin_forms.send(self.client, address, {"logo": self.own["image"]})
        assert accepted.status_code == 302
        saved = OrganisationPage.objects.get(pk=organisation.pk)
        logo = saved.get_latest_revision_as_object().logo_id
        assert logo == self.own["image"]

    def test_a_link_tells_no_address_of_another_organisations_draft(self) -> None:
        """The editor sends the number of a page, and any number could be sent."""
        organisation = self.page(self.own["organisation"])
        address = admin_forms.edit_url(organisation)
        theirs = self.page(self.other["draft"])
        published = factories.offering(self.page(self.other["organisation"]), "I byn")
        told = []
        for page in (theirs, published):
            link = {"id": page.pk, "url": "/x/", "parentId": page.get_parent().pk}
            content = {
                "blocks": [
                    {
                        "key": "a",
                        "text": "Läs mer",
                        "type": "unstyled",
                        "depth": 0,
                        "inlineStyleRanges": [],
                        "entityRanges": [{"offset": 0, "length": 7, "key": 0}],
                    }
                ],
                "entityMap": {
                    "0": {"type": "LINK", "mutability": "MUTABLE", "data": link}
                },
            }
            admin_forms.send(self.client, address, {"about": json.dumps(content)})
            shown = admin_forms.read_form(self.client, address)["about"]
            told.append(page.url in shown)
            assert str(page.pk) in shown
        assert told == [False, True]

    def test_another_organisations_draft_cannot_be_named_in_a_story(self) -> None:
        story = factories.story(self.page(self.own["organisation"]), live=False)
        address = admin_forms.edit_url(story)
        refused = admin_forms.send(
            self.client,
            address,
            admin_forms.rows("offerings", {"offering": self.other["draft"]}),
        )
        assert "offerings-0-offering" in admin_forms.errors(refused)
        assert b"Kvittenblom2" not in refused.content
        theirs = self.page(self.other["organisation"])
        published = factories.offering(theirs, "Mitt i byn")
        accepted = admin_forms.send(
            self.client,
            address,
            admin_forms.rows("offerings", {"offering": published.pk}),
        )
        assert accepted.status_code == 302

    def test_choosers_offer_what_is_published(self) -> None:
        theirs = self.page(self.other["organisation"])
        published = factories.offering(theirs, "Mitt i byn")
        address = reverse("wagtailadmin_choose_page_search")
        query = {"q": "byn", "page_type": "wagtailcore.page"}
        found = self.client.get(address, query)
        assert published.title in found.content.decode()

    def test_scripts_get_no_more_than_people(self) -> None:
        address = reverse("wagtailadmin_choose_page_chosen_multiple")
        for pk in (self.other["draft"], self.other["page"]):
            answer = self.client.get(
                f"{address}?id={pk}", headers={"X-Requested-With": "XMLHttpRequest"}
            )
            assert answer.status_code == 403

    def test_the_number_of_a_waiting_label_is_no_pages(self) -> None:
        """Or her reports would show the page that happens to have the same."""
        label = WorkflowState.objects.filter(
            pk=self.world.cases["arabic"].things["label_state"]
        )
        label.update(object_id=str(self.own["draft"]))
        reviewer = self.world.people["reviewer"]
        assert not pages_of(reviewer).filter(pk=self.own["draft"]).exists()

    def test_the_public_site_shows_no_draft_even_to_its_editor(self) -> None:
        live, draft = self.page(self.own["page"]), self.page(self.own["draft"])
        address = "/sv/aktorer/kommun-own/{}/"
        response = self.client.get(address.format(live.slug))
        assert response.status_code == 200
        assert not SECRET.search(response.content)
        assert self.client.get(address.format(draft.slug)).status_code == 404
        assert Site.objects.count() == 1
