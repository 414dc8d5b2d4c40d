from django.apps import AppConfig
from django.db.models.signals import pre_save
from wagtail.signals import page_unpublished


class OrganisationsConfig(AppConfig):
    name = "hm_site.organisations"
    label = "organisations"
    verbose_name = "Organisationer"

    def ready(self) -> None:
        from hm_site.base import confinement, interface
        from hm_site.base.chrome import MENU_LABELS
        from hm_site.base.publication import register_promise

        from . import provisioning, signals
        from .people import admission
        from .review import withdrawal

        MENU_LABELS["organisationindexpage"] = interface.ACTORS
        pre_save.connect(
            withdrawal.remember_live_revision, dispatch_uid="hm-remember-live-revision"
        )
        admission.register()
        register_promise(withdrawal.undoable_revisions)
        page_unpublished.connect(
            withdrawal.record_withdrawal, dispatch_uid="hm-record-withdrawal"
        )
        signals.connect()
        confinement.register_confined(provisioning.reads_only)
