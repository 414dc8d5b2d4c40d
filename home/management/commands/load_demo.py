"""`manage.py load_demo [--offerings N]`: demo content, safe to run again."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from hm_site import languages
from hm_site.base.bulk import deferred_indexing
from hm_site.base.caches import clear_process_caches
from hm_site.organisations.demo_accounts import load_accounts
from home.demo import swedish
from home.demo.glossary import load_glossary
from home.demo.growth import grow
from home.demo.offering_pages import load_offerings
from home.demo.review_states import load_review_states
from home.demo.short_texts import load_short_texts
from home.demo.translated import load_translations
from home.demo.translation_states import load_translation_states
from resources.models import SupportOfferingPage

WIDTH = 30


class Command(BaseCommand):
    help = "Loads the demo content; adds what is missing and changes nothing else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--offerings",
            type=int,
            default=0,
            help="grow to this many Swedish offerings with translations",
        )
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="do nothing when there are offerings already",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.quiet = options["verbosity"] == 0
        if options["if_empty"] and SupportOfferingPage.objects.exists():
            self.say("demo content is there already")
            return
        with deferred_indexing() as written:
            added = self.load(options["offerings"], written)
            if added:
                self.say("building the search index …")
        clear_process_caches()
        self.say(f"demo content: {added} things added")

    def load(self, offerings: int, written: list[bool]) -> int:
        """All steps; each is whole or not at all."""
        steps = [
            ("home", swedish.load_home),
            ("organisations", swedish.load_organisations),
            ("offerings", load_offerings),
            ("stories", swedish.load_stories),
            ("strategy", swedish.load_strategy),
            ("information", swedish.load_information),
            ("reader reports", swedish.load_reader_reports),
            ("glossary", load_glossary),
        ]
        self.written = written
        added = 0
        for name, step in steps:
            with transaction.atomic():
                clear_process_caches()
                added += self.run(name, step())
        # Groups and collections of the new organisations.
        call_command("sync_site", verbosity=0)
        for language in languages.LANGUAGES:
            with transaction.atomic():
                texts = load_translations(language.code)
                added += self.run(language.name_en, texts)
        if settings.DEMO_ACCOUNTS:
            added += self.run("accounts", load_accounts())
            added += self.run("short texts", load_short_texts())
            added += self.run("on the way", load_translation_states())
            added += self.run("under review", load_review_states())
        if offerings:
            added += self.run("growth", grow(offerings))
        return added

    def run(self, name: str, steps: Iterator[str]) -> int:
        """Run one step to its end, showing how far it has come."""
        count = 0
        for count, thing in enumerate(steps, 1):
            if not self.quiet and sys.stdout.isatty():
                bar = "█" * (count % WIDTH)
                self.stdout.write(
                    f"\r{name:14} {count:5} {bar:{WIDTH}} {thing[:30]:30}"
                )
                self.stdout.flush()
        if count:
            self.written.append(True)
            self.say(f"{'' if not sys.stdout.isatty() else chr(13)}{name:14} {count:5}")
        return count

    def say(self, text: str) -> None:
        if not self.quiet:
            self.stdout.write(text)
