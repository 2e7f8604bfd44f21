"""Every page that is shown, and the states pages get into: accessible, within its width, quiet in the console.

The addresses are the ledger's own: one that is added there and here forgotten fails the test. The pages for reading
have their own file (`test_reading_pages`), the way in and out another (`test_people_coming_in`).
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from browser.conftest import Visit
from browser.looking import faults_of
from house.ledger import LEDGER

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

CHIEF, VIBORG, EVALUATOR = "Administrator i Holstebro", "Projektleder i Viborg", "Evaluator"
AGENCY, PLANNER = "Administrator i styrelsen", "Planlægger i Holstebro"
AMBASSADOR, COORDINATOR = "Integrationsambassadør i Assens", "Koordinator i styrelsen"

#: Address → its parameters in the demo (a query last), by who opens it. Keys are those of a fresh machine.
SHOWN: dict[str, dict[str, tuple[Any, ...]]] = {
    CHIEF: {
        "component_gallery": (),
        "account": (),
        "account_profile": (),
        "account_password": (),
        "account_leave": (2,),
        "account_factor": (),
        "account_factor_on": (),
        "account_sessions": (),
        "account_reminders": (),
        "account_calendar": (),
        "account_tokens": (),
        "account_token_new": (),
        "account_logout": (),
        "organisation_people": (3,),
        "organisation_person": (3, 1),
        "invitation_new": (3,),
        "membership_role": (3, 1),
        "membership_end": (3, 1),
        "membership_take_over": (3, 1),
        "project_new": (3,),
        "new_workbook": (3,),
        "document_base": (3,),
        "user_guide": (),
    },
    VIBORG: {
        "my_day": (),
        "search": ("?q=praktik",),
        "programme_list": (),
        "programme": (2,),
        "programme_late": (2,),
        "rounds": (),
        "project_calendar": (2, "?rytme=quarterly"),
        "project_round_new": (2,),
        "project_list": (),
        "project": (2,),
        "project_history": (2,),
        "project_people": (2,),
        "project_role_new": (2,),
        "structure_outline": (2,),
        "part_remove": (2, "aktivitet", 9),
        "area_new": (2,),
        "area_edit": (2, 3),
        "activity_new": (2, 3),
        "activity_edit": (2, 9),
        "activity_close": (2, 9),
        "activity_reopen": (2, 9),
        "activity_merge": (2, 9),
        "milestone_new": (2, 9),
        "milestone_edit": (2, 19),
        "milestone_target_new": (2, 19),
        "milestone_target_edit": (2, 23, 32),
        "result_new": (2,),
        "result_edit": (2, 9),
        "measure_link_new": (2, 9),
        "redefinition_new": (2, 9),
        "proposals": (2,),
        "target_version_new": (2, 9),
        "target_version_edit": (2, 9, 19),
        "project_head": (2,),
        "project_periods": (2,),
        "project_parties": (2,),
        "registrations": (2, 9),
        "activity": (2, 9),
        "result": (2, 9),
        "report_activity": (2, 9, "2014K2"),
        "report_result": (2, 20, "2014K2"),
        "status_grid": (2,),
        "value_grid": (2,),
        "paste_statuses": (2,),
        "paste_values": (2,),
        "workbook_import": (2,),
        "workbook_receipt": (2, 2),
        "workbook_undo": (2, 2),
        "note": (2, "?periode=2014K2"),
        "continuing": (2, "?periode=2014K2"),
        "embedding": (2, 9, "2014K2"),
        "activity_comment": (2, 9, "2014K2"),
        "experience_new": (2, "?periode=2014K2"),
        "benefit_table": (2,),
        "file_new": (2, "?periode=2014K2"),
        "phase_new": (2,),
        "action_plan": (2,),
        "action_plan_outline": (2,),
        "action_plan_status": (2, "2014K2"),
        "challenge_new": (2,),
        "challenge_edit": (2, 1),
        "challenge_remove": (2, 1),
        "planned_action_new": (2, 1),
        "planned_action": (2, 1),
        "planned_action_edit": (2, 1),
        "planned_action_remove": (2, 1),
        "theory": (2,),
        "arrow_new": (2,),
        "matrix": (2,),
        "matrix_group_new": (2,),
        "matrix_group_edit": (2, 1),
        "matrix_counting": (2,),
        "method": (2,),
        "method_edit": (2,),
        "method_version_new": (2,),
        "method_versions": (2,),
        "method_version": (2, 1),
        "methods_choose": (2,),
        "methods_beside": (2, 4),
        "method_cell": (2, 4, "kerne"),
        "method_tool_new": (2,),
        "method_tool_edit": (2, 4),
        "method_core_new": (2,),
        "method_core_edit": (2, 4),
    },
    AMBASSADOR: {
        "interventions": (4,),
        "interventions_decide": (4,),
        "interventions_copy": (4, "?fra_indsats=1"),
        "intervention": (2,),
        "intervention_edit": (3,),
        "intervention_remove": (3,),
        "intervention_fill": (4,),
        "intervention_section": (3, "aktoerer"),
        "intervention_check": (3,),
        "intervention_receipt": (1, 1),
        "intervention_end": (1,),
        "intervention_read": (1,),
        "intervention_similar": (3,),
        "intervention_compare_choose": (1,),
        "intervention_compare": (1, 2),
    },
    COORDINATOR: {
        "interventions_all": (),
        "programme_interventions": (3,),
        "programme_interventions_year": (3,),
        "intervention_review": (5,),
        "intervention_field": (5, "method"),
        "intervention_return": (5, "?felt=method"),
        "intervention_accept": (5,),
        "comment_edit": (3,),
    },
    PLANNER: {
        "plans": (),
        "plan_new": (3,),
        "plan": (2,),
        "plan_move": (2, "vedtag"),
        "plan_group": (2, 3),
        "planned": (2, 5),
        "plan_history": (2,),
        "plan_follow_up": (1,),
        "plan_follow_up_group": (1, 1),
        "plan_remove": (2,),
        "plan_goal_new": (2,),
        "plan_overall_new": (2, 5),
        "plan_group_new": (2, 11),
        "plan_group_edit": (2, 3),
        "plan_group_remove": (2, 3),
        "planned_new": (2, 3),
        "plan_step_new": (2, 3),
        "planned_edit": (2, 5),
        "planned_group": (2, 5),
        "planned_retire": (2, 5),
        "planned_remove": (2, 5),
        "planned_followed": (1, 1),
        "plan_import": (3,),
    },
    EVALUATOR: {
        "assessment_new": (1, "?aktivitet=2&periode=2013"),
        "assessment_edit": (1, 1),
        "judge_activity": (1, 2, "2013"),
        "recommendation_new": (1, "?periode=2013"),
        "proposal_new": (1, "?milepael=1&periode=2013"),
        "background": (1, "?periode=2013"),
        "evidence_new": (1, "?periode=2013"),
        "evidence_file_new": (1, "?periode=2013"),
        "unexpected_new": (1, "?periode=2013"),
        "explanation_new": (1, "?periode=2013"),
        "portrait_new": (1, "?aktivitet=2&periode=2013"),
    },
    AGENCY: {
        "programme_edit": (1,),
        "programme_calendar": (1,),
        "programme_round_new": (1,),
        "change_tracks": (),
        "change_track": (4,),
        "track_catalogue": (1,),
        "track_new": (1,),
        "tracks_history": (1,),
        "tracks_import": (1,),
        "track_edit": (1, 1),
        "track_revise": (1, 1),
        "track_end": (1, 1),
        "national_goals": (),
        "registers": (),
        "register_new": (1,),
        "programme_goals": (1,),
    },
}
#: Addresses that show something and are looked at elsewhere, each with the reason.
ELSEWHERE = {
    "accessibility": "reading pages",
    "account_login": "reading pages",
    "front_door": "only leads on",
    "health": "for machines",
    "calendar_feed": "for calendar programs; see tests/pages/test_calendar_feed.py",
    "read_number": "a line of a page",
    "note_section": "a part of the status form",
    "mfa_authenticate": "coming in",
    "invitation": "coming in",
    "account_factor_off": "coming in: needs a second factor",
    "account_codes": "coming in: needs a second factor",
    "account_codes_new": "coming in: needs a second factor",
    "forgotten_password": "signed out",
    "forgotten_password_sent": "signed out",
    "new_password": "signed out",
    "registration_edit": "test_every_state",
    **dict.fromkeys(
        (
            *("register", "register_edit", "delivery_new", "delivery_point", "delivery", "delivery_erase"),
            *("run_new", "run", "run_publish", "run_goal", "run_goal_how"),
            *("programme_goal", "programme_goal_how"),
        ),
        "the demo of browser tests has no register; see tests/pages/test_register_pages.py and test_goal_pages.py",
    ),
    "workbook_preview": "test_every_state",
    "new_workbook_preview": "as the preview of a project's own",
    "status_cell": "test_every_state",
    "value_cell": "test_every_state",
    "recommendation_edit": "test_every_state",
    "follow_up": "test_every_state",
    "proposal_edit": "test_every_state",
    "proposal_decide": "test_every_state",
    "redefinition_edit": "as the form of a new one",
    "experience_edit": "as the form of a new one",
    **dict.fromkeys(
        (
            *("evidence_edit", "file_edit", "unexpected_edit"),
            *("explanation_edit", "portrait_edit", "phase_edit"),
        ),
        "as the form of a new one",
    ),
    **dict.fromkeys(
        (
            *("round", "round_edit", "round_close", "round_reopen"),
            *("round_review", "round_return", "round_leave_out"),
        ),
        "test_rounds_on_the_screen",
    ),
    **dict.fromkeys(("round_report", "round_check", "round_receipt"), "test_round_reporting"),
    "job": "test_every_state",
    "arrow_edit": "as the form of a new one",
    "plan_step_edit": "as the form of a new one",
    "method_new": "as the form of the one there is",
    **dict.fromkeys(
        ("plan_goal_edit", "plan_goal_remove", "plan_overall_edit", "plan_overall_remove"),
        "local goals and groups: as the forms of new ones",
    ),
    "plan_import_confirm": "needs a file; see tests/pages/test_plan_file_pages.py",
    "intervention_reopen": "as the form that ends one: the demo has none that has ended",
    "description_confirm": "needs a file; see test_description_from_word",
    "tracks_preview": "needs a file; see tests/pages/test_track_pages.py",
}
FILES = (
    *("_picture", "_word", "_pdf"),
    *("_chart", "_numbers", "_file", "project_workbook", "status_note", "_sample"),
)


def test_every_address_of_the_ledger_is_looked_at() -> None:
    here = {name for names in SHOWN.values() for name in names} | set(ELSEWHERE)
    shown = {
        name
        for name, route in LEDGER.items()
        if "GET" in route.methods and not name.startswith("api_") and not name.endswith(FILES)
    }
    assert shown - here == set()
    assert here - shown == set()


def address(name: str, given: tuple[Any, ...]) -> str:
    query = str(given[-1]) if given and str(given[-1]).startswith("?") else ""
    return reverse(name, args=given[:-1] if query else given) + query


@pytest.mark.parametrize("person", SHOWN)
def test_every_page_is_accessible_within_its_width_and_quiet(
    visit_office: Callable[..., Visit], person: str
) -> None:
    opened = visit_office(person)
    wrong: dict[str, list[str]] = {}
    for name, given in SHOWN[person].items():
        answer = opened.page.goto(opened.address + address(name, given))
        found = (
            [] if answer is not None and answer.status == 200 else [f"answered {answer and answer.status}"]
        )
        found += faults_of(opened)
        if found:
            wrong[name] = found
    assert not wrong, "\n".join(f"{name}: {', '.join(found)}" for name, found in wrong.items())
