"""Whatever a text says, it goes out and comes back in as it was."""

import random
import re
from typing import Any

from django.utils.html import escape
from wagtail_localize.models import StringTranslation

from hm_site.translation import work
from hm_site.translation.exchange import markup, packing, units
from hm_site.translation.segments import source_segments
from tests import factories

from .case import FORMATS, ExchangeCase

# As a person types them.
PIECES = (
    "<b>",
    "</b>",
    "&lt;b&gt;",
    "&amp;amp;",
    "&nbsp",
    "&#60;script>",
    "<!-- x -->",
    "<!DOCTYPE x>",
    "]]>",
    "<![CDATA[x]]>",
    '<a id="a1">',
    "<?php ?>",
    'Hon sa "ja"',
    "så 'här' ”nu”",
    "\\n \\t \\",
    "%s {0} %(namn)s",
    "3 < 5 > 2 & 1",
    "  två mellanslag  ",
    "\u00a0kl.\u00a013\u202f00",
    "\u200fاتصل\u200e \u2066+46 35\u2069",
    "👩‍👩‍👧‍👦 🏳️‍🌈",
    "a\u0308 e\u0301\u0301 \u1e9b\u0323",
    "#, fuzzy",
    'msgid "x"',
    "hm:none",
    "rad\u2028rad\u0085rad",
    "\tflik",
    "rad\nrad",
    "rad\r\nrad",
    "\U0001f1f8\U0001f1ea \ufeff.",
)
_MARK = re.compile(r'#\. hm:\S+\n| extradata="[^"]*"')


def texts() -> list[str]:
    """Each piece alone, and some in every order, between words and at the ends."""
    dice = random.Random(4)  # noqa: S311 - the same ones each time
    mixed = [" ".join(dice.sample(PIECES, 4)) for _ in range(30)]
    return [*PIECES, *(f"Ord {x} ord" for x in PIECES), *mixed]


class AnyTextTests(ExchangeCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        written = "".join(f"<p>{escape(text)}</p>" for text in texts())
        linked = "".join(
            f'<p>Läs <a href="https://x.org/?a&amp;b">{escape(text)}</a> <b>nu</b></p>'
            for text in texts()
        )
        cls.nasty = factories.offering(
            cls.ours, "<b> & &lt;i&gt; ]]>", what_happens=written, who_for=linked
        )
        cls.segments = source_segments(cls.nasty)

    def test_files_that_nobody_touched_change_nothing(self) -> None:
        """Also where the translation holds what looks like code and the Swedish text
        does not."""
        nasty = iter(escape(text) for text in texts() * 3)
        for segment in self.segments:
            text = segment.string.data
            for words in (f"ع {next(nasty)}", text):
                if not work.problem_with(segment, words):
                    work.write(segment, "ar", words, self.translator)
                    break
        for segment in source_segments(self.source):
            work.write(segment, "ar", "&lt;b&gt; ع", self.translator)
        for page in (self.nasty, self.source):
            for kind in FORMATS:
                plan = self.hand_in(self.fetched(kind, page), page=page).context["plan"]
                self.assertEqual((plan.changes, plan.problems), ([], []))
                self.assertEqual(plan.unchanged, len(work.texts(page, "ar")))

    def test_every_text_is_written_as_it_was_sent(self) -> None:
        """By a translator whose program keeps nothing but the texts."""
        for kind in FORMATS:
            (sheet,) = units.sheets([self.nasty], "ar")
            for unit in sheet.units:
                text = f"ع {unit.source} ع"
                object.__setattr__(unit, "written", StringTranslation(data=text))
            file = packing.FORMATS[kind].write(sheet).decode()
            answer = self.hand_in(_MARK.sub("", file), page=self.nasty)
            self.assertEqual(answer.context["plan"].problems, [])
            self.read_in(answer)
            self.assert_written({u.source: u.text for u in sheet.units}, kind)
            StringTranslation.objects.all().delete()

    def assert_written(self, wanted: dict[str, str], kind: str) -> None:
        rows = work.texts(self.nasty, "ar")
        for segment in self.segments:
            row: Any = rows[segment.context_id, segment.string_id]
            text = wanted[segment.string.data]
            with self.subTest(kind, text=text):
                self.assertEqual(markup.canonical(row.data), markup.canonical(text))
