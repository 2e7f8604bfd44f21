"""The ministry's goals and overall target groups, from the table shipped with the product."""

import csv
from importlib.resources import files
from typing import Any

from django.db import migrations


def load(apps: Any, editor: Any) -> None:
    goal_model = apps.get_model("plans", "NationalGoal")
    group_model = apps.get_model("plans", "NationalGroup")
    text = files("virkning.data").joinpath("goals.csv").read_text(encoding="utf-8")
    goals: dict[tuple[str, str], Any] = {}
    for row in csv.DictReader(text.splitlines(), delimiter=";"):
        key = row["number"], row["valid_from"]
        days = {"valid_from": row["valid_from"], "valid_to": row["valid_to"] or None}
        if key not in goals:
            goals[key] = goal_model.objects.create(number=row["number"], title=row["goal"], **days)
        group_model.objects.create(goal=goals[key], letter=row["letter"], title=row["group"], **days)


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0002_steps_need_their_result'),
    ]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
