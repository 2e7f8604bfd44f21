from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0004_reminders'),
    ]

    operations = [
        migrations.AlterField(
            model_name='invitation',
            name='role',
            field=models.CharField(choices=[('administrator', 'Administrator'), ('planner', 'Planlægger'), ('employee', 'Medarbejder')], max_length=20, verbose_name='rolle'),
        ),
        migrations.AlterField(
            model_name='membership',
            name='role',
            field=models.CharField(choices=[('administrator', 'Administrator'), ('planner', 'Planlægger'), ('employee', 'Medarbejder')], max_length=20, verbose_name='rolle'),
        ),
    ]
