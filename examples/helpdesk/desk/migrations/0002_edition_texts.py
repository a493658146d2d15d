"""Keeps the text of each policy that was adopted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the texts of an edition; earlier ones have none."""

    dependencies = (("desk", "0001_initial"),)
    operations = (
        migrations.AddField(
            model_name="edition",
            name="texts",
            field=models.JSONField(default=list),
        ),
    )
