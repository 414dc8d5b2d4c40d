"""Links, order and what lies between words follow the Swedish page at once."""

import json
import re
import uuid
from typing import Any
from unittest.mock import patch

from django.test import RequestFactory
from django.utils import translation
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Revision

from hm_site.base.caches import clear_process_caches
from hm_site.organisations.review import decisions
from hm_site.organisations.review.models import Approval
from hm_site.translation import editor, filling, orders, sheet
from hm_site.translation.states import State, reader_state
from home.models import StrategyPage
from tests import factories

from .desk_case import DeskCase

OLD, NEW = "https://old.example.org/", "https://new.example.org/"


class FactsCase(DeskCase):
    def html(self) -> str:
        clear_process_caches()
        path = self.fresh().url_path.split("/", 2)[2]
        return self.client.get(f"/ar/{path}").content.decode()


def with_link(address: str) -> str:
    return f'<p>Läs på <a href="{address}">sidan</a> nu.</p>'


class LinksTests(FactsCase):
    def test_a_link_leads_where_the_swedish_one_leads(self) -> None:
        self.change_source(what_happens=with_link(OLD))
        self.publish_translation()
        self.assertIn(OLD, self.html())
        self.change_source(what_happens=with_link(NEW))
        self.assertEqual(self.cell().state, State.PUBLISHED)
        self.assertIn(NEW, self.html())
        self.assertNotIn(OLD, self.html())
        self.assertIn("ع ", self.target().what_happens)

    def test_also_when_the_translation_waited_meanwhile(self) -> None:
        self.change_source(what_happens=with_link(OLD))
        self.write_all()
        state = self.submit()
        self.change_source(what_happens=with_link(NEW))
        self.approve(state)
        self.assertTrue(self.target().live)
        self.assertIn(NEW, self.html())

    def test_what_waits_is_left_as_it_is(self) -> None:
        self.change_source(what_happens=with_link(OLD))
        self.publish_translation()
        self.write_all(mark="غ")
        self.submit()
        newest = Revision.objects.latest("pk")
        self.change_source(what_happens=with_link(NEW))
        self.assertEqual(self.target().latest_revision, newest)
        self.assertIn(NEW, self.html())
        self.assertNotIn("غ Samtal", self.html())

    def test_an_outdated_one_stays_as_it_is_and_says_so(self) -> None:
        self.change_source(what_happens=with_link(OLD))
        self.publish_translation()
        self.change_source(what_happens=with_link(NEW), summary="Nu med en kurator.")
        self.assertEqual(self.cell().state, State.OUTDATED)
        self.assertIn("ع Du pratar med någon som lyssnar.", self.html())

    def test_links_with_the_same_words_keep_each_its_own_way(self) -> None:
        def twice(first: str, second: str) -> str:
            return "".join(
                f'<p>{word}</p><p><a href="{address}">Läs mer</a></p>'
                for word, address in (("Om ett.", first), ("Om två.", second))
            )

        def leads() -> list[str]:
            return re.findall('href="(.*?)"', self.target().what_happens)

        self.change_source(what_happens=twice(OLD, NEW))
        self.publish_translation()
        self.change_source(what_happens=twice(NEW, OLD))
        self.assertEqual(leads(), [NEW, OLD])
        self.change_source(what_happens=twice(OLD, NEW) + "<p>Helt ny text.</p>")
        self.assertEqual(self.cell().state, State.OUTDATED)
        self.assertEqual(leads(), [OLD, NEW])

    def test_one_that_is_withdrawn_at_that_moment_stays_withdrawn(self) -> None:
        self.change_source(what_happens=with_link(OLD))
        self.publish_translation()
        fill = filling.fill

        def meanwhile(live: Any, *args: Any) -> None:
            fill(live, *args)
            UnpublishPageAction(self.target()).execute(skip_permission_checks=True)

        with patch.object(filling, "fill", meanwhile):
            self.change_source(what_happens=with_link(NEW))
        self.assertFalse(self.target().live)


class EmphasisTests(FactsCase):
    def test_bold_changes_no_meaning(self) -> None:
        self.change_source(what_happens="<p>Kom i tid till mötet.</p>")
        self.publish_translation()
        self.change_source(what_happens="<p>Kom <b>i tid</b> till mötet.</p>")
        self.assertEqual(self.cell().state, State.PUBLISHED)
        self.assertIn("ع Kom i tid till mötet.", self.html())

    def test_a_new_link_does(self) -> None:
        self.change_source(what_happens="<p>Läs på sidan nu.</p>")
        self.publish_translation()
        self.change_source(what_happens=with_link(NEW))
        self.assertEqual(self.cell().state, State.OUTDATED)


class BlocksTests(FactsCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.ids = [str(uuid.uuid4()) for _ in range(4)]
        cls.source = factories.strategy("Plan", body=cls.blocks(OLD))

    @classmethod
    def blocks(cls, address: str, *, turned: bool = False) -> Any:
        first, second = (
            {
                "type": "text",
                "id": cls.ids[number],
                "value": {"heading": word, "text": f"<p>{word} texten.</p>"},
            }
            for number, word in enumerate(("Första", "Andra"))
        )
        item = {"title": "Riktlinje", "by": "IASC", "year": "2007", "url": address}
        sources = {
            "type": "sources",
            "id": cls.ids[2],
            "value": {
                "heading": "Källor",
                "sources": [{"type": "item", "id": cls.ids[3], "value": item}],
            },
        }
        rows = [second, first, sources] if turned else [first, second, sources]
        field = StrategyPage._meta.get_field("body")
        return field.to_python(field.stream_block.to_python(rows).get_prep_value())

    def fresh(self) -> Any:
        clear_process_caches()
        return StrategyPage.objects.get(pk=self.source.pk)

    def change_body(self, body: Any) -> None:
        page = self.fresh()
        draft = page.get_latest_revision_as_object()
        draft.body = body
        revision = draft.save_revision(user=self.editor)
        state = page.get_workflow().start(page, self.editor)
        decisions.approve(state.pk, self.moderator, shown=decisions.version(revision))

    def test_blocks_stand_in_the_order_of_the_swedish_page(self) -> None:
        self.publish_translation()
        self.change_body(self.blocks(OLD, turned=True))
        page = self.html()
        self.assertLess(page.index("ع Andra texten"), page.index("ع Första texten"))
        self.assertEqual(self.cell().state, State.PUBLISHED)

    def sheet(self) -> list[tuple[str, str]]:
        """(Swedish, Arabic) headings as they stand beside each other."""
        path = self.fresh().url_path.split("/", 2)[2]
        with translation.override("ar"):
            context = sheet.context_of(self.target(), RequestFactory().get(f"/{path}"))
        return [
            (pair.source.heading, pair.other.heading if pair.other else "")
            for pair in context["pairs"]
        ]

    def test_side_by_side_stands_what_says_the_same(self) -> None:
        self.publish_translation()
        field = StrategyPage._meta.get_field("body")
        new = {
            "type": "text",
            "id": str(uuid.uuid4()),
            "value": {"heading": "Akut", "text": "<p>Ring 112.</p>"},
        }
        body = [new, *self.blocks(OLD).get_prep_value()]
        self.change_body(field.to_python(body))
        self.assertEqual(
            self.sheet(),
            [("Akut", ""), ("Första", "ع Första"), ("Andra", "ع Andra")],
        )

    def test_pages_whose_blocks_were_made_one_by_one_by_place(self) -> None:
        self.publish_translation()
        page = self.target()
        body = page.body.get_prep_value()
        for block in body:
            block["id"] = str(uuid.uuid4())
        StrategyPage.objects.filter(pk=page.pk).update(body=json.dumps(body))
        clear_process_caches()
        self.assertEqual(self.sheet(), [("Första", "ع Första"), ("Andra", "ع Andra")])

    def test_a_source_leads_where_the_swedish_one_leads(self) -> None:
        self.publish_translation()
        self.assertIn(OLD, self.html())
        self.change_body(self.blocks(NEW))
        self.assertIn(NEW, self.html())
        self.assertEqual(self.cell().state, State.PUBLISHED)


class OldBesideNewTests(DeskCase):
    """Which old text belongs to which new one, when some are added or taken away."""

    def paragraphs(self, *texts: str, kind: str = Approval.MEANING) -> None:
        what = "".join(f"<p>{text}</p>" for text in texts)
        self.change_source(kind, what_happens=what)

    def changed(self) -> dict[str, str]:
        found = editor.lines(self.fresh(), "ar")
        return {x.segment.string.data: x.old_source for x in found if x.new}

    def test_the_changed_one_stands_beside_what_it_was(self) -> None:
        self.paragraphs("Första stycket.", "Andra stycket.", "Kom på måndag.")
        self.publish_translation()
        self.paragraphs(
            "Vi bjuder på te.", "Första stycket.", "Andra stycket.", "Kom på tisdag."
        )
        self.assertEqual(
            self.changed(), {"Vi bjuder på te.": "", "Kom på tisdag.": "Kom på måndag."}
        )

    def test_a_new_wording_keeps_its_own_translation(self) -> None:
        self.paragraphs("Ring oss först.", "Kom på måndag.")
        self.publish_translation()
        self.paragraphs("Kom på måndagar.", kind=Approval.WORDING)
        line = next(
            x
            for x in editor.lines(self.fresh(), "ar")
            if x.segment.string.data == "Kom på måndagar."
        )
        self.assertEqual(line.was, "ع Kom på måndag.")
        self.assertEqual(self.cell().state, State.PUBLISHED)
        self.assertNotIn("Ring oss", self.target().what_happens)

    def test_a_paragraph_that_stands_twice_is_translated_once(self) -> None:
        self.paragraphs("Vi pratar.", "Du kan komma.", "Vi pratar.")
        found = [x.segment.string.data for x in editor.lines(self.fresh(), "ar")]
        self.assertEqual(found.count("Vi pratar."), 1)
        self.publish_translation()
        self.assertEqual(self.cell().state, State.PUBLISHED)
        self.assertFalse(reader_state(self.source.translation_key, "ar").outdated)
        self.assertEqual(orders.lacking(self.fresh(), ["ar"]), [])
        self.assertEqual(self.target().what_happens.count("ع Vi pratar."), 2)
