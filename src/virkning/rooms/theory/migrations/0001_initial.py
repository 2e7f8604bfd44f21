import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('activities', '0004_reopening'),
        ('plans', '0001_initial'),
        ('programmes', '0002_calendar_and_phases'),
        ('results', '0003_redefinitions'),
    ]

    operations = [
        migrations.CreateModel(
            name='MatrixGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='fjernet')),
                ('removed_by', models.CharField(blank=True, max_length=200, verbose_name='fjernet af')),
                ('removed_reason', models.TextField(blank=True, verbose_name='begrundelse for fjernelse')),
                ('quadrant', models.CharField(choices=[('can_will', 'Kan og vil'), ('can_will_not', 'Kan, men vil ikke'), ('cannot_will', 'Kan ikke, men vil'), ('cannot_will_not', 'Kan ikke og vil ikke')], max_length=16, verbose_name='felt')),
                ('title', models.CharField(max_length=200, verbose_name='gruppe')),
                ('description', models.TextField(blank=True, verbose_name='beskrivelse')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='rækkefølge')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='matrix_groups', to='programmes.project', verbose_name='projekt')),
                ('target_group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='plans.targetgroup', verbose_name='målgruppe i planen')),
            ],
            options={
                'ordering': ['project', 'position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Arrow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('basis', models.CharField(choices=[('evidence', 'Dokumentation'), ('assumption', 'Antagelse')], default='assumption', max_length=10, verbose_name='bygger på')),
                ('reason', models.TextField(blank=True, verbose_name='begrundelse')),
                ('other_explanations', models.TextField(blank=True, verbose_name='andre forklaringer')),
                ('from_activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='arrows', to='activities.activity', verbose_name='fra aktivitet')),
                ('from_result', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='arrows_out', to='results.result', verbose_name='fra resultat')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='arrows', to='programmes.project', verbose_name='projekt')),
                ('to_result', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='arrows_in', to='results.result', verbose_name='til resultat')),
            ],
            options={
                'ordering': ['project', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('from_activity__isnull', False), ('from_result__isnull', True)), models.Q(('from_activity__isnull', True), ('from_result__isnull', False)), _connector='OR'), name='an_arrow_has_one_beginning'), models.CheckConstraint(condition=models.Q(('from_result__isnull', True), models.Q(('from_result', models.F('to_result')), _negated=True), _connector='OR'), name='an_arrow_leads_elsewhere'), models.UniqueConstraint(condition=models.Q(('from_activity__isnull', False)), fields=('from_activity', 'to_result'), name='one_arrow_from_an_activity'), models.UniqueConstraint(condition=models.Q(('from_result__isnull', False)), fields=('from_result', 'to_result'), name='one_arrow_from_a_result')],
            },
        ),
        migrations.CreateModel(
            name='MatrixCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('counted_on', models.DateField(verbose_name='optalt')),
                ('count', models.PositiveIntegerField(verbose_name='antal')),
                ('counted_by', models.CharField(blank=True, max_length=200, verbose_name='optalt af')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='counts', to='theory.matrixgroup', verbose_name='gruppe')),
            ],
            options={
                'ordering': ['group', 'counted_on', 'id'],
                'constraints': [models.UniqueConstraint(fields=('group', 'counted_on'), name='group_counted_once_a_day')],
            },
        ),
    ]
