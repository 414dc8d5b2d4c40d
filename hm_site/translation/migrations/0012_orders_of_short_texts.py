import django.db.models.deletion
from django.db import migrations, models


def forget(apps, schema_editor):
    """The former table has room for orders of pages alone."""
    apps.get_model("translation", "TranslationOrder").objects.filter(page=None).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("translation", "0011_machine_job_waits_for_budget"),
    ]

    operations = [
        migrations.AddField(
            model_name="translationbatch",
            name="texts",
            field=models.JSONField(default=list, verbose_name="korta texter"),
        ),
        migrations.AlterField(
            model_name="translationbatch",
            name="pages",
            field=models.JSONField(default=list, verbose_name="sidor"),
        ),
        migrations.AlterField(
            model_name="translationbatch",
            name="done",
            field=models.PositiveIntegerField(default=0, verbose_name="klara"),
        ),
        migrations.AddField(
            model_name="translationorder",
            name="text_kind",
            field=models.CharField(
                blank=True, max_length=20, verbose_name="sort av kort text"
            ),
        ),
        migrations.AddField(
            model_name="translationorder",
            name="text_pk",
            field=models.PositiveBigIntegerField(
                blank=True, null=True, verbose_name="kort text"
            ),
        ),
        migrations.AlterField(
            model_name="translationorder",
            name="page",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="translation_orders",
                to="wagtailcore.page",
                verbose_name="svensk sida",
            ),
        ),
        migrations.AddConstraint(
            model_name="translationorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("page__isnull", False), ("text_kind", ""), ("text_pk", None)
                    ),
                    models.Q(
                        ("page", None),
                        ("text_pk__isnull", False),
                        models.Q(("text_kind", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="order_of_page_or_short_text",
            ),
        ),
        migrations.AddConstraint(
            model_name="translationorder",
            constraint=models.UniqueConstraint(
                fields=("text_kind", "text_pk", "language"),
                name="unique_short_text_order",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, forget),
    ]
