from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("translation", "0010_batch_stopped_by")]

    operations = [
        migrations.AddField(
            model_name="machinejob",
            name="waits_for",
            field=models.PositiveIntegerField(
                null=True, verbose_name="väntar på tecken"
            ),
        ),
    ]
