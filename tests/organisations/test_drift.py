"""Whatever differs from the declared state is found, named and put right."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.test.utils.form_data import querydict_from_html

from hm_site.base.caches import clear_process_caches
from hm_site.base.models import HelpLine, Term, TermLabel
from hm_site.organisations import leaving
from hm_site.organisations.models import OrganisationCollection, ReviewTask
from hm_site.organisations.workflows import SOURCE_WORKFLOW
from home.management.commands import sync_site
from resources.models import DirectoryPage
from tests import factories

from .syncing import check, group_of, right, sync

pytestmark = pytest.mark.django_db

DRIFTS: list[Callable[[], None]] = []


def drift(make: Callable[[], None]) -> Callable[[], None]:
    """One way in which a site differs from what is declared."""
    DRIFTS.append(make)
    return make


@drift
def global_right() -> None:
    group_of("moderator").permissions.add(right("submit_translation"))


@drift
def admin_access_taken() -> None:
    group_of("translator", "ar").permissions.clear()


@drift
def page_right_taken() -> None:
    GroupPagePermission.objects.filter(group=group_of("moderator")).first().delete()


@drift
def editors_may_publish() -> None:
    factories.organisation()
    row = GroupPagePermission.objects.filter(group__role_group__role="editor").first()
    GroupPagePermission.objects.create(
        group=row.group, page=row.page, permission=right("publish_page")
    )


@drift
def translator_may_change_pages() -> None:
    GroupPagePermission.objects.create(
        group=group_of("translator", "ar"),
        page=factories.home("ar"),
        permission=right("change_page"),
    )


@drift
def collection_right_taken() -> None:
    factories.organisation()
    GroupCollectionPermission.objects.first().delete()


@drift
def collection_right_on_the_root() -> None:
    GroupCollectionPermission.objects.create(
        group=group_of("translator", "ar"),
        collection=Collection.get_first_root_node(),
        permission=right("add_image"),
    )


@drift
def approvers_exchanged() -> None:
    task = ReviewTask.objects.get(name=SOURCE_WORKFLOW)
    task.groups.set([group_of("reviewer", "ar")])


@drift
def workflow_exchanged() -> None:
    row = WorkflowPage.objects.get(page=factories.home())
    row.workflow = Workflow.objects.create(name="Snabb granskning")
    row.save()


@drift
def workflow_removed_from_home() -> None:
    WorkflowPage.objects.filter(page=factories.home("ar")).delete()


@drift
def workflow_switched_off() -> None:
    Workflow.objects.filter(name=SOURCE_WORKFLOW).update(active=False)


@drift
def task_switched_off() -> None:
    ReviewTask.objects.filter(name=SOURCE_WORKFLOW).update(active=False)


@drift
def task_taken_out() -> None:
    WorkflowTask.objects.filter(workflow__name=SOURCE_WORKFLOW).delete()


@drift
def task_added() -> None:
    extra = ReviewTask.objects.create(name="En till")
    workflow = Workflow.objects.get(name=SOURCE_WORKFLOW)
    WorkflowTask.objects.create(workflow=workflow, task=extra, sort_order=1)


@drift
def own_workflow_below_the_home() -> None:
    """An organisation that approves its own pages."""
    organisation = factories.organisation()
    task = ReviewTask.objects.create(name="Vi själva")
    task.groups.set([group_of("editor", str(organisation.translation_key))])
    workflow = Workflow.objects.create(name="Egen granskning")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(page=organisation, workflow=workflow)


@drift
def stock_groups_back() -> None:
    group = Group.objects.create(name="Editors")
    GroupPagePermission.objects.create(
        group=group,
        page=Page.get_first_root_node(),
        permission=right("change_page"),
    )


@drift
def stock_workflow_back() -> None:
    workflow = Workflow.objects.create(name="Moderators approval")
    WorkflowPage.objects.create(page=Page.get_first_root_node(), workflow=workflow)


@drift
def unknown_group_with_a_global_right() -> None:
    group = Group.objects.create(name="Hjälpare")
    group.permissions.add(right("access_admin"))


@drift
def unknown_group_with_a_page_right() -> None:
    GroupPagePermission.objects.create(
        group=Group.objects.create(name="Hjälpare"),
        page=factories.home(),
        permission=right("publish_page"),
    )


@drift
def unknown_group_with_a_collection_right() -> None:
    GroupCollectionPermission.objects.create(
        group=Group.objects.create(name="Hjälpare"),
        collection=Collection.get_first_root_node(),
        permission=right("add_document"),
    )


@drift
def right_given_to_a_person() -> None:
    person = factories.person("nagon")
    person.user_permissions.add(right("submit_translation"))


@drift
def locale_missing() -> None:
    home = factories.home("ti")
    home.delete()
    Locale.objects.get(language_code="ti").delete()


@drift
def locale_too_many() -> None:
    Locale.objects.create(language_code="de")


@drift
def structure_page_missing() -> None:
    DirectoryPage.objects.sources().get().delete()


@drift
def site_moved() -> None:
    Site.objects.update(hostname="annan.example.org")


@drift
def site_root_moved() -> None:
    Site.objects.update(root_page=factories.home("ar"))


@drift
def term_missing() -> None:
    Term.objects.get(vocabulary="concern", code="grief").delete()


@drift
def label_missing() -> None:
    TermLabel.objects.filter(language="ti").first().delete()


@drift
def group_deleted() -> None:
    group_of("moderator").delete()


@drift
def group_of_an_organisation_deleted() -> None:
    group_of("editor", str(factories.organisation().translation_key)).delete()


@drift
def collection_deleted() -> None:
    factories.organisation()
    OrganisationCollection.objects.get().collection.delete()


@drift
def tie_of_a_collection_lost() -> None:
    factories.organisation()
    OrganisationCollection.objects.all().delete()


@drift
def translation_of_an_organisation_missing() -> None:
    organisation = factories.organisation()
    organisation.get_translation(Locale.objects.get(language_code="ti")).delete()


@drift
def strategy_out_of_reach_of_its_owner() -> None:
    page = factories.strategy()
    GroupPagePermission.objects.filter(page=page).delete()


def left_organisation() -> Page:
    organisation = factories.organisation()
    leaving.leave(organisation.pk, factories.admin())
    check()
    return organisation


@drift
def people_of_an_organisation_that_left_may_sign_in() -> None:
    key = str(left_organisation().translation_key)
    group_of("editor", key).permissions.add(right("access_admin"))


@drift
def people_of_an_organisation_that_left_may_edit() -> None:
    organisation = left_organisation()
    GroupPagePermission.objects.create(
        group=group_of("editor", str(organisation.translation_key)),
        page=organisation,
        permission=right("change_page"),
    )


@drift
def clicked_in_the_group_settings() -> None:
    """As an administrator does, by Wagtail's own form."""
    client = Client()
    client.force_login(factories.admin())
    url = reverse("wagtailusers_groups:edit", args=[group_of("coordinator").pk])
    html = client.get(url).content.decode()
    data = querydict_from_html(html, form_index=0)
    data["name"] = "Samordnare med mera"
    data.appendlist("permissions", str(right("submit_translation").pk))
    data["page_permissions-TOTAL_FORMS"] = "1"
    data["page_permissions-0-page"] = str(factories.home().pk)
    data["page_permissions-0-permissions"] = "change_page"
    response = client.post(url, data)
    assert response.status_code == 302
    group = group_of("coordinator")
    assert group.name == "Samordnare med mera"
    assert GroupPagePermission.objects.filter(group=group).exists()


@drift
def help_line_missing() -> None:
    HelpLine.objects.first().delete()


@pytest.mark.parametrize("make", DRIFTS, ids=lambda make: make.__name__)
def test_a_difference_is_found_and_put_right(make: Callable[[], None]) -> None:
    """The check fails when there is a change to yield (here and below)."""
    make()
    clear_process_caches()
    with transaction.atomic():
        assert list(sync_site.sync())
    check()


def test_the_check_names_what_differs(capsys: pytest.CaptureFixture[str]) -> None:
    unknown_group_with_a_global_right()
    with pytest.raises(CommandError):
        call_command("sync_site", check=True)
    assert "Hjälpare" in capsys.readouterr().out


def test_an_unknown_group_keeps_its_members_and_loses_its_rights() -> None:
    unknown_group_with_a_page_right()
    group = Group.objects.get(name="Hjälpare")
    person = factories.person("medlem")
    person.groups.add(group)
    sync()
    assert list(person.groups.all()) == [group]
    assert not GroupPagePermission.objects.filter(group=group).exists()
