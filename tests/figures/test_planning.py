"""An employment plan's rules as tables: its stages, and how its steps are numbered in print."""

import pytest

from virkning.figures.planning import PLAN_MOVES, PlanAct, PlanStage, letter, step_labels


@pytest.mark.parametrize(
    ("steps", "labels"),
    [
        ([], ()),
        ([[1]], ("1.",)),
        ([[1], [2]], ("1.", "2.")),
        ([[1], [1], [2]], ("1.a", "1.b", "2.")),
        ([[1, 2], [2]], ("1., 2.a", "2.b")),
        ([[3, 1]], ("1., 3.",)),
        ([[2]], ("2.",)),  # a result without a step has no line here
        ([[1]] * 27, tuple(f"1.{letter(nth)}" for nth in range(27))),
    ],
)
def test_steps_are_numbered_by_what_they_lead_to(steps: list[list[int]], labels: tuple[str, ...]) -> None:
    assert step_labels(steps) == labels
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(("nth", "written"), [(0, "a"), (25, "z"), (26, "aa"), (51, "az"), (52, "ba")])
def test_letters_go_on_after_z(nth: int, written: str) -> None:
    assert letter(nth) == written


@pytest.mark.parametrize(
    ("act", "stage", "to"),
    [
        (PlanAct.ADOPT, PlanStage.DRAFT, PlanStage.ADOPTED),
        (PlanAct.REOPEN, PlanStage.ADOPTED, PlanStage.DRAFT),
        (PlanAct.FOLLOW_UP, PlanStage.ADOPTED, PlanStage.FOLLOWED_UP),
        (PlanAct.FOLLOW_UP_AGAIN, PlanStage.FOLLOWED_UP, PlanStage.ADOPTED),
    ],
)
def test_every_move_goes_from_one_stage_to_another(act: PlanAct, stage: PlanStage, to: PlanStage) -> None:
    assert (PLAN_MOVES[act].allowed, PLAN_MOVES[act].to) == (stage, to)


def test_going_back_takes_a_reason() -> None:
    assert {act for act, move in PLAN_MOVES.items() if move.reason} == {
        PlanAct.REOPEN,
        PlanAct.FOLLOW_UP_AGAIN,
    }
