import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('files', '0003_closing_of_rounds'),
        ('organisations', '0005_planners'),
        ('programmes', '0002_calendar_and_phases'),
        ('results', '0003_redefinitions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Challenge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='fjernet')),
                ('removed_by', models.CharField(blank=True, max_length=200, verbose_name='fjernet af')),
                ('removed_reason', models.TextField(blank=True, verbose_name='begrundelse for fjernelse')),
                ('theme', models.CharField(choices=[('organisation', 'Organisation'), ('staff', 'Medarbejdere'), ('tools', 'Redskaber'), ('partners', 'Samarbejdspartnere'), ('management', 'Ledelse')], max_length=12, verbose_name='tema')),
                ('text', models.TextField(verbose_name='udfordring')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='rækkefølge')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='challenges', to='programmes.project', verbose_name='projekt')),
            ],
            options={
                'ordering': ['project', 'position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='EmploymentPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='fjernet')),
                ('removed_by', models.CharField(blank=True, max_length=200, verbose_name='fjernet af')),
                ('removed_reason', models.TextField(blank=True, verbose_name='begrundelse for fjernelse')),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2100)], verbose_name='år')),
                ('stage', models.CharField(choices=[('draft', 'Kladde'), ('adopted', 'Vedtaget'), ('followed_up', 'Fulgt op')], default='draft', max_length=12, verbose_name='trin')),
                ('adopted_on', models.DateField(blank=True, null=True, verbose_name='vedtaget')),
                ('adopted_by', models.CharField(blank=True, max_length=200, verbose_name='vedtaget af')),
                ('reopened_reason', models.TextField(blank=True, verbose_name='hvorfor åbnet igen')),
                ('followed_up_at', models.DateTimeField(blank=True, null=True, verbose_name='fulgt op')),
                ('followed_up_by', models.CharField(blank=True, max_length=200, verbose_name='fulgt op af')),
                ('carried_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='carried_to', to='plans.employmentplan', verbose_name='begyndt fra')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='employment_plans', to='organisations.organisation', verbose_name='kommune')),
            ],
            options={
                'ordering': ['organisation', '-year', 'id'],
            },
        ),
        migrations.CreateModel(
            name='MethodDescription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='fjernet')),
                ('removed_by', models.CharField(blank=True, max_length=200, verbose_name='fjernet af')),
                ('removed_reason', models.TextField(blank=True, verbose_name='begrundelse for fjernelse')),
                ('number', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('title', models.CharField(max_length=200, verbose_name='metodens navn')),
                ('note', models.TextField(blank=True, verbose_name='hvad der er ændret')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='besluttet')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='method_descriptions', to='programmes.project', verbose_name='projekt')),
            ],
            options={
                'ordering': ['project', '-number', 'id'],
            },
        ),
        migrations.CreateModel(
            name='CoreElement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='fjernet')),
                ('removed_by', models.CharField(blank=True, max_length=200, verbose_name='fjernet af')),
                ('removed_reason', models.TextField(blank=True, verbose_name='begrundelse for fjernelse')),
                ('text', models.CharField(max_length=300, verbose_name='kerneelement')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='rækkefølge')),
                ('description', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='core_elements', to='plans.methoddescription', verbose_name='metodebeskrivelse')),
            ],
            options={
                'ordering': ['description', 'position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='MethodPhase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('title', models.CharField(max_length=120, verbose_name='fase')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='fra')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='til')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='rækkefølge')),
                ('description', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='phases', to='plans.methoddescription', verbose_name='metodebeskrivelse')),
            ],
            options={
                'ordering': ['description', 'position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='MethodCell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('part', models.CharField(choices=[('core', 'Kernen i indsatsen'), ('workflow', 'Arbejdsgang'), ('roles', 'Roller og ansvar'), ('tools', 'Redskaber')], max_length=8, verbose_name='del')),
                ('text', models.TextField(blank=True, verbose_name='beskrivelse')),
                ('phase', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cells', to='plans.methodphase', verbose_name='fase')),
            ],
            options={
                'ordering': ['phase', 'id'],
            },
        ),
        migrations.CreateModel(
            name='MethodTool',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='fjernet')),
                ('removed_by', models.CharField(blank=True, max_length=200, verbose_name='fjernet af')),
                ('removed_reason', models.TextField(blank=True, verbose_name='begrundelse for fjernelse')),
                ('title', models.CharField(max_length=200, verbose_name='redskab')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='rækkefølge')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='fil')),
                ('phase', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tools', to='plans.methodphase', verbose_name='fase')),
            ],
            options={
                'ordering': ['phase', 'position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='NationalGoal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=10, verbose_name='nr.')),
                ('title', models.TextField(verbose_name='mål')),
                ('valid_from', models.DateField(verbose_name='gælder fra')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='gælder til')),
            ],
            options={
                'ordering': ['number', 'valid_from'],
                'constraints': [models.UniqueConstraint(fields=('number', 'valid_from'), name='national_goal_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='NationalGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('letter', models.CharField(max_length=3, verbose_name='bogstav')),
                ('title', models.TextField(verbose_name='overordnet målgruppe')),
                ('valid_from', models.DateField(verbose_name='gælder fra')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='gælder til')),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='plans.nationalgoal', verbose_name='mål')),
            ],
            options={
                'ordering': ['letter', 'valid_from'],
            },
        ),
        migrations.CreateModel(
            name='PlanGoal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='fjernet')),
                ('removed_by', models.CharField(blank=True, max_length=200, verbose_name='fjernet af')),
                ('removed_reason', models.TextField(blank=True, verbose_name='begrundelse for fjernelse')),
                ('number', models.CharField(max_length=10, verbose_name='nr.')),
                ('title', models.TextField(verbose_name='mål')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='rækkefølge')),
                ('national', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.nationalgoal', verbose_name='ministerens mål')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to='plans.employmentplan', verbose_name='plan')),
            ],
            options={
                'ordering': ['plan', 'position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='OverallGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='fjernet')),
                ('removed_by', models.CharField(blank=True, max_length=200, verbose_name='fjernet af')),
                ('removed_reason', models.TextField(blank=True, verbose_name='begrundelse for fjernelse')),
                ('letter', models.CharField(max_length=3, verbose_name='bogstav')),
                ('title', models.TextField(verbose_name='overordnet målgruppe')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='rækkefølge')),
                ('national', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.nationalgroup', verbose_name='ministeriets målgruppe')),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='plans.plangoal', verbose_name='mål')),
            ],
            options={
                'ordering': ['goal', 'position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='PlannedAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='fjernet')),
                ('removed_by', models.CharField(blank=True, max_length=200, verbose_name='fjernet af')),
                ('removed_reason', models.TextField(blank=True, verbose_name='begrundelse for fjernelse')),
                ('text', models.TextField(verbose_name='handling')),
                ('responsible', models.CharField(blank=True, max_length=200, verbose_name='ansvarlig')),
                ('deadline', models.DateField(blank=True, null=True, verbose_name='frist')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='rækkefølge')),
                ('challenge', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actions', to='plans.challenge', verbose_name='udfordring')),
                ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ansvarlig her')),
            ],
            options={
                'ordering': ['challenge', 'position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ActionStatus',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('degree', models.CharField(blank=True, choices=[('none', 'Ikke gennemført'), ('partly', 'Delvist gennemført'), ('wholly', 'Helt gennemført')], max_length=6, verbose_name='gennemført')),
                ('light', models.CharField(blank=True, choices=[('green', 'Grøn'), ('yellow', 'Gul'), ('red', 'Rød')], max_length=8, verbose_name='farve')),
                ('comment', models.TextField(blank=True, verbose_name='kommentar')),
                ('reported_by', models.CharField(blank=True, max_length=200, verbose_name='skrevet af')),
                ('reported_at', models.DateTimeField(blank=True, null=True, verbose_name='skrevet')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.projectperiod', verbose_name='periode')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='statuses', to='plans.plannedaction', verbose_name='handling')),
            ],
            options={
                'ordering': ['action', 'period__start', 'id'],
            },
        ),
        migrations.CreateModel(
            name='PlannedResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='fjernet')),
                ('removed_by', models.CharField(blank=True, max_length=200, verbose_name='fjernet af')),
                ('removed_reason', models.TextField(blank=True, verbose_name='begrundelse for fjernelse')),
                ('number', models.PositiveSmallIntegerField(verbose_name='nr.')),
                ('text', models.CharField(max_length=500, verbose_name='resultat')),
                ('term', models.CharField(choices=[('short', 'kort sigt'), ('long', 'lang sigt')], max_length=5, verbose_name='sigt')),
                ('retired_on', models.DateField(blank=True, null=True, verbose_name='udgået')),
                ('retired_reason', models.TextField(blank=True, verbose_name='hvorfor udgået')),
                ('reached', models.CharField(blank=True, choices=[('not', 'Ikke opnået'), ('partly', 'Delvist opnået'), ('wholly', 'Opnået')], max_length=6, verbose_name='opnået')),
                ('reached_comment', models.TextField(blank=True, verbose_name='kommentar til opfølgningen')),
                ('carried_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='plans.plannedresult', verbose_name='går videre fra')),
            ],
            options={
                'ordering': ['group', 'number', 'id'],
            },
        ),
        migrations.CreateModel(
            name='PlannedStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='fjernet')),
                ('removed_by', models.CharField(blank=True, max_length=200, verbose_name='fjernet af')),
                ('removed_reason', models.TextField(blank=True, verbose_name='begrundelse for fjernelse')),
                ('text', models.CharField(max_length=500, verbose_name='trin')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='rækkefølge')),
                ('retired_on', models.DateField(blank=True, null=True, verbose_name='udgået')),
                ('result', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='plans.plannedresult', verbose_name='resultat')),
            ],
            options={
                'ordering': ['result', 'position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ResultFollowed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('planned', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follows', to='plans.plannedresult', verbose_name='planlagt resultat')),
                ('result', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followed_by', to='results.result', verbose_name='projektets resultat')),
            ],
            options={
                'ordering': ['planned', 'id'],
            },
        ),
        migrations.AddField(
            model_name='plannedresult',
            name='followed',
            field=models.ManyToManyField(related_name='planned', through='plans.ResultFollowed', to='results.result', verbose_name='måles i projekter'),
        ),
        migrations.CreateModel(
            name='StepAlsoFor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('result', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='also_steps', to='plans.plannedresult', verbose_name='resultat')),
                ('step', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='also_for', to='plans.plannedstep', verbose_name='trin')),
            ],
            options={
                'ordering': ['step', 'result__number', 'id'],
            },
        ),
        migrations.CreateModel(
            name='TargetGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='fjernet')),
                ('removed_by', models.CharField(blank=True, max_length=200, verbose_name='fjernet af')),
                ('removed_reason', models.TextField(blank=True, verbose_name='begrundelse for fjernelse')),
                ('number', models.CharField(max_length=10, verbose_name='nr.')),
                ('title', models.TextField(verbose_name='målgruppe')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='rækkefølge')),
                ('overall', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='target_groups', to='plans.overallgroup', verbose_name='overordnet målgruppe')),
            ],
            options={
                'ordering': ['overall', 'position', 'id'],
            },
        ),
        migrations.AddField(
            model_name='plannedresult',
            name='group',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='results', to='plans.targetgroup', verbose_name='målgruppe'),
        ),
        migrations.CreateModel(
            name='ChangeTrack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='fjernet')),
                ('removed_by', models.CharField(blank=True, max_length=200, verbose_name='fjernet af')),
                ('removed_reason', models.TextField(blank=True, verbose_name='begrundelse for fjernelse')),
                ('number', models.CharField(max_length=20, verbose_name='nr.')),
                ('title', models.CharField(max_length=200, verbose_name='titel')),
                ('description', models.TextField(blank=True, verbose_name='beskrivelse')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='gælder fra')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='gælder til')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='rækkefølge')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='change_tracks', to='organisations.organisation', verbose_name='styrelse')),
            ],
            options={
                'ordering': ['organisation', 'position', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True), ('valid_from__isnull', False)), fields=('organisation', 'number', 'valid_from'), name='change_track_once_a_day'), models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True), ('valid_from__isnull', True)), fields=('organisation', 'number'), name='one_change_track_from_the_first'), models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='change_track_ends_after_it_starts')],
            },
        ),
        migrations.AddConstraint(
            model_name='employmentplan',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('organisation', 'year'), name='one_employment_plan_a_year'),
        ),
        migrations.AddConstraint(
            model_name='employmentplan',
            constraint=models.CheckConstraint(condition=models.Q(('year__gte', 2000), ('year__lte', 2100)), name='employment_plan_of_a_year'),
        ),
        migrations.AddConstraint(
            model_name='employmentplan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('adopted_on__isnull', True), ('stage', 'draft')), models.Q(models.Q(('stage', 'draft'), _negated=True), ('adopted_on__isnull', False)), _connector='OR'), name='an_adopted_plan_has_its_day'),
        ),
        migrations.AddConstraint(
            model_name='methoddescription',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('project', 'number'), name='method_version_once_a_project'),
        ),
        migrations.AddConstraint(
            model_name='methodphase',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on__isnull', True), ('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='method_phase_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='methodcell',
            constraint=models.UniqueConstraint(fields=('phase', 'part'), name='method_cell_once_a_phase'),
        ),
        migrations.AddConstraint(
            model_name='nationalgroup',
            constraint=models.UniqueConstraint(fields=('goal', 'letter', 'valid_from'), name='national_group_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='plangoal',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('plan', 'number'), name='goal_number_once_a_plan'),
        ),
        migrations.AddConstraint(
            model_name='overallgroup',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('goal', 'letter'), name='overall_group_once_a_goal'),
        ),
        migrations.AddConstraint(
            model_name='actionstatus',
            constraint=models.UniqueConstraint(fields=('action', 'period'), name='action_status_once_a_period'),
        ),
        migrations.AddConstraint(
            model_name='actionstatus',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('degree', ''), _negated=True), models.Q(('light', ''), _negated=True), models.Q(('comment', ''), _negated=True), _connector='OR'), name='an_action_status_says_something'),
        ),
        migrations.AddConstraint(
            model_name='resultfollowed',
            constraint=models.UniqueConstraint(fields=('planned', 'result'), name='result_followed_once'),
        ),
        migrations.AddConstraint(
            model_name='stepalsofor',
            constraint=models.UniqueConstraint(fields=('step', 'result'), name='step_also_for_a_result_once'),
        ),
        migrations.AddConstraint(
            model_name='targetgroup',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('overall', 'number'), name='target_group_once_an_overall_group'),
        ),
        migrations.AddConstraint(
            model_name='plannedresult',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('group', 'number'), name='planned_result_number_once_a_group'),
        ),
        migrations.AddConstraint(
            model_name='plannedresult',
            constraint=models.CheckConstraint(condition=models.Q(('retired_on__isnull', True), models.Q(('retired_reason', ''), _negated=True), _connector='OR'), name='a_planned_result_retires_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='plannedresult',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='planned_result_numbered_from_one'),
        ),
    ]
