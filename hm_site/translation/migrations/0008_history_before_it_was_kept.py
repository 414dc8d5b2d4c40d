from django.db import migrations

from hm_site import languages

BATCH = 500


def remember(apps, schema_editor):
    """What is known of the time before: first publications, marked changes of meaning,
    and of each translation its last publication, without what it answered to."""
    page = apps.get_model("wagtailcore", "Page")
    approval = apps.get_model("organisations", "Approval")
    change = apps.get_model("translation", "SourceChange")
    published = apps.get_model("translation", "PublishedTranslation")
    publication = apps.get_model("translation", "TranslationPublication")
    first = page.objects.filter(
        locale__language_code=languages.SOURCE, first_published_at__isnull=False
    )
    times = list(first.values_list("translation_key", "first_published_at"))
    # Only approvals of Swedish pages that were live before have marked texts.
    times += [
        (row.page_key, row.approved_at)
        for row in approval.objects.filter(page_key__isnull=False)
        if any(text["kind"] == "meaning" for text in row.texts)
    ]
    change.objects.bulk_create(
        (
            change(page_key=key, approved_at=moment, published_at=moment)
            for key, moment in times
        ),
        batch_size=BATCH,
    )
    publication.objects.bulk_create(
        (
            publication(
                page_key=row.page_key,
                language=row.language,
                published_at=row.published_at,
                source_seen_at=row.published_at,
            )
            for row in published.objects.all()
        ),
        batch_size=BATCH,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("translation", "0007_publication_history"),
        ("organisations", "0007_notice_page_and_reminder"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(remember, migrations.RunPython.noop)]
