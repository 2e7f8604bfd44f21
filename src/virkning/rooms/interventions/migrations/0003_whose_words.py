from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("interventions", "0002_numbers_and_unread"),
    ]

    operations = [
        migrations.AddField(
            model_name="fieldcomment",
            name="writer_id",
            field=models.BigIntegerField(blank=True, null=True, verbose_name="person"),
        ),
    ]
