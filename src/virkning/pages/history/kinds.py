"""The kinds of thing a history tells of, as people choose among them and as an entry is headed."""

from typing import Any

from django.utils.translation import gettext_lazy

#: Word in the address → what it is called, and the log's kinds it stands for.
CHOICES: dict[str, tuple[Any, tuple[str, ...]]] = {
    "projekt": (gettext_lazy("Projektet, dets perioder og faser"), ("project", "projectperiod", "phase")),
    "personer": (gettext_lazy("Parter og roller"), ("party", "assignment")),
    "omraader": (gettext_lazy("Indsatsområder"), ("focusarea",)),
    "aktiviteter": (gettext_lazy("Aktiviteter"), ("activity",)),
    "milepaele": (gettext_lazy("Milepæle"), ("milestone", "milestonetarget")),
    "status": (gettext_lazy("Status og registreringer"), ("statusreport", "activitycomment", "registration")),
    "resultater": (
        gettext_lazy("Resultater og måltal"),
        ("result", "resultactivity", "series", "targetversion", "redefinition"),
    ),
    "maalinger": (gettext_lazy("Målinger"), ("measurement", "measurelink")),
    "vurderinger": (gettext_lazy("Vurderinger"), ("assessment",)),
    "anbefalinger": (gettext_lazy("Anbefalinger"), ("recommendation", "followup")),
    "forslag": (gettext_lazy("Forslag"), ("proposal",)),
    "forankring": (
        gettext_lazy("Forankring, erfaringer og gevinster"),
        ("embedding", "experience", "benefitbody", "possiblebenefit", "benefitgain"),
    ),
    "grundlag": (
        gettext_lazy("Belæg, uventede resultater, andre forklaringer og bilag"),
        ("evidence", "unexpectedresult", "otherexplanation", "activityportrait"),
    ),
    "handleplan": (gettext_lazy("Handleplan"), ("challenge", "plannedaction", "actionstatus")),
    "forandringsteori": (gettext_lazy("Forandringsteori"), ("arrow",)),
    "metode": (
        gettext_lazy("Metodebeskrivelse"),
        ("methoddescription", "methodphase", "methodcell", "methodtool", "coreelement"),
    ),
    "indsatser": (
        gettext_lazy("Indsatser og deres beskrivelser"),
        ("intervention", "receipt", "descriptionfile"),
    ),
    "maalgruppematrix": (gettext_lazy("Målgruppematrix"), ("matrixgroup", "matrixcount")),
    "runder": (gettext_lazy("Statusrunder"), ("statusround", "submission", "snapshot", "statuscalendar")),
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
    "activitycomment": gettext_lazy("Kommentar"),
    "embedding": gettext_lazy("Forankring"),
    "experience": gettext_lazy("Erfaring"),
    "benefitbody": gettext_lazy("Gevinstskema"),
    "possiblebenefit": gettext_lazy("Gevinstskema"),
    "benefitgain": gettext_lazy("Gevinstskema"),
    "registration": gettext_lazy("Registrering"),
    "result": gettext_lazy("Resultat"),
    "resultactivity": gettext_lazy("Resultat"),
    "series": gettext_lazy("Serie"),
    "targetversion": gettext_lazy("Måltal"),
    "redefinition": gettext_lazy("Omdefinering"),
    "measurement": gettext_lazy("Måling"),
    "measurelink": gettext_lazy("Kobling til en opgørelse"),
    "assessment": gettext_lazy("Vurdering"),
    "recommendation": gettext_lazy("Anbefaling"),
    "proposal": gettext_lazy("Forslag"),
    "followup": gettext_lazy("Opfølgning"),
    "phase": gettext_lazy("Fase"),
    "evidence": gettext_lazy("Belæg"),
    "unexpectedresult": gettext_lazy("Uventet resultat"),
    "otherexplanation": gettext_lazy("Anden forklaring"),
    "activityportrait": gettext_lazy("Bilag om en aktivitet"),
    "challenge": gettext_lazy("Udfordring"),
    "plannedaction": gettext_lazy("Handling"),
    "actionstatus": gettext_lazy("Status på en handling"),
    "arrow": gettext_lazy("Pil i forandringsteorien"),
    **dict.fromkeys(
        ("methoddescription", "methodphase", "methodcell", "methodtool", "coreelement"),
        gettext_lazy("Metodebeskrivelse"),
    ),
    "intervention": gettext_lazy("Indsats"),
    "receipt": gettext_lazy("Kvittering"),
    "descriptionfile": gettext_lazy("Word-fil med en indsatsbeskrivelse"),
    "matrixgroup": gettext_lazy("Målgruppematrix"),
    "matrixcount": gettext_lazy("Målgruppematrix"),
    "statusround": gettext_lazy("Statusrunde"),
    "submission": gettext_lazy("Indberetning"),
    "snapshot": gettext_lazy("Lukket runde"),
    "statuscalendar": gettext_lazy("Statuskalender"),
    "workbookimport": gettext_lazy("Projektark"),
    "workbookupload": gettext_lazy("Projektark"),
}
