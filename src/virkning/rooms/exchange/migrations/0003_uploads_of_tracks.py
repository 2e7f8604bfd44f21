"""An uploaded workbook may hold an agency's change tracks."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0002_uploads_and_undo")]

    operations = [
        migrations.AddField(
            model_name="workbookupload",
            name="holds",
            field=models.CharField(
                choices=[("project", "et projekt"), ("tracks", "forandringsspor")],
                default="project",
                max_length=10,
                verbose_name="handler om",
            ),
        ),
        migrations.AddConstraint(
            model_name="workbookupload",
            constraint=models.CheckConstraint(
                condition=models.Q(("holds", "project"), ("organisation__isnull", False), _connector="OR"),
                name="tracks_are_uploaded_into_an_organisation",
            ),
        ),
    ]
