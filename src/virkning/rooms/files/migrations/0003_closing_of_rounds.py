"""Long work may be the closing of a status round."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0002_bases_and_jobs'),
    ]

    operations = [
        migrations.AlterField(
            model_name='job',
            name='kind',
            field=models.CharField(choices=[('note', 'statusnotat'), ('workbook', 'indlæsning af projektark'), ('round', 'lukning af statusrunde')], max_length=10, verbose_name='slags'),
        ),
    ]
