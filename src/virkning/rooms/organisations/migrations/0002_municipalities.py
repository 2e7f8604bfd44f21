"""The municipalities of Denmark with their regions, from the table shipped with the product."""

import csv
from datetime import date
from importlib.resources import files

from django.db import migrations

REGIONS_SINCE = date(2007, 1, 1)
LAST_DAY_BEFORE_THE_REGIONS_OF_2027 = date(2026, 12, 31)
REGIONS_OF_2027 = date(2027, 1, 1)


def load(apps, schema_editor):
    municipality_model = apps.get_model("organisations", "Municipality")
    region_model = apps.get_model("organisations", "MunicipalityRegion")
    text = files("virkning.data").joinpath("kommuner.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        municipality = municipality_model.objects.create(
            code=row["kommunekode"], name=row["navn"], official_name=row["officielt_navn"], cvr=row["cvr"]
        )
        if not row["region_2007_2026"]:
            continue
        changes = row["region_fra_2027"] != row["region_2007_2026"]
        region_model.objects.create(
            municipality=municipality,
            region=row["region_2007_2026"],
            valid_from=REGIONS_SINCE,
            valid_to=LAST_DAY_BEFORE_THE_REGIONS_OF_2027 if changes else None,
        )
        if changes:
            region_model.objects.create(
                municipality=municipality, region=row["region_fra_2027"], valid_from=REGIONS_OF_2027
            )


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
