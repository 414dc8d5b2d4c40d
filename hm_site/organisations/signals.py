"""What follows by itself when an organisation's page is made, named or thrown away.

Receivers rather than views: it must hold for the admin's form with its autosave, for
copies, for code and for commands alike. Wagtail saves a page in a transaction, and
adds one to the tree in a transaction, so either all of it is there or nothing.
"""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.models import Collection

from hm_site.base import publication

from . import provisioning
from .models import OrganisationCollection, OrganisationPage

_BEFORE = "_hm_title_before"


def connect() -> None:
    """Wire once, from `AppConfig.ready`."""
    for signal, receiver in (
        (pre_save, remember_title),
        (post_save, provide),
        (post_delete, clear_away),
    ):
        signal.connect(
            receiver,
            sender=OrganisationPage,
            dispatch_uid=f"hm-organisation-{receiver.__name__}",
        )
    pre_delete.connect(
        keep_collection, sender=Collection, dispatch_uid="hm-organisation-collection"
    )


def remember_title(
    sender: type, instance: OrganisationPage, raw: bool = False, **kwargs: Any
) -> None:
    if instance.pk and not raw:
        row = OrganisationPage.objects.filter(pk=instance.pk)
        setattr(instance, _BEFORE, row.values_list("title", flat=True).first())


def provide(
    sender: type,
    instance: OrganisationPage,
    created: bool,
    raw: bool = False,
    **kwargs: Any,
) -> None:
    if raw or not instance.is_source:
        return
    if created:
        list(provisioning.provision(instance))
        return
    before = getattr(instance, _BEFORE, None)
    if before and before != instance.title:
        provisioning.follow_name(instance, before)


def clear_away(sender: type, instance: OrganisationPage, **kwargs: Any) -> None:
    if instance.is_source:
        provisioning.discard(instance)


def keep_collection(sender: type, instance: Collection, **kwargs: Any) -> None:
    """As `ownership.describe_owned`, at the bottom; raises RefusedError."""
    owned = OrganisationCollection.objects.filter(collection=instance.pk).exists()
    if owned and publication.acting_person() is not None:
        raise publication.RefusedError(
            f"Samlingen ”{instance.name}” är en organisations och kan inte tas bort."
        )
