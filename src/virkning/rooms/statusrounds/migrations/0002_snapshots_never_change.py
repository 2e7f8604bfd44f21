"""The database itself refuses to change a snapshot, whatever program asks."""

from typing import Any

from django.db import migrations

SQLITE = """
CREATE TRIGGER snapshot_never_changes BEFORE UPDATE ON statusrounds_snapshot
BEGIN
    SELECT RAISE(ABORT, 'a snapshot never changes');
END
"""

POSTGRES = """
CREATE FUNCTION snapshot_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a snapshot never changes' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER snapshot_never_changes BEFORE UPDATE ON statusrounds_snapshot
    FOR EACH ROW EXECUTE FUNCTION snapshot_never_changes();
"""


def forbid(apps: Any, editor: Any) -> None:
    """A later migration that makes the table anew on SQLite must call this again; a test looks."""
    editor.execute(SQLITE if editor.connection.vendor == "sqlite" else POSTGRES, params=None)


def allow(apps: Any, editor: Any) -> None:
    """Undo."""
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TRIGGER IF EXISTS snapshot_never_changes")
    else:
        editor.execute("DROP TRIGGER IF EXISTS snapshot_never_changes ON statusrounds_snapshot")
        editor.execute("DROP FUNCTION IF EXISTS snapshot_never_changes()")


class Migration(migrations.Migration):

    dependencies = [
        ('statusrounds', '0001_initial'),
    ]

    operations = [migrations.RunPython(forbid, allow)]
