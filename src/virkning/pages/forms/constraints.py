"""The one place that turns a database constraint's name into a field and words a person understands."""

from typing import Any

from django.apps import apps
from django.db import IntegrityError, models
from django.utils.translation import gettext, gettext_lazy

_TAKEN = gettext_lazy("Nummeret er allerede brugt. Vælg et andet, eller ret den, der har det.")

#: Constraint → the field it is about, and what to say.
WORDS: dict[str, tuple[str, Any]] = {
    "area_number_once_a_project": ("number", _TAKEN),
    "activity_number_once_a_project": ("number", _TAKEN),
    "milestone_number_once_an_activity": ("number", _TAKEN),
    "result_number_once_a_project": ("number", _TAKEN),
    "milestone_target_once_a_period": (
        "valid_from",
        gettext_lazy("Der er allerede et måltal fra den periode. Ret det i stedet."),
    ),
    "target_version_once_a_period": (
        "valid_from",
        gettext_lazy("Der er allerede et måltal fra den periode. Ret det i stedet."),
    ),
    "redefined_once_a_period": (
        "valid_from",
        gettext_lazy("Resultatet er allerede omdefineret fra den periode. Ret det i stedet."),
    ),
    "a_proposal_is_rejected_with_a_reason": (
        "decision_reason",
        gettext_lazy("Skriv, hvorfor forslaget er afvist."),
    ),
    "activity_not_merged_into_itself": (
        "into",
        gettext_lazy("En aktivitet kan ikke lægges sammen med sig selv. Vælg en anden."),
    ),
    "one_first_milestone_target": ("valid_from", gettext_lazy("Der er allerede et måltal fra starten.")),
    "one_first_target_version": ("valid_from", gettext_lazy("Der er allerede et måltal fra starten.")),
    "result_not_replaced_by_itself": (
        "replaced_by",
        gettext_lazy("Et resultat kan ikke erstattes af sig selv. Vælg et andet."),
    ),
    "project_ends_after_it_starts": (
        "ends_on",
        gettext_lazy("Slutdatoen ligger før startdatoen. Ret en af dem."),
    ),
    "status_once_a_period": (
        "",
        gettext_lazy("En anden har lige skrevet status for den periode. Åbn siden igen, og se den."),
    ),
    "one_current_value_a_series_and_period": (
        "",
        gettext_lazy("En anden har lige skrevet en værdi for den periode. Åbn siden igen, og se den."),
    ),
    "one_current_note_a_result_and_period": (
        "",
        gettext_lazy("En anden har lige skrevet en note for den periode. Åbn siden igen, og se den."),
    ),
    **dict.fromkeys(
        ("one_arrow_from_an_activity", "one_arrow_from_a_result"),
        ("end", gettext_lazy("Der er allerede en pil mellem de to. Ret den i stedet.")),
    ),
    "an_arrow_has_one_beginning": (
        "start",
        gettext_lazy("Vælg den aktivitet eller det resultat, pilen begynder ved."),
    ),
    "an_arrow_leads_elsewhere": (
        "end",
        gettext_lazy("Et resultat kan ikke føre til sig selv. Vælg et andet."),
    ),
    "followed_up_once_a_period": (
        "",
        gettext_lazy("En anden har lige fulgt op i den periode. Åbn siden igen, og se det."),
    ),
    "embedding_once_a_period": (
        "",
        gettext_lazy("En anden har lige skrevet om forankringen i den periode. Åbn siden igen, og se det."),
    ),
    "activity_comment_once_a_period": (
        "",
        gettext_lazy("En anden har lige skrevet en kommentar i den periode. Åbn siden igen, og se den."),
    ),
    **dict.fromkeys(
        ("change_track_once_a_day", "one_change_track_from_the_first"),
        (
            "number",
            gettext_lazy(
                "En anden har lige skrevet et forandringsspor med det nummer. Åbn kataloget igen, og se det."
            ),
        ),
    ),
    "change_track_ends_after_it_starts": (
        "valid_to",
        gettext_lazy("Det slutter, før det begynder. Ret en af datoerne."),
    ),
    "benefit_body_once_a_project": ("", gettext_lazy("Skemaet har allerede en række med det navn.")),
    "benefit_once_a_project": ("", gettext_lazy("Skemaet har allerede en kolonne med det navn.")),
    "gain_once_a_cell": (
        "",
        gettext_lazy("En anden har lige skrevet i det samme felt. Åbn siden igen, og se det."),
    ),
    **dict.fromkeys(
        ("intervention_once_a_start", "intervention_once_without_a_start"),
        (
            "name",
            gettext_lazy("Kommunen har allerede en indsats med det navn og den opstartsdato."),
        ),
    ),
    "method_version_once_a_project": (
        "",
        gettext_lazy("En anden har lige lavet en ny version. Åbn siden igen, og se den."),
    ),
    "method_cell_once_a_phase": (
        "",
        gettext_lazy("En anden har lige skrevet i det samme felt. Åbn siden igen, og se det."),
    ),
    "method_phase_ends_after_it_starts": (
        "",
        gettext_lazy("En fase slutter, før den begynder. Ret en af datoerne."),
    ),
    "group_counted_once_a_day": (
        "day",
        gettext_lazy("En anden har lige talt op den dag. Åbn siden igen, og se optællingen."),
    ),
    "rejected_with_a_reason": ("comment", gettext_lazy("Skriv, hvorfor anbefalingen er afvist.")),
    "portrayed_once_a_period": (
        "period",
        gettext_lazy("Der er allerede et bilag om aktiviteten i den periode. Ret det i stedet."),
    ),
    "phase_ends_after_it_starts": (
        "ends_on",
        gettext_lazy("Fasen slutter, før den begynder. Ret en af datoerne."),
    ),
    "one_employment_plan_a_year": (
        "year",
        gettext_lazy("Kommunen har allerede en plan for det år. Åbn den i stedet."),
    ),
    "goal_number_once_a_plan": ("number", _TAKEN),
    "overall_group_once_a_goal": (
        "letter",
        gettext_lazy("Bogstavet er allerede brugt under målet. Vælg et andet."),
    ),
    "target_group_once_an_overall_group": ("number", _TAKEN),
    **dict.fromkeys(
        ("round_once_a_project_and_period", "round_once_a_programme_and_period"),
        ("period", gettext_lazy("Der er allerede en statusrunde for den periode. Ret den i stedet.")),
    ),
    "round_days_follow_each_other": (
        "",
        gettext_lazy("Dagene kommer ikke efter hinanden: først åbnes, så indberettes, godkendes og lukkes."),
    ),
    "reopened_with_a_reason": ("reason", gettext_lazy("Skriv en begrundelse. Den står i historikken.")),
    "returned_with_a_reason": ("reason", gettext_lazy("Skriv, hvad der skal gøres.")),
    "left_out_with_a_reason": ("reason", gettext_lazy("Skriv, hvorfor aktiviteten undtages.")),
    "submitted_once_a_round": (
        "",
        gettext_lazy("En anden har lige gjort noget ved aktiviteten i runden. Åbn siden igen, og se det."),
    ),
    "party_once_a_role": ("organisation", gettext_lazy("Organisationen er allerede part på den måde.")),
    "one_lead_a_project": ("role", gettext_lazy("Projektet har allerede en ansvarlig organisation.")),
    "assigned_once_a_project_role": ("role", gettext_lazy("Personen har allerede den rolle i projektet.")),
    "assigned_once_a_programme_role": (
        "role",
        gettext_lazy("Personen har allerede den rolle i programmet."),
    ),
    "one_active_membership_an_organisation": (
        "email",
        gettext_lazy("Personen er allerede knyttet til organisationen."),
    ),
    "person_email_once": ("email", gettext_lazy("Der er allerede en person med den e-mail.")),
    "organisation_name_once": ("name", gettext_lazy("Der er allerede en organisation med det navn.")),
    "programme_name_once_an_owner": (
        "name",
        gettext_lazy("Organisationen har allerede et program med det navn."),
    ),
    "period_once_a_project": ("periods", gettext_lazy("Perioden er der allerede.")),
    "series_name_once_a_result": ("series", gettext_lazy("Resultatet har allerede en serie med det navn.")),
    "no_more_men_than_counted": ("men", gettext_lazy("Der kan ikke være flere mænd end antallet i alt.")),
    "no_more_women_than_counted": (
        "women",
        gettext_lazy("Der kan ikke være flere kvinder end antallet i alt."),
    ),
}


def constraint_words(error: IntegrityError) -> tuple[str, str]:
    """The field (blank for the form as a whole) and the words for what the database refused."""
    text = str(error)
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or _name_in(text)
    field, words = WORDS.get(
        name, ("", gettext_lazy("Det kunne ikke gemmes, fordi noget andet er ændret imens. Prøv igen."))
    )
    return field, gettext(str(words)) if isinstance(words, str) else str(words)


def _name_in(text: str) -> str:
    """SQLite names a constraint, an index or the columns of one."""
    for name in WORDS:
        if name in text:
            return name
    for model in apps.get_models():
        for one in model._meta.constraints:
            if isinstance(one, models.UniqueConstraint) and one.fields and one.name in WORDS:
                columns = [f"{model._meta.db_table}.{_column(model, part)}" for part in one.fields]
                if text.endswith(": " + ", ".join(columns)):
                    return str(one.name)
    return ""


def _column(model: type[models.Model], name: str) -> str:
    return str(getattr(model._meta.get_field(name), "column", name))
