"""A machine that speaks HTTP, and the chore that asks it."""

from typing import Any

from django.test import override_settings
from django.utils import timezone

from hm_site.translation import machine

from .desk_case import DeskCase
from .machine_server import running, settings_for


class MachineCase(DeskCase):
    def setUp(self) -> None:
        self.machine = self.enterContext(running())
        self.enterContext(
            override_settings(**settings_for(self.machine.url, timeout=1))
        )

    def run_chore(self) -> list[Any]:
        now = timezone.now() + timezone.timedelta(days=1)
        return list(machine.chore(now))
