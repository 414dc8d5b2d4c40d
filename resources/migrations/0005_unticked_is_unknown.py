"""A box that nobody ticked said "there are stairs"; nobody had said so.

Versions too, or the next approval would bring the old answer back.
"""

from django.db import migrations


def _replace(apps, old, new):
    apps.get_model("resources", "OfferingPlace").objects.filter(step_free=old).update(
        step_free=new
    )
    revisions = apps.get_model("wagtailcore", "Revision").objects.filter(
        content_type__app_label="resources",
        content_type__model="supportofferingpage",
    )
    for revision in revisions.iterator(chunk_size=200):
        places = revision.content.get("places", [])
        changed = [place for place in places if place.get("step_free", new) is old]
        for place in changed:
            place["step_free"] = new
        if changed:
            revision.save(update_fields=["content"])


def forget(apps, schema_editor):
    _replace(apps, False, None)


def untick(apps, schema_editor):
    _replace(apps, None, False)


class Migration(migrations.Migration):
    dependencies = [
        ("resources", "0004_stairs_may_be_unknown"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(forget, untick)]
