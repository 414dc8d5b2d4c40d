"""`sync_site` brings any database to the declared state; `--check` proves it."""

import pytest
from django.contrib.auth.models import Group
from django.core.management.base import CommandError
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Workflow,
)

from hm_site import languages
from hm_site.base.caches import clear_process_caches
from hm_site.base.models import Term, TermLabel
from hm_site.base.vocabulary import VOCABULARIES, initial_labels
from hm_site.organisations import roles
from hm_site.organisations.models import OrganisationCollection, RoleGroup
from home.models import HomePage
from home.structure import STRUCTURE
from tests import factories

from .syncing import check, group_of, sync

pytestmark = pytest.mark.django_db


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
