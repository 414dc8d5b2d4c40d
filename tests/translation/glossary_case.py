"""A word of the glossary with its Arabic rendering, in force."""

from typing import Any

from hm_site.base.caches import clear_process_caches
from hm_site.translation.models import GlossaryRendering, GlossaryTerm

from .desk_case import DeskCase


def known_term(word: str = "samtal", **values: Any) -> GlossaryTerm:
    fields = {"explanation": "Två som pratar.", "forms": "samtalet", **values}
    return GlossaryTerm.objects.create(word=word, **fields)


def known_rendering(term: GlossaryTerm, language: str = "ar", **values: Any) -> Any:
    fields = {
        "rendering": "محادثة",
        "forms": "محادثات",
        "avoid": "استجواب",
        "explanation": "شخصان يتحدثان.",
        "source_text": term.as_source,
        **values,
    }
    return GlossaryRendering.objects.create(term=term, language=language, **fields)


class GlossaryCase(DeskCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.term = known_term()
        cls.rendering = known_rendering(cls.term)
        clear_process_caches()
