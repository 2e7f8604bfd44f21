"""What earlier versions left behind: steps in use that still said they had gone, and drafts no form asks for."""

from typing import Any

from django.db import migrations

#: The follow-up was one form a goal; now it is one a target group, whose drafts are called otherwise.
_DRAFTS = "plan-opfoelgning:"


def tidy(apps: Any, editor: Any) -> None:
    # A retirement from before 0004 that was taken back after it.
    steps = apps.get_model("plans", "PlannedStep").objects
    steps.filter(retired_on__isnull=True, retired_along=True).update(retired_along=False)
    apps.get_model("audit", "Draft").objects.filter(name__startswith=_DRAFTS).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0003_drafts_answers_look_ups'),
        ('plans', '0004_steps_retired_along'),
    ]

    operations = [migrations.RunPython(tidy, migrations.RunPython.noop)]
