from django.apps import AppConfig
from django.db.models.signals import pre_save
from wagtail.signals import page_unpublished


class OrganisationsConfig(AppConfig):
    name = "hm_site.organisations"
    label = "organisations"
    verbose_name = "Organisationer"

    def ready(self) -> None:
        from hm_site.base import confinement, interface
        from hm_site.base.chores import register_chore
        from hm_site.base.chrome import MENU_LABELS
        from hm_site.base.publication import register_promise

        from . import access, signals
        from .mail_queue import stuck_mail
        from .notice_mail import deliver_notices
        from .people import admission
        from .review import events, withdrawal
        from .review.reminders import remind
        from .review.schedule import publish_due
        from .sections import register_desk_section, register_home_section

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
        confinement.register_confined(access.reads_only)
        events.connect()
        register_chore("publish", publish_due)
        register_chore("reminders", remind)
        register_chore("notices", deliver_notices)
        register_desk_section(900, stuck_mail)
        register_home_section(900, stuck_mail)
