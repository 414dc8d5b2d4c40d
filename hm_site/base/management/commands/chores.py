"""`manage.py chores [NAME …]`: does what is due; run every minute."""

import logging
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from hm_site.base.chores import Failure, all_chores

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Does what is due: publishing, mail, reminders, clearing away. Idempotent."

    def add_arguments(self, parser: ArgumentParser) -> None:
        names = [chore.name for chore in all_chores()]
        parser.add_argument("names", nargs="*", choices=[[], *names], metavar="NAME")

    def handle(self, *args: Any, **options: Any) -> None:
        failed = 0
        for chore in all_chores():
            if options["names"] and chore.name not in options["names"]:
                continue
            try:
                # Each by its own clock: those before it may have taken minutes.
                for line in chore.run(timezone.now()):
                    failed += isinstance(line, Failure)
                    self._say(options, chore.name, line)
            except Exception:
                # One broken chore must not keep the others from running.
                logger.exception("chore %s failed", chore.name)
                failed += 1
        if failed:
            raise CommandError(f"{failed} failures")

    def _say(self, options: dict[str, Any], name: str, line: object) -> None:
        stream = self.stderr if isinstance(line, Failure) else self.stdout
        if options["verbosity"] > 0 or isinstance(line, Failure):
            stream.write(f"  {name}: {line}")
