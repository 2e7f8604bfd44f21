"""The database itself refuses to change a count, whatever program asks."""

from typing import Any

from django.db import migrations

SQLITE = """
CREATE TRIGGER count_never_changes BEFORE UPDATE ON registerruns_runcount
BEGIN
    SELECT RAISE(ABORT, 'a count never changes');
END
"""

POSTGRES = """
CREATE FUNCTION count_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a count never changes' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER count_never_changes BEFORE UPDATE ON registerruns_runcount
    FOR EACH ROW EXECUTE FUNCTION count_never_changes();
"""


def forbid(apps: Any, editor: Any) -> None:
    """A later migration that makes the table anew on SQLite must call this again; a test looks."""
    editor.execute(SQLITE if editor.connection.vendor == "sqlite" else POSTGRES, params=None)


def allow(apps: Any, editor: Any) -> None:
    """Undo."""
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TRIGGER IF EXISTS count_never_changes")
    else:
        editor.execute("DROP TRIGGER IF EXISTS count_never_changes ON registerruns_runcount")
        editor.execute("DROP FUNCTION IF EXISTS count_never_changes()")


class Migration(migrations.Migration):

    dependencies = [
        ('registerruns', '0001_initial'),
    ]

    operations = [migrations.RunPython(forbid, allow)]
