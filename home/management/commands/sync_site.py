"""`manage.py sync_site [--check]`: the one idempotent door to the declared state."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from hm_site import languages
from hm_site.base import setup
from hm_site.base.caches import clear_process_caches
from hm_site.organisations import provisioning, workflows
from home import structure
from home.models import StrategyPage


def sync() -> Iterator[str]:
    """Bring the database to the declared state; yields each change."""
    yield from setup.sync_locales()
    yield from setup.sync_vocabulary()
    yield from setup.sync_help_lines()
    clear_process_caches()
    yield from structure.sync_tree()
    homes = structure.homes()
    yield from setup.sync_wagtail_site(homes[languages.SOURCE])
    clear_process_caches()
    strategies = list(StrategyPage.objects.sources())
    yield from provisioning.sync_roles(homes, strategies)
    yield from workflows.sync_workflows(homes)
    clear_process_caches()


class Command(BaseCommand):
    help = "Brings any database to the declared state; safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="change nothing; fail and list what differs from the declared state",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            changes = list(sync())
            if options["check"]:
                transaction.set_rollback(True)
        clear_process_caches()
        if options["verbosity"] > 0:
            for change in changes:
                self.stdout.write(f"  {change}")
        if options["check"] and changes:
            raise CommandError(f"{len(changes)} differences from the declared state")
        if options["verbosity"] > 0:
            word = "is in" if not changes else "now in"
            self.stdout.write(f"site {word} the declared state")
