"""Blocks of the strategy and information pages."""

from typing import Any

from wagtail import blocks

from hm_site import languages

from .body import shown

TEXT = ["h3", "bold", "ol", "ul", "link"]


class BodyBlock(blocks.StructBlock):
    """Shown by one template; pages hand it their language, previews are Swedish."""

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["block"] = shown(self.name, value, languages.SOURCE)
        return context

    class Meta:
        template = "home/body_block.html"


class TextSectionBlock(BodyBlock):
    heading = blocks.CharBlock(label="rubrik", max_length=120)
    text = blocks.RichTextBlock(label="text", features=TEXT)

    class Meta:
        icon = "pilcrow"
        label = "Avsnitt"
        description = "En rubrik och löpande text"
        preview_value = {
            "heading": "Varför vi gör det här",
            "text": "<p>Stödet finns, men är svårt att hitta.</p>",
        }
        label_format = "{heading}"


class ModelStepsBlock(BodyBlock):
    """The three steps of the common way of working; names come from vocabulary."""

    heading = blocks.CharBlock(label="rubrik", max_length=120)
    identify = blocks.TextBlock(label="Identifiera")
    renew = blocks.TextBlock(label="Förnya och förstärka")
    learn = blocks.TextBlock(label="Gemensamt lärande")

    class Meta:
        icon = "list-ol"
        label = "Modell i tre steg"
        description = "De tre stegen med figur"
        preview_value = {
            "heading": "Så arbetar vi",
            "identify": "Vi tar reda på vad som behövs.",
            "renew": "Vi provar i liten skala.",
            "learn": "Vi berättar för varandra hur det gick.",
        }
        label_format = "{heading}"


class PrerequisitesBlock(BodyBlock):
    """The five prerequisites; names come from vocabulary."""

    heading = blocks.CharBlock(label="rubrik", max_length=120)
    whole_of_society = blocks.TextBlock(label="Hela samhällets ansvar")
    needs_based = blocks.TextBlock(label="Behovsanpassat")
    knowledge_support = blocks.TextBlock(label="Kunskapsstöd")
    cost_effectiveness = blocks.TextBlock(label="Kostnadseffektivitet")
    collaboration = blocks.TextBlock(label="Samarbete")

    class Meta:
        icon = "tick-inverse"
        label = "Fem förutsättningar"
        description = "De fem förutsättningarna med ikoner"
        preview_value = {
            "heading": "Det som krävs",
            "whole_of_society": "Alla har en del i arbetet.",
            "needs_based": "Stödet följer behovet.",
            "knowledge_support": "Vi delar det vi vet.",
            "cost_effectiveness": "Pengarna räcker längre tillsammans.",
            "collaboration": "Vi arbetar över gränser.",
        }
        label_format = "{heading}"


class PyramidBlock(BodyBlock):
    """The four levels of the intervention pyramid; names come from vocabulary."""

    heading = blocks.CharBlock(label="rubrik", max_length=120)
    intro = blocks.TextBlock(label="inledning")
    level_1 = blocks.TextBlock(label="exempel på nivå 1")
    level_2 = blocks.TextBlock(label="exempel på nivå 2")
    level_3 = blocks.TextBlock(label="exempel på nivå 3")
    level_4 = blocks.TextBlock(label="exempel på nivå 4")

    class Meta:
        icon = "order-up"
        label = "Pyramid med fyra nivåer"
        description = "Interventionspyramiden med figur"
        preview_value = {
            "heading": "Fyra nivåer av stöd",
            "intro": "De flesta behöver det som står längst ner.",
            "level_1": "Mat, bostad och trygghet.",
            "level_2": "Mötesplatser och familjestöd.",
            "level_3": "Samtal i grupp.",
            "level_4": "Psykiatrisk vård.",
        }
        label_format = "{heading}"


class SourceBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="titel", max_length=200)
    by = blocks.CharBlock(label="av", max_length=120, required=False)
    year = blocks.CharBlock(label="år", max_length=20, required=False)
    url = blocks.URLBlock(label="länk", required=False)

    class Meta:
        icon = "link"
        label = "Källa"
        description = "En text, en lag eller en rapport"
        label_format = "{title}"


class SourcesBlock(BodyBlock):
    heading = blocks.CharBlock(label="rubrik", max_length=120)
    sources = blocks.ListBlock(SourceBlock(), label="källor")

    class Meta:
        icon = "list-ul"
        label = "Källor"
        description = "Lista med det som texten bygger på"
        preview_value = {
            "heading": "Källor",
            "sources": [
                {"title": "Riktlinjer", "by": "IASC", "year": "2007", "url": ""}
            ],
        }
        label_format = "{heading}"


class StrategyBody(blocks.StreamBlock):
    text = TextSectionBlock()
    steps = ModelStepsBlock()
    prerequisites = PrerequisitesBlock()
    pyramid = PyramidBlock()
    sources = SourcesBlock()


class InformationBody(blocks.StreamBlock):
    text = TextSectionBlock()
