"""The rooms in the only order in which one may know another. The import contracts and tests read it here."""

ROOMS: tuple[str, ...] = (
    "access",
    "audit",
    "organisations",
    "files",
    "programmes",
    "activities",
    "registerruns",
    "results",
    "plans",
    "theory",
    "interventions",
    "evaluations",
    "exchange",
    "reports",
    "statusrounds",
)

#: Rooms that hold tables, so that Django knows them as apps.
ROOMS_WITH_MODELS: tuple[str, ...] = tuple(room for room in ROOMS if room not in {"access", "reports"})
