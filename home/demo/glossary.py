"""Loads the demo's glossary: terms, and what they are called. Idempotent by word."""

from collections.abc import Iterator

from hm_site import languages
from hm_site.translation.models import GlossaryRendering, GlossaryTerm

from .files import read


def load_glossary() -> Iterator[str]:
    """Approved as it stands here; what people have changed since is kept."""
    for data in read("glossary.toml")["term"]:
        term, created = GlossaryTerm.objects.get_or_create(
            word=data["word"],
            defaults={
                "forms": "\n".join(data.get("forms", [])),
                "explanation": data["explanation"],
            },
        )
        if created:
            yield f"word {term.word}"
        for language in languages.LANGUAGES:
            texts = data.get(language.code)
            if texts is None:
                continue
            _, created = GlossaryRendering.objects.get_or_create(
                term=term,
                language=language.code,
                defaults={
                    "rendering": texts["rendering"],
                    "forms": "\n".join(texts.get("forms", [])),
                    "avoid": "\n".join(texts.get("avoid", [])),
                    "explanation": texts["explanation"],
                    "source_text": term.as_source,
                },
            )
            if created:
                yield f"{language.code} {term.word}"
