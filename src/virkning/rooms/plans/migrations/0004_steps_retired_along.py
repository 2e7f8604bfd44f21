"""Which steps went out of use with their result, and so come back with it.

Until now that was told by the day: a step that had gone by itself the same day is among them.
"""

from importlib import import_module
from typing import Any

from django.db import migrations, models
from django.db.models import F

_needed = import_module("virkning.rooms.plans.migrations.0002_steps_need_their_result")


def fill(apps: Any, editor: Any) -> None:
    steps = apps.get_model("plans", "PlannedStep").objects
    along = steps.filter(retired_on__isnull=False, result__retired_on=F("retired_on"))
    steps.filter(pk__in=along.values("pk")).update(retired_along=True)


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0003_national_goals'),
    ]

    operations = [
        # SQLite makes the table anew, and its triggers go with it.
        migrations.RunPython(_needed.allow, _needed.forbid),
        migrations.AddField(
            model_name='plannedstep',
            name='retired_along',
            field=models.BooleanField(default=False, verbose_name='udgået sammen med resultatet'),
        ),
        migrations.RunPython(_needed.forbid, _needed.allow),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
