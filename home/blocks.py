"""Blocks of the strategy and information pages."""

from wagtail import blocks

TEXT = ["h3", "bold", "ol", "ul", "link"]


class TextSectionBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label="rubrik", max_length=120)
    text = blocks.RichTextBlock(label="text", features=TEXT)

    class Meta:
        icon = "pilcrow"
        label = "Avsnitt"
        description = "En rubrik och löpande text"
        label_format = "{heading}"


class ModelStepsBlock(blocks.StructBlock):
    """The three steps of the common way of working; names come from vocabulary."""

    heading = blocks.CharBlock(label="rubrik", max_length=120)
    identify = blocks.TextBlock(label="Identifiera")
    renew = blocks.TextBlock(label="Förnya och förstärka")
    learn = blocks.TextBlock(label="Gemensamt lärande")

    class Meta:
        icon = "list-ol"
        label = "Modell i tre steg"
        description = "De tre stegen med figur"
        label_format = "{heading}"


class PrerequisitesBlock(blocks.StructBlock):
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
        label_format = "{heading}"


class PyramidBlock(blocks.StructBlock):
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
        label_format = "{heading}"


class SourceBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="titel", max_length=200)
    by = blocks.CharBlock(label="av", max_length=120, required=False)
    year = blocks.CharBlock(label="år", max_length=20, required=False)
    url = blocks.URLBlock(label="länk", required=False)

    class Meta:
        icon = "link"
        label = "Källa"
        label_format = "{title}"


class SourcesBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label="rubrik", max_length=120)
    sources = blocks.ListBlock(SourceBlock(), label="källor")

    class Meta:
        icon = "list-ul"
        label = "Källor"
        description = "Lista med det som texten bygger på"
        label_format = "{heading}"


class StrategyBody(blocks.StreamBlock):
    text = TextSectionBlock()
    steps = ModelStepsBlock()
    prerequisites = PrerequisitesBlock()
    pyramid = PyramidBlock()
    sources = SourcesBlock()


class InformationBody(blocks.StreamBlock):
    text = TextSectionBlock()
