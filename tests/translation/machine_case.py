"""A machine that speaks HTTP, and the chore that asks it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.test import override_settings
from django.utils import timezone

from hm_site.translation import machine
from hm_site.translation.models import MachineUse

from .desk_case import DeskCase
from .machine_server import running, settings_for


class MachineCase(DeskCase):
    def setUp(self) -> None:
        self.machine = self.enterContext(running())
        self.enterContext(
            override_settings(**settings_for(self.machine.url, timeout=1))
        )

    @contextmanager
    def left(self, characters: int) -> Iterator[None]:
        """The month's budget of Arabic is used up but for so many; it is larger again
        afterwards."""
        used = 100_000
        MachineUse.objects.create(
            language="ar", month=machine.this_month(), characters=used
        )
        with override_settings(TRANSLATOR_BUDGET=used + characters):
            yield

    def run_chore(self) -> list[Any]:
        now = timezone.now() + timezone.timedelta(days=1)
        return list(machine.chore(now))
