"""The database itself refuses a step without a result that counts, whatever program asks.

A step counts where it is neither removed nor retired; so does a result. Nothing is asked of those that do not count.
"""

from typing import Any

from django.db import migrations

_COUNTS = "{row}.removed_at IS NULL AND {row}.retired_on IS NULL"
STEP = _COUNTS.format(row="NEW") + (
    " AND NOT EXISTS (SELECT 1 FROM plans_plannedresult r WHERE r.id = NEW.result_id AND "
    + _COUNTS.format(row="r")
    + ")"
)
RESULT = (
    f"NOT ({_COUNTS.format(row='NEW')})"
    " AND EXISTS (SELECT 1 FROM plans_plannedstep s WHERE s.result_id = NEW.id AND "
    + _COUNTS.format(row="s")
    + ")"
)
SAID = "a step needs its result"

#: Trigger → when, and what must not be.
TRIGGERS = {
    "step_made_needs_its_result": ("INSERT ON plans_plannedstep", STEP),
    "step_changed_needs_its_result": ("UPDATE ON plans_plannedstep", STEP),
    "result_of_steps_stays": ("UPDATE ON plans_plannedresult", RESULT),
}


def forbid(apps: Any, editor: Any) -> None:
    """A later migration that makes either table anew on SQLite must call this again; a test looks."""
    for name, (when, wrong) in TRIGGERS.items():
        if editor.connection.vendor == "sqlite":
            done = f"WHEN {wrong} BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
        else:
            editor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {wrong} THEN"
                f" RAISE EXCEPTION '{SAID}' USING ERRCODE = 'restrict_violation';"
                " END IF; RETURN NULL; END $$",
                params=None,
            )
            done = f"FOR EACH ROW EXECUTE FUNCTION {name}()"
        editor.execute(f"CREATE TRIGGER {name} AFTER {when} {done}", params=None)


def allow(apps: Any, editor: Any) -> None:
    """Undo."""
    for name, (when, _wrong) in TRIGGERS.items():
        if editor.connection.vendor == "sqlite":
            editor.execute(f"DROP TRIGGER IF EXISTS {name}")
        else:
            editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {when.split(' ON ')[1]}")
            editor.execute(f"DROP FUNCTION IF EXISTS {name}()")


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0001_initial'),
    ]

    operations = [migrations.RunPython(forbid, allow)]
