from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Concat


def take_today_s(apps, schema_editor):
    """What is in force renders the Swedish of today, as far as anybody knows."""
    term = apps.get_model("translation", "GlossaryTerm").objects
    swedish = term.filter(pk=OuterRef("term")).values(
        text=Concat(F("word"), Value("\n"), F("explanation"))
    )
    rows = apps.get_model("translation", "GlossaryRendering").objects
    rows.filter(live=True).update(source_text=Subquery(swedish))


class Migration(migrations.Migration):
    dependencies = [
        ("translation", "0012_orders_of_short_texts"),
    ]

    operations = [
        migrations.AddField(
            model_name="glossaryrendering",
            name="source_text",
            field=models.TextField(
                blank=True,
                editable=False,
                verbose_name="svenskt ord och förklaring som den återger",
            ),
        ),
        migrations.RunPython(take_today_s, migrations.RunPython.noop),
    ]
