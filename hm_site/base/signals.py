"""Raises the content version whenever something that readers see changes."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.models import (
    Locale,
    Page,
    PageViewRestriction,
    Site,
    get_page_models,
)
from wagtail.signals import (
    page_published,
    page_unpublished,
    post_page_move,
)

from . import files
from .caches import bump_version
from .publication import bookkeeping

UID = "hm-content-version"


def _bump(**kwargs: Any) -> None:
    if not kwargs.get("raw"):
        bump_version()


def connect() -> None:
    """Wire once, from `AppConfig.ready`."""
    from .models import FileText, HmDocument, HmImage
    from .models.reviewed import refuse_deletion_alone, reviewed_models

    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(_bump, dispatch_uid=UID)
    watch(HmImage, HmDocument)
    for model in (HmImage, HmDocument):
        pre_save.connect(files.refuse_change, sender=model, dispatch_uid=UID)
        pre_delete.connect(files.refuse_deletion, sender=model, dispatch_uid=UID)
    for reviewed in reviewed_models():
        post_save.connect(_reviewed_saved, sender=reviewed, dispatch_uid=UID)
        post_delete.connect(_bump, sender=reviewed, dispatch_uid=UID)
        # The texts of a file go with it, and files have guards of their own.
        if reviewed is not FileText:
            pre_delete.connect(refuse_deletion_alone, sender=reviewed, dispatch_uid=UID)
    watch(Locale, Site, PageViewRestriction)
    for page_model in get_page_models():
        post_save.connect(_page_saved, sender=page_model, dispatch_uid=UID)
    # Every deleted page has a row of this type; a handler without sender would keep
    # Django from deleting anything in one query.
    post_delete.connect(_bump, sender=Page, dispatch_uid=UID)


def _page_saved(sender: type, instance: Any, **kwargs: Any) -> None:
    """A live row written outside publishing counts too; drafts' bookkeeping not."""
    if kwargs.get("raw") or not instance.live:
        return
    fields = kwargs.get("update_fields")
    if fields is None or fields & {"live", "title", "slug", "url_path", "expire_at"}:
        bump_version()


def _reviewed_saved(sender: type, instance: Any, **kwargs: Any) -> None:
    """Likewise: what readers see changes, or the date that stands beside it."""
    if kwargs.get("raw"):
        return
    # Declared rows have no version; drafts of people that never went live have one.
    seen = (
        instance.live or instance.last_published_at or not instance.latest_revision_id
    )
    fields = kwargs.get("update_fields")
    noticed = {*instance.beside_revision, "live"}
    if seen and (fields is None or fields - bookkeeping(instance) | fields & noticed):
        bump_version()


def watch(*models: type) -> None:
    """Let upper rooms name their own models whose rows readers see."""
    for model in models:
        post_save.connect(_bump, sender=model, dispatch_uid=UID)
        post_delete.connect(_bump, sender=model, dispatch_uid=UID)
