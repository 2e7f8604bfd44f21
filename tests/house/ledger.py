"""The route ledger: every address of the site, what it takes, and who therefore gets what.

Written by hand, apart from the code it checks. A route that is not listed here fails the build.
"""

from dataclasses import dataclass
from enum import Enum

from world import PERSONAS


class Takes(Enum):
    """What a route demands."""

    NOTHING = "open to all"
    SIGN_IN = "somebody signed in"
    SEE_PROJECT = "see the project"
    EXPORT_PROJECT = "take the project's files home"
    IMPORT_PROJECT = "read a workbook into the project"
    EDIT_PROJECT = "edit the project"
    REPORT_STATUS = "write status and measurements"
    ASSESS = "write assessments"
    APPROVE_STATUS = "approve what others handed in"
    RETURN_STATUS = "send back what was handed in"
    RUN_ROUNDS = "plan, open, close and reopen status rounds"
    RUN_PROGRAMME_ROUNDS = "plan, open, close and reopen a programme's status rounds"
    SEE_ROUND = "see the round: its project or its programme"
    MANAGE_PROJECT_PEOPLE = "give and take roles in the project"
    SEE_PROGRAMME = "see the programme"
    EDIT_PROGRAMME = "edit the programme"
    MANAGE_ORGANISATION = "give and take roles in the organisation"
    CREATE_PROJECT = "make projects for the organisation"
    SEE_PLAN = "see the municipality's plans"
    EDIT_PLAN = "write the municipality's plans"
    SEE_TRACKS = "see what all plans build on: the agencies' change tracks, the ministry's goals"
    EDIT_TRACKS = "keep the agency's change tracks"
    KEEP_TRACKS = "keep the agency's catalogue of change tracks as a whole"
    DESCRIBE = "describe the lead municipality's interventions"
    DESCRIBE_IN_PROJECT = "describe one's own municipality's interventions in the project"
    SEE_REGISTER = "see the registers the organisation keeps, with counts nobody else sees"
    KEEP_REGISTERS = "keep registers: what they are called, their deliveries"
    MAKE_REGISTER = "make a register in the organisation"
    RUN_MEASURES = "run measures on a register's deliveries"
    PUBLISH_RUNS_OF = "publish runs to a programme's municipalities"
    PUBLISH_RUNS = "take back what is published, which all who see the programme know of"
    DECIDE_DESCRIPTION = "return and accept descriptions of interventions"


@dataclass(frozen=True)
class Route:
    """A route: what it takes, and the methods it answers (others: 405 for those who may).

    `answers`: the statuses it may give those who may, beside 200 and 302 (an empty form is 422, say).
    `api`: called with a key, and 401 to those without one. `writes`: what its other methods take, where not `takes`.
    """

    takes: Takes
    methods: frozenset[str] = frozenset({"GET", "HEAD"})
    demo_only: bool = False
    answers: frozenset[int] = frozenset({200, 204, 302, 409, 422})
    api: bool = False
    writes: Takes | None = None

    def takes_for(self, method: str) -> Takes:
        """What the method takes."""
        return self.takes if self.writes is None or method in SAFE else self.writes


SAFE = frozenset({"GET", "HEAD"})
FORM = frozenset({"GET", "HEAD", "POST"})
POST = frozenset({"POST"})
PUT = frozenset({"GET", "HEAD", "PUT"})
EVERY = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})

LEDGER: dict[str, Route] = {
    # the site itself
    "front_door": Route(Takes.NOTHING),
    "accessibility": Route(Takes.NOTHING),
    "health": Route(Takes.NOTHING),
    "set_language": Route(Takes.NOTHING, POST),
    "component_gallery": Route(Takes.SIGN_IN),
    # sign-in
    "account_login": Route(Takes.NOTHING, FORM),
    "account_logout": Route(Takes.NOTHING, FORM),
    "sign_in_as": Route(Takes.NOTHING, POST, demo_only=True),
    "mfa_authenticate": Route(Takes.NOTHING, FORM),
    "forgotten_password": Route(Takes.NOTHING, FORM),
    "forgotten_password_sent": Route(Takes.NOTHING),
    # a link that is for nobody: whoever asks is told that it no longer works
    "new_password": Route(Takes.NOTHING, FORM, answers=frozenset({404})),
    "invitation": Route(Takes.NOTHING, FORM, answers=frozenset({404})),
    # one's own account
    "account": Route(Takes.SIGN_IN),
    "account_profile": Route(Takes.SIGN_IN, FORM),
    "account_password": Route(Takes.SIGN_IN, FORM),
    # whose membership it is decides; see tests/pages/test_account.py
    "account_leave": Route(Takes.SIGN_IN, FORM, answers=frozenset({200, 302, 404, 422})),
    "account_factor": Route(Takes.SIGN_IN),
    "account_factor_on": Route(Takes.SIGN_IN, FORM),
    "account_factor_off": Route(Takes.SIGN_IN, FORM),
    "account_codes": Route(Takes.SIGN_IN, FORM),
    "account_codes_new": Route(Takes.SIGN_IN, FORM),
    "account_sessions": Route(Takes.SIGN_IN),
    "account_sessions_end": Route(Takes.SIGN_IN, POST),
    "account_reminders": Route(Takes.SIGN_IN, FORM),
    "account_calendar": Route(Takes.SIGN_IN),
    "account_calendar_new": Route(Takes.SIGN_IN, POST),
    "account_calendar_close": Route(Takes.SIGN_IN, POST),
    # an address that opens nobody's calendar
    "calendar_feed": Route(Takes.NOTHING, answers=frozenset({404})),
    "account_tokens": Route(Takes.SIGN_IN),
    "account_token_new": Route(Takes.SIGN_IN, FORM),
    "account_token_revoke": Route(Takes.SIGN_IN, POST, answers=frozenset({404})),
    # people
    "organisation_people": Route(Takes.MANAGE_ORGANISATION),
    "organisation_person": Route(Takes.MANAGE_ORGANISATION),
    "invitation_new": Route(Takes.MANAGE_ORGANISATION, FORM),
    "invitation_resend": Route(Takes.MANAGE_ORGANISATION, POST),
    "invitation_withdraw": Route(Takes.MANAGE_ORGANISATION, POST),
    "membership_role": Route(Takes.MANAGE_ORGANISATION, FORM),
    "membership_end": Route(Takes.MANAGE_ORGANISATION, FORM),
    "membership_reopen": Route(Takes.MANAGE_ORGANISATION, POST),
    "membership_take_over": Route(Takes.MANAGE_ORGANISATION, FORM),
    "membership_second_factor_off": Route(Takes.MANAGE_ORGANISATION, POST),
    "project_people": Route(Takes.SEE_PROJECT),
    "project_role_new": Route(Takes.MANAGE_PROJECT_PEOPLE, FORM),
    "project_role_end": Route(Takes.MANAGE_PROJECT_PEOPLE, POST),
    # a project's structure, registrations, assessments
    "structure_outline": Route(Takes.EDIT_PROJECT),
    "part_move": Route(Takes.EDIT_PROJECT, POST),
    "part_remove": Route(Takes.EDIT_PROJECT, FORM),
    "part_restore": Route(Takes.EDIT_PROJECT, POST),
    "area_new": Route(Takes.EDIT_PROJECT, FORM),
    "area_edit": Route(Takes.EDIT_PROJECT, FORM),
    "activity_new": Route(Takes.EDIT_PROJECT, FORM),
    "activity_edit": Route(Takes.EDIT_PROJECT, FORM),
    "activity_close": Route(Takes.EDIT_PROJECT, FORM),
    "activity_reopen": Route(Takes.EDIT_PROJECT, FORM),
    "activity_merge": Route(Takes.EDIT_PROJECT, FORM),
    "milestone_new": Route(Takes.EDIT_PROJECT, FORM),
    "milestone_edit": Route(Takes.EDIT_PROJECT, FORM),
    "milestone_target_new": Route(Takes.EDIT_PROJECT, FORM),
    "milestone_target_edit": Route(Takes.EDIT_PROJECT, FORM),
    "milestone_target_remove": Route(Takes.EDIT_PROJECT, POST),
    "result_new": Route(Takes.EDIT_PROJECT, FORM),
    "result_edit": Route(Takes.EDIT_PROJECT, FORM),
    "target_version_new": Route(Takes.EDIT_PROJECT, FORM),
    "target_version_edit": Route(Takes.EDIT_PROJECT, FORM),
    "target_version_remove": Route(Takes.EDIT_PROJECT, POST),
    "redefinition_new": Route(Takes.EDIT_PROJECT, FORM),
    "redefinition_edit": Route(Takes.EDIT_PROJECT, FORM),
    "redefinition_remove": Route(Takes.EDIT_PROJECT, POST),
    "project_head": Route(Takes.EDIT_PROJECT, FORM),
    "project_periods": Route(Takes.EDIT_PROJECT, FORM),
    "period_remove": Route(Takes.EDIT_PROJECT, POST),
    "period_baseline": Route(Takes.EDIT_PROJECT, POST),
    "project_parties": Route(Takes.EDIT_PROJECT, FORM),
    "party_remove": Route(Takes.EDIT_PROJECT, POST),
    "project_new": Route(Takes.CREATE_PROJECT, FORM),
    "registrations": Route(Takes.REPORT_STATUS, FORM),
    "registration_edit": Route(Takes.REPORT_STATUS, FORM),
    "registration_remove": Route(Takes.REPORT_STATUS, POST),
    "assessment_new": Route(Takes.ASSESS, FORM),
    "assessment_edit": Route(Takes.ASSESS, FORM),
    "assessment_remove": Route(Takes.ASSESS, POST),
    "recommendation_new": Route(Takes.ASSESS, FORM),
    "recommendation_edit": Route(Takes.ASSESS, FORM),
    "recommendation_remove": Route(Takes.ASSESS, POST),
    "proposals": Route(Takes.SEE_PROJECT),
    # it is about the milestone or result its query names; see tests/pages/test_proposal_pages.py
    "proposal_new": Route(Takes.ASSESS, FORM, answers=frozenset({404})),
    "proposal_edit": Route(Takes.ASSESS, FORM),
    "proposal_remove": Route(Takes.ASSESS, POST),
    "proposal_decide": Route(Takes.EDIT_PROJECT, FORM),
    "follow_up": Route(Takes.REPORT_STATUS, FORM),
    # what stands behind the judgements; the world's evidence is an interview, which has no file
    "background": Route(Takes.SEE_PROJECT),
    "evidence_new": Route(Takes.ASSESS, FORM),
    "evidence_file_new": Route(Takes.ASSESS, FORM),
    "evidence_edit": Route(Takes.ASSESS, FORM),
    "evidence_remove": Route(Takes.ASSESS, POST),
    "evidence_file": Route(Takes.SEE_PROJECT, answers=frozenset({404})),
    "file_new": Route(Takes.REPORT_STATUS, FORM),
    "file_edit": Route(Takes.REPORT_STATUS, FORM, answers=frozenset({404})),
    "file_remove": Route(Takes.REPORT_STATUS, POST, answers=frozenset({404})),
    "unexpected_new": Route(Takes.ASSESS, FORM),
    "unexpected_edit": Route(Takes.ASSESS, FORM),
    "unexpected_remove": Route(Takes.ASSESS, POST),
    "explanation_new": Route(Takes.ASSESS, FORM),
    "explanation_edit": Route(Takes.ASSESS, FORM),
    "explanation_remove": Route(Takes.ASSESS, POST),
    "portrait_new": Route(Takes.ASSESS, FORM),
    "portrait_edit": Route(Takes.ASSESS, FORM),
    "portrait_remove": Route(Takes.ASSESS, POST),
    "phase_new": Route(Takes.EDIT_PROJECT, FORM),
    "phase_edit": Route(Takes.EDIT_PROJECT, FORM),
    "phase_remove": Route(Takes.EDIT_PROJECT, POST),
    # a project's action plan
    "action_plan": Route(Takes.SEE_PROJECT),
    "action_plan_outline": Route(Takes.EDIT_PROJECT),
    "action_plan_move": Route(Takes.EDIT_PROJECT, POST),
    # what it brings back its body names; see tests/pages/test_action_plan_pages.py
    "action_plan_restore": Route(Takes.EDIT_PROJECT, POST, answers=frozenset({404})),
    "action_plan_status": Route(Takes.REPORT_STATUS, FORM),
    "action_plan_lights": Route(Takes.REPORT_STATUS, POST),
    "challenge_new": Route(Takes.EDIT_PROJECT, FORM),
    "challenge_edit": Route(Takes.EDIT_PROJECT, FORM),
    "challenge_remove": Route(Takes.EDIT_PROJECT, FORM),
    "planned_action_new": Route(Takes.EDIT_PROJECT, FORM),
    "planned_action": Route(Takes.SEE_PROJECT),
    "planned_action_edit": Route(Takes.EDIT_PROJECT, FORM),
    "planned_action_remove": Route(Takes.EDIT_PROJECT, FORM),
    # how things go on: embedding, comments, experiences, benefits
    "continuing": Route(Takes.SEE_PROJECT),
    "embedding": Route(Takes.REPORT_STATUS, FORM),
    "embedding_remove": Route(Takes.REPORT_STATUS, POST),
    "activity_comment": Route(Takes.REPORT_STATUS, FORM),
    "experience_new": Route(Takes.REPORT_STATUS, FORM),
    "experience_edit": Route(Takes.REPORT_STATUS, FORM),
    "experience_remove": Route(Takes.REPORT_STATUS, POST),
    "benefit_table": Route(Takes.REPORT_STATUS, FORM),
    # the theory of change
    "theory": Route(Takes.SEE_PROJECT),
    "arrow_new": Route(Takes.EDIT_PROJECT, FORM),
    "arrow_edit": Route(Takes.EDIT_PROJECT, FORM),
    "arrow_remove": Route(Takes.EDIT_PROJECT, POST),
    "theory_file": Route(Takes.EXPORT_PROJECT),
    "theory_picture": Route(Takes.SEE_PROJECT),
    # the method description; the world's tool has no file
    "method": Route(Takes.SEE_PROJECT),
    "method_file": Route(Takes.EXPORT_PROJECT),
    "method_new": Route(Takes.EDIT_PROJECT, FORM),
    "method_edit": Route(Takes.EDIT_PROJECT, FORM),
    "method_version_new": Route(Takes.EDIT_PROJECT, FORM),
    "method_versions": Route(Takes.SEE_PROJECT),
    "method_version": Route(Takes.SEE_PROJECT),
    "method_version_remove": Route(Takes.EDIT_PROJECT, POST),
    "methods_choose": Route(Takes.SEE_PROJECT),
    # the other project is looked for through the same eyes; see tests/pages/test_method_pages.py
    "methods_beside": Route(Takes.SEE_PROJECT),
    "method_cell": Route(Takes.EDIT_PROJECT, FORM),
    "method_tool_new": Route(Takes.EDIT_PROJECT, FORM),
    "method_tool_edit": Route(Takes.EDIT_PROJECT, FORM),
    "method_tool_remove": Route(Takes.EDIT_PROJECT, POST),
    "method_tool_file": Route(Takes.SEE_PROJECT, answers=frozenset({404})),
    "method_core_new": Route(Takes.EDIT_PROJECT, FORM),
    "method_core_edit": Route(Takes.EDIT_PROJECT, FORM),
    "method_core_move": Route(Takes.EDIT_PROJECT, POST),
    "method_core_remove": Route(Takes.EDIT_PROJECT, POST),
    # the target-group matrix
    "matrix": Route(Takes.SEE_PROJECT),
    "matrix_file": Route(Takes.EXPORT_PROJECT),
    "matrix_group_new": Route(Takes.EDIT_PROJECT, FORM),
    "matrix_group_edit": Route(Takes.EDIT_PROJECT, FORM),
    "matrix_group_move": Route(Takes.EDIT_PROJECT, POST),
    "matrix_group_remove": Route(Takes.EDIT_PROJECT, POST),
    "matrix_counting": Route(Takes.EDIT_PROJECT, FORM),
    # employment plans
    "plans": Route(Takes.SIGN_IN),
    "plan_new": Route(Takes.EDIT_PLAN, FORM),
    # which move is in the address: another word is no page
    "plan_move": Route(Takes.EDIT_PLAN, FORM),
    "plan": Route(Takes.SEE_PLAN),
    "plan_group": Route(Takes.SEE_PLAN),
    "planned": Route(Takes.SEE_PLAN),
    "plan_history": Route(Takes.SEE_PLAN),
    "plan_follow_up": Route(Takes.SEE_PLAN),
    "plan_remove": Route(Takes.EDIT_PLAN, FORM),
    "plan_follow_up_group": Route(Takes.EDIT_PLAN, FORM),
    "plan_goal_new": Route(Takes.EDIT_PLAN, FORM),
    "plan_goal_edit": Route(Takes.EDIT_PLAN, FORM),
    "plan_goal_remove": Route(Takes.EDIT_PLAN, FORM),
    "plan_overall_new": Route(Takes.EDIT_PLAN, FORM),
    "plan_overall_edit": Route(Takes.EDIT_PLAN, FORM),
    "plan_overall_remove": Route(Takes.EDIT_PLAN, FORM),
    "plan_group_new": Route(Takes.EDIT_PLAN, FORM),
    "plan_group_edit": Route(Takes.EDIT_PLAN, FORM),
    "plan_group_remove": Route(Takes.EDIT_PLAN, FORM),
    "planned_new": Route(Takes.EDIT_PLAN, FORM),
    "plan_step_new": Route(Takes.EDIT_PLAN, FORM),
    "planned_edit": Route(Takes.EDIT_PLAN, FORM),
    "planned_group": Route(Takes.EDIT_PLAN, FORM),
    "planned_retire": Route(Takes.EDIT_PLAN, FORM),
    "planned_remove": Route(Takes.EDIT_PLAN, FORM),
    "planned_followed": Route(Takes.EDIT_PLAN, FORM),
    "plan_step_edit": Route(Takes.EDIT_PLAN, FORM),
    "plan_group_move": Route(Takes.EDIT_PLAN, POST),
    "planned_move": Route(Takes.EDIT_PLAN, POST),
    "planned_again": Route(Takes.EDIT_PLAN, POST),
    "plan_step_move": Route(Takes.EDIT_PLAN, POST),
    "plan_step_retire": Route(Takes.EDIT_PLAN, POST),
    "plan_step_again": Route(Takes.EDIT_PLAN, POST),
    "plan_step_remove": Route(Takes.EDIT_PLAN, POST),
    # an employment plan on paper and back; without a file that waits, the yes leads to where one is brought
    "plan_word": Route(Takes.SEE_PLAN),
    "plan_pdf": Route(Takes.SEE_PLAN),
    "plan_import": Route(Takes.EDIT_PLAN, FORM),
    "plan_import_confirm": Route(Takes.EDIT_PLAN, FORM),
    # change tracks: every catalogue is read by all; the world's is the funder's, and no file waits in it
    "change_tracks": Route(Takes.SEE_TRACKS),
    "change_track": Route(Takes.SEE_TRACKS),
    "track_catalogue": Route(Takes.KEEP_TRACKS),
    "track_new": Route(Takes.KEEP_TRACKS, FORM),
    "tracks_by_number": Route(Takes.KEEP_TRACKS, POST),
    "tracks_history": Route(Takes.KEEP_TRACKS),
    "tracks_file": Route(Takes.KEEP_TRACKS),
    "tracks_import": Route(Takes.KEEP_TRACKS, FORM),
    "tracks_preview": Route(Takes.KEEP_TRACKS, FORM, answers=frozenset({404})),
    "tracks_drop": Route(Takes.KEEP_TRACKS, POST, answers=frozenset({404})),
    "track_edit": Route(Takes.EDIT_TRACKS, FORM),
    "track_revise": Route(Takes.EDIT_TRACKS, FORM),
    "track_end": Route(Takes.EDIT_TRACKS, FORM),
    "track_remove": Route(Takes.EDIT_TRACKS, POST),
    "track_move": Route(Takes.EDIT_TRACKS, POST),
    # the ministry's goals
    "national_goals": Route(Takes.SEE_TRACKS),
    # status rounds; of a programme's see tests/rooms/test_programme_rounds.py
    "rounds": Route(Takes.SIGN_IN),
    "round": Route(Takes.SEE_ROUND),
    "round_open": Route(Takes.RUN_ROUNDS, POST),
    "round_edit": Route(Takes.RUN_ROUNDS, FORM),
    "round_close": Route(Takes.RUN_ROUNDS, FORM),
    "round_reopen": Route(Takes.RUN_ROUNDS, FORM),
    "round_remove": Route(Takes.RUN_ROUNDS, POST),
    "round_approve_many": Route(Takes.APPROVE_STATUS, POST),
    "round_review": Route(Takes.SEE_PROJECT),
    "round_approve": Route(Takes.APPROVE_STATUS, POST),
    "round_return": Route(Takes.RETURN_STATUS, FORM),
    "round_leave_out": Route(Takes.RUN_ROUNDS, FORM),
    "round_take_in": Route(Takes.RUN_ROUNDS, POST),
    "project_calendar": Route(Takes.RUN_ROUNDS, FORM),
    "project_round_new": Route(Takes.RUN_ROUNDS, FORM),
    "programme_calendar": Route(Takes.RUN_PROGRAMME_ROUNDS, FORM),
    "programme_round_new": Route(Takes.RUN_PROGRAMME_ROUNDS, FORM),
    # forms, drafts, undo
    "keep_draft": Route(Takes.SIGN_IN, POST),
    "discard_draft": Route(Takes.SIGN_IN, POST),
    "read_number": Route(Takes.SIGN_IN),
    # what an entry is about decides; see tests/pages/test_undo.py
    "undo_entry": Route(Takes.SIGN_IN, POST, answers=frozenset({404})),
    # my day
    "my_day": Route(Takes.SIGN_IN),
    # help
    "user_guide": Route(Takes.SIGN_IN),
    # search
    "search": Route(Takes.SIGN_IN),
    # registers and the goals computed on them
    "registers": Route(Takes.SIGN_IN),
    "register_new": Route(Takes.MAKE_REGISTER, FORM),
    "register": Route(Takes.SEE_REGISTER),
    "register_edit": Route(Takes.KEEP_REGISTERS, FORM),
    "register_remove": Route(Takes.KEEP_REGISTERS, POST),
    "delivery_new": Route(Takes.KEEP_REGISTERS, FORM),
    "delivery_point": Route(Takes.KEEP_REGISTERS, FORM),
    "delivery": Route(Takes.SEE_REGISTER),
    "delivery_report": Route(Takes.SEE_REGISTER),
    "delivery_read": Route(Takes.KEEP_REGISTERS, POST),
    "delivery_erase": Route(Takes.KEEP_REGISTERS, FORM),
    "run_new": Route(Takes.RUN_MEASURES, FORM),
    "run": Route(Takes.SEE_REGISTER),
    "run_publish": Route(Takes.PUBLISH_RUNS_OF, FORM),
    "run_withdraw": Route(Takes.PUBLISH_RUNS, POST),
    "run_goal": Route(Takes.SEE_REGISTER),
    "run_goal_how": Route(Takes.SEE_REGISTER),
    "run_goal_file": Route(Takes.SEE_REGISTER),
    "programme_goals": Route(Takes.SEE_PROGRAMME),
    "programme_goal": Route(Takes.SEE_PROGRAMME),
    "programme_goal_how": Route(Takes.SEE_PROGRAMME),
    "programme_goal_file": Route(Takes.SEE_PROGRAMME),
    "measure_link_new": Route(Takes.EDIT_PROJECT, FORM),
    "measure_link_remove": Route(Takes.EDIT_PROJECT, POST),
    # programmes
    "programme_list": Route(Takes.SIGN_IN),
    "programme": Route(Takes.SEE_PROGRAMME),
    "programme_late": Route(Takes.SEE_PROGRAMME),
    "programme_numbers": Route(Takes.SEE_PROGRAMME),
    "programme_edit": Route(Takes.EDIT_PROGRAMME, FORM),
    # projects
    "project_list": Route(Takes.SIGN_IN),
    "project": Route(Takes.SEE_PROJECT),
    "activity": Route(Takes.SEE_PROJECT),
    "project_history": Route(Takes.SEE_PROJECT),
    "result": Route(Takes.SEE_PROJECT),
    "result_chart": Route(Takes.SEE_PROJECT),
    "result_numbers": Route(Takes.EXPORT_PROJECT),
    "project_workbook": Route(Takes.EXPORT_PROJECT),
    "status_note": Route(Takes.EXPORT_PROJECT),
    # workbooks
    "workbook_import": Route(Takes.IMPORT_PROJECT, FORM),
    "workbook_preview": Route(Takes.IMPORT_PROJECT, FORM),
    "workbook_drop": Route(Takes.IMPORT_PROJECT, POST),
    "workbook_receipt": Route(Takes.IMPORT_PROJECT),
    "workbook_file": Route(Takes.IMPORT_PROJECT, answers=frozenset({410})),
    "workbook_undo": Route(Takes.IMPORT_PROJECT, FORM),
    "new_workbook": Route(Takes.CREATE_PROJECT, FORM),
    # the organisation's own uploads; see tests/pages/test_workbook_pages.py
    "new_workbook_preview": Route(Takes.CREATE_PROJECT, FORM, answers=frozenset({404})),
    "new_workbook_drop": Route(Takes.CREATE_PROJECT, POST, answers=frozenset({404})),
    # notes
    "note": Route(Takes.SEE_PROJECT),
    "note_section": Route(Takes.SEE_PROJECT),
    "note_chart": Route(Takes.SEE_PROJECT, answers=frozenset({200, 404})),
    "note_order": Route(Takes.EXPORT_PROJECT, POST),
    # a closed round's; the world's own snapshot has no bytes, see tests/rooms/test_frozen_files.py
    "snapshot_file": Route(Takes.EXPORT_PROJECT, answers=frozenset({200, 404})),
    "snapshot_chart": Route(Takes.SEE_PROJECT, answers=frozenset({200, 404})),
    "document_base": Route(Takes.MANAGE_ORGANISATION, FORM),
    "document_base_file": Route(Takes.MANAGE_ORGANISATION, answers=frozenset({404})),
    "document_base_sample": Route(Takes.MANAGE_ORGANISATION),
    "document_base_remove": Route(Takes.MANAGE_ORGANISATION, POST),
    # one's own long work; see tests/pages/test_note_pages.py
    "job": Route(Takes.SIGN_IN, answers=frozenset({404})),
    "job_file": Route(Takes.SIGN_IN, answers=frozenset({404})),
    "job_again": Route(Takes.SIGN_IN, POST, answers=frozenset({404})),
    # reporting
    "report_activity": Route(Takes.REPORT_STATUS, FORM),
    "preview_lights": Route(Takes.REPORT_STATUS, POST),
    "judge_activity": Route(Takes.ASSESS, FORM),
    "report_result": Route(Takes.REPORT_STATUS, FORM),
    # one activity in a round
    "round_report": Route(Takes.REPORT_STATUS, FORM),
    "round_preview": Route(Takes.REPORT_STATUS, POST),
    "round_check": Route(Takes.REPORT_STATUS, FORM),
    "round_receipt": Route(Takes.REPORT_STATUS),
    "round_file": Route(Takes.REPORT_STATUS, FORM),
    "round_take_back": Route(Takes.REPORT_STATUS, POST),
    "status_grid": Route(Takes.REPORT_STATUS),
    "value_grid": Route(Takes.REPORT_STATUS),
    "status_cell": Route(Takes.REPORT_STATUS, FORM),
    "value_cell": Route(Takes.REPORT_STATUS, FORM),
    "paste_statuses": Route(Takes.REPORT_STATUS, FORM),
    "paste_values": Route(Takes.REPORT_STATUS, FORM),
    # the API: its guide, its description, and what is not there
    "api_guide": Route(Takes.NOTHING),
    "api_description": Route(Takes.NOTHING),
    "api_nowhere": Route(Takes.NOTHING, EVERY, answers=frozenset({404})),
    # the API: reading
    "api_me": Route(Takes.SIGN_IN, api=True),
    "api_programmes": Route(Takes.SIGN_IN, api=True),
    "api_programme": Route(Takes.SEE_PROGRAMME, api=True),
    "api_projects": Route(Takes.SIGN_IN, api=True),
    "api_project": Route(Takes.SEE_PROJECT, api=True),
    "api_areas": Route(Takes.SEE_PROJECT, api=True),
    "api_activities": Route(Takes.SEE_PROJECT, api=True),
    "api_activity": Route(Takes.SEE_PROJECT, api=True),
    "api_milestones": Route(Takes.SEE_PROJECT, api=True),
    "api_milestone": Route(Takes.SEE_PROJECT, api=True),
    "api_statuses": Route(Takes.SEE_PROJECT, api=True),
    "api_registration_sums": Route(Takes.SEE_PROJECT, api=True),
    "api_results": Route(Takes.SEE_PROJECT, api=True),
    "api_result": Route(Takes.SEE_PROJECT, api=True),
    "api_result_standings": Route(Takes.SEE_PROJECT, api=True),
    "api_theory": Route(Takes.SEE_PROJECT, api=True),
    "api_assessments": Route(Takes.SEE_PROJECT, api=True),
    "api_recommendations": Route(Takes.SEE_PROJECT, api=True),
    "api_proposals": Route(Takes.SEE_PROJECT, api=True),
    "api_evidence": Route(Takes.SEE_PROJECT, api=True),
    "api_unexpected": Route(Takes.SEE_PROJECT, api=True),
    "api_explanations": Route(Takes.SEE_PROJECT, api=True),
    "api_annexes": Route(Takes.SEE_PROJECT, api=True),
    "api_phases": Route(Takes.SEE_PROJECT, api=True),
    # action plans
    "api_action_plan": Route(Takes.SEE_PROJECT, api=True),
    "api_action_statuses": Route(Takes.SEE_PROJECT, api=True),
    "api_embeddings": Route(Takes.SEE_PROJECT, api=True),
    "api_experiences": Route(Takes.SEE_PROJECT, api=True),
    "api_benefits": Route(Takes.SEE_PROJECT, api=True),
    "api_comments": Route(Takes.SEE_PROJECT, api=True),
    "api_project_rounds": Route(Takes.SEE_PROJECT, api=True),
    "api_programme_rounds": Route(Takes.SEE_PROGRAMME, api=True),
    "api_round": Route(Takes.SEE_ROUND, api=True),
    "api_submissions": Route(Takes.SEE_ROUND, api=True),
    "api_snapshots": Route(Takes.SEE_ROUND, api=True),
    # the world's snapshot has no bytes; see tests/api/test_rounds.py
    "api_snapshot_file": Route(Takes.EXPORT_PROJECT, api=True, answers=frozenset({200, 404})),
    # the API: methods, matrix, action plan
    "api_methods": Route(Takes.SEE_PROJECT, FORM, api=True, writes=Takes.EDIT_PROJECT),
    "api_method": Route(Takes.SEE_PROJECT, PUT | {"DELETE"}, api=True, writes=Takes.EDIT_PROJECT),
    "api_method_new_version": Route(Takes.EDIT_PROJECT, POST, api=True),
    "api_method_phase": Route(Takes.EDIT_PROJECT, frozenset({"PUT"}), api=True),
    "api_method_text": Route(Takes.EDIT_PROJECT, frozenset({"PUT"}), api=True),
    "api_method_core_elements": Route(Takes.EDIT_PROJECT, POST, api=True),
    "api_method_core_element": Route(Takes.EDIT_PROJECT, frozenset({"PUT", "DELETE"}), api=True),
    "api_method_core_place": Route(Takes.EDIT_PROJECT, POST, api=True),
    "api_method_tools": Route(Takes.EDIT_PROJECT, POST, api=True),
    "api_method_tool": Route(Takes.EDIT_PROJECT, frozenset({"PUT", "DELETE"}), api=True),
    "api_matrix": Route(Takes.SEE_PROJECT, api=True),
    "api_matrix_groups": Route(Takes.EDIT_PROJECT, POST, api=True),
    "api_matrix_group": Route(Takes.SEE_PROJECT, PUT | {"DELETE"}, api=True, writes=Takes.EDIT_PROJECT),
    "api_matrix_group_move": Route(Takes.EDIT_PROJECT, POST, api=True),
    "api_challenges": Route(Takes.EDIT_PROJECT, POST, api=True),
    "api_challenge": Route(Takes.SEE_PROJECT, PUT | {"DELETE"}, api=True, writes=Takes.EDIT_PROJECT),
    "api_challenge_place": Route(Takes.EDIT_PROJECT, POST, api=True),
    "api_challenge_actions": Route(Takes.EDIT_PROJECT, POST, api=True),
    "api_action": Route(Takes.SEE_PROJECT, PUT | {"DELETE"}, api=True, writes=Takes.EDIT_PROJECT),
    "api_action_place": Route(Takes.EDIT_PROJECT, POST, api=True),
    "api_matrix_day": Route(Takes.SEE_PROJECT, PUT, api=True, writes=Takes.EDIT_PROJECT),
    # the API: acts in a round
    "api_submit": Route(Takes.REPORT_STATUS, POST, api=True),
    "api_take_back": Route(Takes.REPORT_STATUS, POST, api=True),
    "api_return": Route(Takes.RETURN_STATUS, POST, api=True),
    "api_approve": Route(Takes.APPROVE_STATUS, POST, api=True),
    # the API: employment plans
    "api_plans": Route(Takes.SIGN_IN, api=True),
    "api_organisation_plans": Route(Takes.EDIT_PLAN, POST, api=True),
    "api_plan": Route(Takes.SEE_PLAN, frozenset({"GET", "HEAD", "DELETE"}), api=True, writes=Takes.EDIT_PLAN),
    "api_plan_file": Route(Takes.SEE_PLAN, api=True),
    "api_plan_move": Route(Takes.EDIT_PLAN, POST, api=True),
    "api_plan_goals": Route(Takes.EDIT_PLAN, POST, api=True),
    "api_plan_goal": Route(Takes.SEE_PLAN, PUT | {"DELETE"}, api=True, writes=Takes.EDIT_PLAN),
    "api_plan_overall_groups": Route(Takes.EDIT_PLAN, POST, api=True),
    "api_plan_overall_group": Route(Takes.SEE_PLAN, PUT | {"DELETE"}, api=True, writes=Takes.EDIT_PLAN),
    "api_plan_groups": Route(Takes.EDIT_PLAN, POST, api=True),
    "api_plan_group": Route(Takes.SEE_PLAN, PUT | {"DELETE"}, api=True, writes=Takes.EDIT_PLAN),
    "api_plan_group_place": Route(Takes.EDIT_PLAN, POST, api=True),
    "api_planned_results": Route(Takes.EDIT_PLAN, POST, api=True),
    "api_planned_result": Route(Takes.SEE_PLAN, PUT | {"DELETE"}, api=True, writes=Takes.EDIT_PLAN),
    "api_planned_place": Route(Takes.EDIT_PLAN, POST, api=True),
    "api_planned_regroup": Route(Takes.EDIT_PLAN, POST, api=True),
    "api_planned_retire": Route(Takes.EDIT_PLAN, POST, api=True),
    "api_planned_unretire": Route(Takes.EDIT_PLAN, POST, api=True),
    "api_planned_follows": Route(Takes.EDIT_PLAN, frozenset({"PUT"}), api=True),
    "api_planned_follow_up": Route(Takes.EDIT_PLAN, frozenset({"PUT"}), api=True),
    "api_plan_steps": Route(Takes.EDIT_PLAN, POST, api=True),
    "api_plan_step": Route(Takes.SEE_PLAN, PUT | {"DELETE"}, api=True, writes=Takes.EDIT_PLAN),
    "api_plan_step_place": Route(Takes.EDIT_PLAN, POST, api=True),
    "api_plan_step_retire": Route(Takes.EDIT_PLAN, POST, api=True),
    "api_plan_step_unretire": Route(Takes.EDIT_PLAN, POST, api=True),
    # interventions; what is moved or brought back the body names; see tests/pages/test_intervention_pages.py
    "interventions": Route(Takes.SEE_PROJECT),
    "interventions_decide": Route(Takes.DESCRIBE_IN_PROJECT, FORM),
    "interventions_copy": Route(Takes.DESCRIBE_IN_PROJECT, FORM),
    "interventions_move": Route(Takes.DESCRIBE_IN_PROJECT, POST),
    "interventions_restore": Route(Takes.DESCRIBE_IN_PROJECT, POST, answers=frozenset({404})),
    "intervention": Route(Takes.SEE_PROJECT),
    "intervention_edit": Route(Takes.DESCRIBE, FORM),
    "intervention_remove": Route(Takes.DESCRIBE, FORM),
    "intervention_fill": Route(Takes.DESCRIBE, FORM),
    "intervention_section": Route(Takes.DESCRIBE, FORM),
    "intervention_check": Route(Takes.DESCRIBE, FORM),
    "intervention_take_back": Route(Takes.DESCRIBE, POST),
    "intervention_receipt": Route(Takes.SEE_PROJECT),
    "intervention_end": Route(Takes.DESCRIBE, FORM),
    "intervention_reopen": Route(Takes.DESCRIBE, FORM),
    "intervention_read": Route(Takes.SEE_PROJECT),
    "intervention_file": Route(Takes.EXPORT_PROJECT),
    "intervention_similar": Route(Takes.SEE_PROJECT),
    "intervention_compare_choose": Route(Takes.SEE_PROJECT),
    "intervention_compare": Route(Takes.SEE_PROJECT),
    "comment_settle": Route(Takes.DESCRIBE, POST),
    # … read and decided on, and the lists over many projects; see tests/pages/test_description_decisions.py
    "interventions_all": Route(Takes.SIGN_IN),
    "programme_interventions": Route(Takes.SEE_PROGRAMME),
    "programme_interventions_file": Route(Takes.SEE_PROGRAMME),
    "programme_interventions_year": Route(Takes.SEE_PROGRAMME),
    "intervention_review": Route(Takes.DECIDE_DESCRIPTION),
    "intervention_field": Route(Takes.DECIDE_DESCRIPTION, FORM),
    "intervention_return": Route(Takes.DECIDE_DESCRIPTION, FORM),
    "intervention_accept": Route(Takes.DECIDE_DESCRIPTION, FORM),
    "comment_edit": Route(Takes.DECIDE_DESCRIPTION, FORM),
    "comment_remove": Route(Takes.DECIDE_DESCRIPTION, POST),
    "comment_close": Route(Takes.DECIDE_DESCRIPTION, POST),
    # descriptions of interventions from Word
    "description_bring": Route(Takes.DESCRIBE_IN_PROJECT, FORM),
    "description_confirm": Route(Takes.DESCRIBE, FORM),
    "description_numbers": Route(Takes.DESCRIBE, FORM),
    "description_unread": Route(Takes.DESCRIBE, FORM),
    "description_dismiss": Route(Takes.DESCRIBE, POST),
    # the API: interventions
    "api_interventions": Route(Takes.SEE_PROJECT, FORM, api=True, writes=Takes.DESCRIBE_IN_PROJECT),
    "api_programme_interventions": Route(Takes.SEE_PROGRAMME, api=True),
    "api_intervention": Route(Takes.SEE_PROJECT, PUT | {"DELETE"}, api=True, writes=Takes.DESCRIBE),
    "api_intervention_place": Route(Takes.DESCRIBE, POST, api=True),
    "api_intervention_copy": Route(Takes.DESCRIBE, POST, api=True),
    "api_intervention_receipts": Route(Takes.SEE_PROJECT, api=True),
    "api_intervention_similar": Route(Takes.SEE_PROJECT, api=True),
    # there is no file of the kind the matrix asks for
    "api_intervention_file": Route(Takes.EXPORT_PROJECT, api=True, answers=frozenset({200, 404})),
    "api_intervention_answers": Route(Takes.DESCRIBE, frozenset({"PUT"}), api=True),
    "api_intervention_comments": Route(Takes.SEE_PROJECT, FORM, api=True, writes=Takes.DECIDE_DESCRIPTION),
    "api_comment": Route(Takes.DECIDE_DESCRIPTION, frozenset({"PUT", "DELETE"}), api=True),
    "api_comment_settle": Route(Takes.DESCRIBE, POST, api=True),
    "api_comment_unsettle": Route(Takes.DESCRIBE, POST, api=True),
    "api_intervention_purposes": Route(Takes.DESCRIBE, frozenset({"PUT"}), api=True),
    "api_intervention_elements": Route(Takes.DESCRIBE, frozenset({"PUT"}), api=True),
    "api_intervention_actors": Route(Takes.DESCRIBE, frozenset({"PUT"}), api=True),
    "api_intervention_sources": Route(Takes.DESCRIBE, frozenset({"PUT"}), api=True),
    "api_intervention_tracks": Route(Takes.DESCRIBE, frozenset({"PUT"}), api=True),
    "api_intervention_effects": Route(Takes.DESCRIBE, frozenset({"PUT"}), api=True),
    "api_intervention_costs": Route(Takes.DESCRIBE, frozenset({"PUT"}), api=True),
    "api_element_activity": Route(Takes.DESCRIBE, frozenset({"PUT"}), api=True),
    "api_effect_result": Route(Takes.DESCRIBE, frozenset({"PUT"}), api=True),
    "api_intervention_submit": Route(Takes.DESCRIBE, POST, api=True),
    "api_intervention_take_back": Route(Takes.DESCRIBE, POST, api=True),
    "api_intervention_return": Route(Takes.DECIDE_DESCRIPTION, POST, api=True),
    "api_intervention_accept": Route(Takes.DECIDE_DESCRIPTION, POST, api=True),
    "api_intervention_end": Route(Takes.DESCRIBE, POST, api=True),
    "api_intervention_reopen": Route(Takes.DESCRIBE, POST, api=True),
    # the API: registers and goals
    "api_registers": Route(Takes.SIGN_IN, api=True),
    "api_organisation_registers": Route(Takes.MAKE_REGISTER, POST, api=True),
    "api_register": Route(Takes.SEE_REGISTER, PUT | {"DELETE"}, api=True, writes=Takes.KEEP_REGISTERS),
    "api_deliveries": Route(Takes.SEE_REGISTER, FORM, api=True, writes=Takes.KEEP_REGISTERS),
    "api_delivery": Route(
        Takes.SEE_REGISTER, frozenset({"GET", "HEAD", "DELETE"}), api=True, writes=Takes.KEEP_REGISTERS
    ),
    "api_runs": Route(Takes.SEE_REGISTER, api=True),
    "api_run_publish": Route(Takes.PUBLISH_RUNS_OF, POST, api=True),
    "api_publication": Route(Takes.PUBLISH_RUNS, frozenset({"GET", "HEAD", "DELETE"}), api=True),
    "api_goals": Route(Takes.SEE_PROGRAMME, api=True),
    "api_goal": Route(Takes.SEE_PROGRAMME, api=True),
    "api_measure_links": Route(Takes.EDIT_PROJECT, POST, api=True),
    "api_measure_link": Route(
        Takes.SEE_PROJECT, frozenset({"GET", "HEAD", "DELETE"}), api=True, writes=Takes.EDIT_PROJECT
    ),
    # the API: change tracks, the ministry's goals
    "api_change_tracks": Route(Takes.SEE_TRACKS, api=True),
    "api_change_track": Route(Takes.SEE_TRACKS, PUT | {"DELETE"}, api=True, writes=Takes.EDIT_TRACKS),
    "api_change_track_revise": Route(Takes.EDIT_TRACKS, POST, api=True),
    "api_change_track_end": Route(Takes.EDIT_TRACKS, POST, api=True),
    "api_change_track_move": Route(Takes.EDIT_TRACKS, POST, api=True),
    "api_track_catalogue": Route(Takes.KEEP_TRACKS, POST, api=True),
    "api_track_catalogue_by_number": Route(Takes.KEEP_TRACKS, POST, api=True),
    "api_national_goals": Route(Takes.SEE_TRACKS, api=True),
    # the API: reading and writing at one address
    "api_status": Route(Takes.SEE_PROJECT, PUT, api=True, writes=Takes.REPORT_STATUS),
    "api_action_status": Route(Takes.SEE_PROJECT, PUT, api=True, writes=Takes.REPORT_STATUS),
    "api_measurements": Route(Takes.SEE_PROJECT, FORM, api=True, writes=Takes.REPORT_STATUS),
    "api_arrows": Route(Takes.SEE_PROJECT, FORM, api=True, writes=Takes.EDIT_PROJECT),
    "api_arrow": Route(Takes.SEE_PROJECT, PUT | {"DELETE"}, api=True, writes=Takes.EDIT_PROJECT),
    "api_registrations": Route(Takes.SEE_PROJECT, FORM, api=True, writes=Takes.REPORT_STATUS),
    "api_registration": Route(Takes.SEE_PROJECT, PUT | {"DELETE"}, api=True, writes=Takes.REPORT_STATUS),
}

#: Who sees the project at all. Everybody else in PERSONAS must be told that it does not exist.
SEE_THE_PROJECT = frozenset(
    {
        "project manager",
        "activity lead",
        "steering group",
        "lead administrator",
        "partner assigned",
        "partner administrator",
        "coordinator",
        "coordinator of the project",
        "funder administrator",
        "evaluator",
        "evaluator of the programme",
        "evaluator administrator",
    }
)
#: Who sees the programme: it is assigned to them, their organisation owns it, or a project they see is in it.
SEE_THE_PROGRAMME = SEE_THE_PROJECT
#: Who belongs to the lead organisation, and so knows that it is there.
SEE_THE_ORGANISATION = frozenset(
    {
        *("project manager", "activity lead", "steering group"),
        *("lead administrator", "lead planner", "lead colleague"),
    }
)

_KEEPERS = frozenset({"funder administrator", "funder planner"})

#: Who must see what, before it is asked what they may; and for whom everything else does not exist.
SEES: dict[Takes, frozenset[str]] = {
    **dict.fromkeys(
        (
            Takes.SEE_PROJECT,
            Takes.EXPORT_PROJECT,
            Takes.IMPORT_PROJECT,
            Takes.EDIT_PROJECT,
            Takes.REPORT_STATUS,
            Takes.ASSESS,
            Takes.APPROVE_STATUS,
            Takes.RETURN_STATUS,
            Takes.RUN_ROUNDS,
            Takes.SEE_ROUND,
            Takes.MANAGE_PROJECT_PEOPLE,
            Takes.DESCRIBE,
            Takes.DESCRIBE_IN_PROJECT,
            Takes.DECIDE_DESCRIPTION,
        ),
        SEE_THE_PROJECT,
    ),
    **dict.fromkeys(
        (Takes.SEE_PROGRAMME, Takes.EDIT_PROGRAMME, Takes.RUN_PROGRAMME_ROUNDS), SEE_THE_PROGRAMME
    ),
    **dict.fromkeys(
        (Takes.MANAGE_ORGANISATION, Takes.CREATE_PROJECT, Takes.SEE_PLAN, Takes.EDIT_PLAN),
        SEE_THE_ORGANISATION,
    ),
    **dict.fromkeys((Takes.SEE_TRACKS, Takes.EDIT_TRACKS), frozenset(PERSONAS)),
    # Who keeps it sees it at all; an employee of the agency has nothing of it.
    **dict.fromkeys(
        (Takes.SEE_REGISTER, Takes.KEEP_REGISTERS, Takes.RUN_MEASURES, Takes.PUBLISH_RUNS_OF), _KEEPERS
    ),
    # Whoever sees the programme sees that a run is published in it.
    Takes.PUBLISH_RUNS: SEE_THE_PROGRAMME | _KEEPERS,
    # Found through the agency, which only its own people see.
    Takes.MAKE_REGISTER: frozenset(
        {
            *("coordinator", "coordinator of the project"),
            *("funder administrator", "funder planner", "funder colleague"),
        }
    ),
    # The catalogue as a whole is found through the agency, which only its own people see.
    Takes.KEEP_TRACKS: frozenset(
        {
            *("coordinator", "coordinator of the project"),
            *("funder administrator", "funder planner", "funder colleague"),
        }
    ),
}

_LEADERS = frozenset({"project manager", "lead administrator"})

#: Who has what, among those who see it.
MAY: dict[Takes, frozenset[str]] = {
    Takes.SEE_PROJECT: SEE_THE_PROJECT,
    Takes.EXPORT_PROJECT: SEE_THE_PROJECT,
    Takes.IMPORT_PROJECT: _LEADERS,
    Takes.EDIT_PROJECT: _LEADERS,
    Takes.REPORT_STATUS: _LEADERS | {"activity lead"},
    Takes.ASSESS: frozenset({"evaluator", "evaluator of the programme", "evaluator administrator"}),
    Takes.APPROVE_STATUS: _LEADERS,
    Takes.RETURN_STATUS: _LEADERS | {"coordinator", "coordinator of the project", "funder administrator"},
    # Of a project. A programme's rounds are run by its owner's people; see tests/rooms/test_programme_rounds.py.
    Takes.RUN_ROUNDS: _LEADERS,
    Takes.RUN_PROGRAMME_ROUNDS: frozenset({"funder administrator", "coordinator"}),
    Takes.SEE_ROUND: SEE_THE_PROJECT,
    Takes.MANAGE_PROJECT_PEOPLE: _LEADERS
    | {"partner assigned", "partner administrator", "funder administrator", "evaluator administrator"},
    Takes.DESCRIBE: _LEADERS,
    Takes.DESCRIBE_IN_PROJECT: _LEADERS | {"partner assigned", "partner administrator"},
    Takes.DECIDE_DESCRIPTION: frozenset(
        {"coordinator", "coordinator of the project", "funder administrator"}
    ),
    Takes.SEE_PROGRAMME: SEE_THE_PROGRAMME,
    Takes.EDIT_PROGRAMME: frozenset({"funder administrator"}),
    Takes.MANAGE_ORGANISATION: frozenset({"lead administrator"}),
    Takes.CREATE_PROJECT: frozenset({"lead administrator"}),
    Takes.SEE_PLAN: SEE_THE_ORGANISATION,
    Takes.EDIT_PLAN: frozenset({"lead administrator", "lead planner"}),
    Takes.SEE_TRACKS: frozenset(PERSONAS),
    **dict.fromkeys(
        (Takes.EDIT_TRACKS, Takes.KEEP_TRACKS), frozenset({"funder administrator", "funder planner"})
    ),
    **dict.fromkeys((Takes.SEE_REGISTER, Takes.RUN_MEASURES), _KEEPERS),
    **dict.fromkeys(
        (Takes.KEEP_REGISTERS, Takes.MAKE_REGISTER, Takes.PUBLISH_RUNS, Takes.PUBLISH_RUNS_OF),
        frozenset({"funder administrator"}),
    ),
}
