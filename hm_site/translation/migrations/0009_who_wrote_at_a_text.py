import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import hm_site.base.models.vocabulary


def from_the_last_writers(apps, schema_editor):
    """Until now only the last one of each text was known."""
    texts = apps.get_model("wagtail_localize", "StringTranslation").objects
    writer = apps.get_model("translation", "TextWriter")
    rows = texts.exclude(last_translated_by=None).values_list(
        "locale__language_code", "context_id", "translation_of_id", "last_translated_by"
    )
    writer.objects.bulk_create(
        writer(language=language, context_id=context, string_id=string, user_id=user)
        for language, context, string, user in rows
    )


class Migration(migrations.Migration):
    dependencies = [
        ("translation", "0008_history_before_it_was_kept"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TextWriter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=hm_site.base.models.vocabulary.language_choices,
                        max_length=20,
                        verbose_name="språk",
                    ),
                ),
                (
                    "context",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtail_localize.translationcontext",
                    ),
                ),
                (
                    "string",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtail_localize.string",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "skribent",
                "verbose_name_plural": "skribenter",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("language", "context", "string", "user"),
                        name="unique_text_writer",
                    )
                ],
            },
        ),
        migrations.RunPython(from_the_last_writers, migrations.RunPython.noop),
    ]
