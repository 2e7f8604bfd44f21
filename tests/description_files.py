"""Filled templates as Word files, in the plainest layout; what other layouts hold is tested where they are read."""

import io
from collections.abc import Mapping
from typing import Any

import docx

from virkning.rooms.interventions.form import TEMPLATE, Field

#: Invented, in the template's spirit.
SAID: Mapping[Field, str] = {
    Field.MUNICIPALITY: "Holstebro Kommune",
    Field.NAME: "Kvinder i gang",
    Field.START_DATE: "15. januar 2018",
    Field.SUMMARY: "Et forløb for kvinder, der ikke har haft et job i Danmark.",
    Field.NEW_TYPE: "Ja: x   Nej:",
    Field.HOURS_PER_WEEK: "12",
    Field.WEEKS_PER_PARTICIPANT: "20",
    Field.PARTICIPANTS_AT_A_TIME: "15",
    Field.INTAKE: "Løbende optag: x   Fælles start:",
    Field.TARGET_GROUP: "Kvinder fra 25 til 50 år uden uddannelse.",
    Field.SELECTION_CRITERIA: "Har ikke været i praktik i to år.",
    Field.PURPOSE_SHORT: "At møde stabilt",
    Field.PURPOSE_LONG: "At være i job",
    Field.ACTIVITIES: "Samtaler hver anden uge",
    Field.ACTORS: "Virksomhedskonsulent: finder praktikpladser",
    Field.AMBASSADOR_ROLE: "Er tovholder.",
    Field.SUCCESSOR: "En kollega i jobcentret.",
    Field.METHOD: "Bygger på erfaringer fra et hold i 2016.",
    Field.CHANGE_TRACKS: "1 Vejen til job",
    Field.EXPECTED_EFFECT: "Flere i praktik",
    Field.ECONOMY: "Materialer",
}


def description_file(said: Mapping[Field, str] | None = None, **changed: str) -> bytes:
    """A filled template; `changed`: fields by their key, blank for one that is left empty."""
    told = {**SAID, **(said or {}), **{Field(key): text for key, text in changed.items()}}
    document: Any = docx.Document()
    document.add_paragraph("Skabelon til indsatsbeskrivelse")
    for part in TEMPLATE:
        document.add_heading(part.heading.danish)
        if part.lead is not None:
            document.add_paragraph(part.lead.danish)
        for asked in part.fields:
            question = asked.question.template.replace("%(number)s", "1")
            document.add_paragraph(question)
            text = told.get(asked.field, "")
            if asked.prompt is not None:
                document.add_paragraph(f"{asked.prompt.danish} {text}".strip())
            elif text:
                document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
