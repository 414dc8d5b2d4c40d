"""`sync_site` brings any database to the declared state; `--check` proves it."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, Permission
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

from hm_site import languages
from hm_site.base.caches import clear_process_caches
from hm_site.base.models import HelpLine, Term, TermLabel
from hm_site.base.vocabulary import VOCABULARIES, initial_labels
from hm_site.organisations import leaving, roles
from hm_site.organisations.models import (
    OrganisationCollection,
    ReviewTask,
    RoleGroup,
)
from hm_site.organisations.workflows import SOURCE_WORKFLOW
from home.management.commands import sync_site
from home.models import HomePage
from home.structure import STRUCTURE
from resources.models import DirectoryPage
from tests import factories

pytestmark = pytest.mark.django_db


def sync() -> None:
    call_command("sync_site", verbosity=0)


def check() -> None:
    call_command("sync_site", check=True, verbosity=0)


def right(codename: str) -> Permission:
    return Permission.objects.get(
        codename=codename, content_type__app_label__startswith="wagtail"
    )


def group_of(role: str, subject: str = "") -> Group:
    return RoleGroup.objects.get(role=role, subject=subject).group


# ------------------------------------------------------------- the declared state
def test_the_check_finds_what_is_missing_and_changes_nothing() -> None:
    organisation = factories.organisation()
    check()
    key = str(organisation.translation_key)
    group_of("editor", key).delete()
    with pytest.raises(CommandError, match="differences"):
        check()
    assert not RoleGroup.objects.filter(subject=key).exists()
    sync()
    check()


def test_a_second_run_changes_nothing() -> None:
    factories.organisation()
    factories.strategy()
    sync()
    counts = [
        model.objects.count()
        for model in (Page, Group, GroupPagePermission, Term, TermLabel, Workflow)
    ]
    sync()
    assert counts == [
        model.objects.count()
        for model in (Page, Group, GroupPagePermission, Term, TermLabel, Workflow)
    ]


def test_every_language_has_its_locale_and_a_live_home() -> None:
    codes = {language.code for language in languages.LANGUAGES}
    assert set(Locale.objects.values_list("language_code", flat=True)) == codes
    homes = HomePage.objects.filter(live=True, depth=2)
    assert {home.locale.language_code for home in homes} == codes
    assert len({home.translation_key for home in homes}) == 1
    assert not Page.objects.filter(alias_of__isnull=False).exists()


def test_structure_pages_are_live_in_swedish_and_drafts_elsewhere() -> None:
    for model, slug, _title in STRUCTURE:
        assert model.objects.sources().get().live, slug
        others = model.objects.exclude(pk=model.objects.sources().get().pk)
        assert others.count() == len(languages.LANGUAGES) - 1, slug
        assert not others.filter(live=True).exists(), slug


def test_every_term_is_there_with_its_shipped_labels() -> None:
    for vocabulary in VOCABULARIES:
        codes = Term.objects.filter(vocabulary=vocabulary.code, active=True)
        assert set(codes.values_list("code", flat=True)) == set(vocabulary.codes)
    for language in languages.LANGUAGES:
        shipped = initial_labels(language.code)
        count = sum(len(entries) for entries in shipped.values())
        assert TermLabel.objects.filter(language=language.code).count() == count


def test_wagtails_stock_groups_and_workflow_are_gone() -> None:
    assert not Group.objects.filter(name__in=roles.STOCK_GROUPS).exists()
    assert not Workflow.objects.filter(name__in=roles.STOCK_WORKFLOWS).exists()
    root = Page.get_first_root_node()
    assert not GroupPagePermission.objects.filter(page=root).exists()
    assert not GroupCollectionPermission.objects.filter(
        collection=Collection.get_first_root_node()
    ).exists()


def test_a_label_changed_by_people_is_kept() -> None:
    label = TermLabel.objects.get(
        term__vocabulary="concern", term__code="sleep", language="sv"
    )
    label.label = "Sover dåligt"
    label.save()
    sync()
    label.refresh_from_db()
    assert label.label == "Sover dåligt"


def test_a_renamed_group_is_the_same_group() -> None:
    sync()
    group = group_of("moderator")
    group.name = "Granskare i länet"
    group.save()
    check()
    sync()
    assert group_of("moderator") == group
    assert not Group.objects.filter(name="Moderator").exists()


def test_a_renamed_organisation_keeps_its_group_and_collection() -> None:
    organisation = factories.organisation()
    sync()
    key = str(organisation.translation_key)
    group = group_of("editor", key)
    collection = OrganisationCollection.objects.get(organisation_key=key).collection
    organisation.title = "Helt annat namn"
    organisation.save_revision().publish()
    clear_process_caches()
    sync()
    assert group_of("editor", key) == group
    assert OrganisationCollection.objects.get(organisation_key=key).collection == (
        collection
    )


# ------------------------------------------------------------------------- drift
def global_right() -> None:
    group_of("moderator").permissions.add(right("submit_translation"))


def admin_access_taken() -> None:
    group_of("translator", "ar").permissions.clear()


def page_right_taken() -> None:
    GroupPagePermission.objects.filter(group=group_of("moderator")).first().delete()


def editors_may_publish() -> None:
    factories.organisation()
    row = GroupPagePermission.objects.filter(group__role_group__role="editor").first()
    GroupPagePermission.objects.create(
        group=row.group, page=row.page, permission=right("publish_page")
    )


def translator_may_change_pages() -> None:
    GroupPagePermission.objects.create(
        group=group_of("translator", "ar"),
        page=factories.home("ar"),
        permission=right("change_page"),
    )


def collection_right_taken() -> None:
    factories.organisation()
    GroupCollectionPermission.objects.first().delete()


def collection_right_on_the_root() -> None:
    GroupCollectionPermission.objects.create(
        group=group_of("translator", "ar"),
        collection=Collection.get_first_root_node(),
        permission=right("add_image"),
    )


def approvers_exchanged() -> None:
    task = ReviewTask.objects.get(name=SOURCE_WORKFLOW)
    task.groups.set([group_of("reviewer", "ar")])


def workflow_exchanged() -> None:
    row = WorkflowPage.objects.get(page=factories.home())
    row.workflow = Workflow.objects.create(name="Snabb granskning")
    row.save()


def workflow_removed_from_home() -> None:
    WorkflowPage.objects.filter(page=factories.home("ar")).delete()


def workflow_switched_off() -> None:
    Workflow.objects.filter(name=SOURCE_WORKFLOW).update(active=False)


def task_switched_off() -> None:
    ReviewTask.objects.filter(name=SOURCE_WORKFLOW).update(active=False)


def task_taken_out() -> None:
    WorkflowTask.objects.filter(workflow__name=SOURCE_WORKFLOW).delete()


def task_added() -> None:
    extra = ReviewTask.objects.create(name="En till")
    workflow = Workflow.objects.get(name=SOURCE_WORKFLOW)
    WorkflowTask.objects.create(workflow=workflow, task=extra, sort_order=1)


def own_workflow_below_the_home() -> None:
    """An organisation that approves its own pages."""
    organisation = factories.organisation()
    task = ReviewTask.objects.create(name="Vi själva")
    task.groups.set([group_of("editor", str(organisation.translation_key))])
    workflow = Workflow.objects.create(name="Egen granskning")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(page=organisation, workflow=workflow)


def stock_groups_back() -> None:
    group = Group.objects.create(name="Editors")
    GroupPagePermission.objects.create(
        group=group,
        page=Page.get_first_root_node(),
        permission=right("change_page"),
    )


def stock_workflow_back() -> None:
    workflow = Workflow.objects.create(name="Moderators approval")
    WorkflowPage.objects.create(page=Page.get_first_root_node(), workflow=workflow)


def unknown_group_with_a_global_right() -> None:
    group = Group.objects.create(name="Hjälpare")
    group.permissions.add(right("access_admin"))


def unknown_group_with_a_page_right() -> None:
    GroupPagePermission.objects.create(
        group=Group.objects.create(name="Hjälpare"),
        page=factories.home(),
        permission=right("publish_page"),
    )


def unknown_group_with_a_collection_right() -> None:
    GroupCollectionPermission.objects.create(
        group=Group.objects.create(name="Hjälpare"),
        collection=Collection.get_first_root_node(),
        permission=right("add_document"),
    )


def right_given_to_a_person() -> None:
    person = factories.person("nagon")
    person.user_permissions.add(right("submit_translation"))


def locale_missing() -> None:
    home = factories.home("ti")
    home.delete()
    Locale.objects.get(language_code="ti").delete()


def locale_too_many() -> None:
    Locale.objects.create(language_code="de")


def structure_page_missing() -> None:
    DirectoryPage.objects.sources().get().delete()


def site_moved() -> None:
    Site.objects.update(hostname="annan.example.org")


def site_root_moved() -> None:
    Site.objects.update(root_page=factories.home("ar"))


def term_missing() -> None:
    Term.objects.get(vocabulary="concern", code="grief").delete()


def label_missing() -> None:
    TermLabel.objects.filter(language="ti").first().delete()


def group_deleted() -> None:
    group_of("moderator").delete()


def group_of_an_organisation_deleted() -> None:
    group_of("editor", str(factories.organisation().translation_key)).delete()


def collection_deleted() -> None:
    factories.organisation()
    OrganisationCollection.objects.get().collection.delete()


def tie_of_a_collection_lost() -> None:
    factories.organisation()
    OrganisationCollection.objects.all().delete()


def translation_of_an_organisation_missing() -> None:
    organisation = factories.organisation()
    organisation.get_translation(Locale.objects.get(language_code="ti")).delete()


def strategy_out_of_reach_of_its_owner() -> None:
    page = factories.strategy()
    GroupPagePermission.objects.filter(page=page).delete()


def left_organisation() -> Page:
    organisation = factories.organisation()
    leaving.leave(organisation.pk, factories.admin())
    check()
    return organisation


def people_of_an_organisation_that_left_may_sign_in() -> None:
    key = str(left_organisation().translation_key)
    group_of("editor", key).permissions.add(right("access_admin"))


def people_of_an_organisation_that_left_may_edit() -> None:
    organisation = left_organisation()
    GroupPagePermission.objects.create(
        group=group_of("editor", str(organisation.translation_key)),
        page=organisation,
        permission=right("change_page"),
    )


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


def help_line_missing() -> None:
    HelpLine.objects.first().delete()


DRIFTS = [
    global_right,
    admin_access_taken,
    page_right_taken,
    editors_may_publish,
    translator_may_change_pages,
    collection_right_taken,
    collection_right_on_the_root,
    approvers_exchanged,
    workflow_exchanged,
    workflow_removed_from_home,
    workflow_switched_off,
    task_switched_off,
    task_taken_out,
    task_added,
    own_workflow_below_the_home,
    stock_groups_back,
    stock_workflow_back,
    unknown_group_with_a_global_right,
    unknown_group_with_a_page_right,
    unknown_group_with_a_collection_right,
    right_given_to_a_person,
    locale_missing,
    locale_too_many,
    structure_page_missing,
    site_moved,
    site_root_moved,
    term_missing,
    label_missing,
    help_line_missing,
    group_deleted,
    group_of_an_organisation_deleted,
    collection_deleted,
    tie_of_a_collection_lost,
    translation_of_an_organisation_missing,
    strategy_out_of_reach_of_its_owner,
    people_of_an_organisation_that_left_may_sign_in,
    people_of_an_organisation_that_left_may_edit,
    clicked_in_the_group_settings,
]


@pytest.mark.parametrize("drift", DRIFTS, ids=lambda drift: drift.__name__)
def test_a_difference_is_found_and_put_right(drift: Callable[[], None]) -> None:
    """The check fails when there is a change to yield (above and below)."""
    drift()
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
