from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import m2m_changed


class AccountsConfig(AppConfig):
    name = "hm_site.accounts"
    label = "accounts"
    verbose_name = "Konton"

    def ready(self) -> None:
        from allauth.mfa import signals as mfa

        from . import letters, second_factor, sessions
        from .models import User

        user_logged_in.connect(sessions.note_time, dispatch_uid="hm-note-time")
        m2m_changed.connect(
            sessions.end_when_role_is_taken,
            sender=User.groups.through,
            dispatch_uid="hm-end-when-role-is-taken",
        )
        mfa.authenticator_used.connect(
            second_factor.note_shown, dispatch_uid="hm-shown"
        )
        mfa.authenticator_added.connect(
            letters.second_factor_added, dispatch_uid="hm-second-factor-added"
        )
        mfa.authenticator_removed.connect(
            letters.second_factor_removed, dispatch_uid="hm-second-factor-removed"
        )
