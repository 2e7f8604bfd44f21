"""Who may move a round and a submission: the tables of `figures.rounds`, with the permission each act takes."""

from virkning.figures.rounds import RoundAct, SubmissionAct
from virkning.rooms.access.permissions import Permission

ROUND_TAKES: dict[RoundAct, Permission] = dict.fromkeys(RoundAct, Permission.RUN_ROUNDS)

#: Another person than the one who submitted approves; the action holds that, for it is no question of permission.
SUBMISSION_TAKES: dict[SubmissionAct, Permission] = {
    SubmissionAct.SUBMIT: Permission.REPORT_STATUS,
    SubmissionAct.TAKE_BACK: Permission.REPORT_STATUS,
    SubmissionAct.RETURN: Permission.RETURN_STATUS,
    SubmissionAct.APPROVE: Permission.APPROVE_STATUS,
}
