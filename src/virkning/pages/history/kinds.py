"""The kinds of thing a history tells of, as people choose among them and as an entry is headed."""

from typing import Any

from django.utils.translation import gettext_lazy

#: Word in the address → what it is called, and the log's kinds it stands for.
CHOICES: dict[str, tuple[Any, tuple[str, ...]]] = {
    "projekt": (gettext_lazy("Projektet og dets perioder"), ("project", "projectperiod")),
    "personer": (gettext_lazy("Parter og roller"), ("party", "assignment")),
    "omraader": (gettext_lazy("Indsatsområder"), ("focusarea",)),
    "aktiviteter": (gettext_lazy("Aktiviteter"), ("activity",)),
    "milepaele": (gettext_lazy("Milepæle"), ("milestone", "milestonetarget")),
    "status": (gettext_lazy("Status og registreringer"), ("statusreport", "registration")),
    "resultater": (
        gettext_lazy("Resultater og måltal"),
        ("result", "resultactivity", "series", "targetversion"),
    ),
    "maalinger": (gettext_lazy("Målinger"), ("measurement",)),
    "vurderinger": (gettext_lazy("Vurderinger"), ("assessment",)),
    "anbefalinger": (gettext_lazy("Anbefalinger"), ("recommendation", "followup")),
    "projektark": (gettext_lazy("Indlæste projektark"), ("workbookimport", "workbookupload")),
}

#: The log's kind → its word.
KIND_WORDS: dict[str, Any] = {
    "project": gettext_lazy("Projekt"),
    "projectperiod": gettext_lazy("Periode"),
    "party": gettext_lazy("Part"),
    "assignment": gettext_lazy("Rolle"),
    "focusarea": gettext_lazy("Indsatsområde"),
    "activity": gettext_lazy("Aktivitet"),
    "milestone": gettext_lazy("Milepæl"),
    "milestonetarget": gettext_lazy("Milepælens mål"),
    "statusreport": gettext_lazy("Status"),
    "registration": gettext_lazy("Registrering"),
    "result": gettext_lazy("Resultat"),
    "resultactivity": gettext_lazy("Resultat"),
    "series": gettext_lazy("Serie"),
    "targetversion": gettext_lazy("Måltal"),
    "measurement": gettext_lazy("Måling"),
    "assessment": gettext_lazy("Vurdering"),
    "recommendation": gettext_lazy("Anbefaling"),
    "followup": gettext_lazy("Opfølgning"),
    "workbookimport": gettext_lazy("Projektark"),
    "workbookupload": gettext_lazy("Projektark"),
}
