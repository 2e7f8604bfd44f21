"""The tags of a printed plan's fields, by which an edited file is read back. They say what stands in a field.

Whose it is, its place in the document says, so that a row copied in Word is read as a new one. A step that leads to
several results, of which its own is not the first, has its own one's number after the tag: `plan.trin.nr.3`.
"""

MUNICIPALITY, YEAR = "plan.kommune", "plan.aar"
GOAL_NUMBER, GOAL = "plan.maal.nr", "plan.maal"
OVERALL_LETTER, OVERALL = "plan.overordnet.bogstav", "plan.overordnet"
GROUP_NUMBER, GROUP = "plan.gruppe.nr", "plan.gruppe"
RESULT_NUMBER, RESULT, TERM = "plan.resultat.nr", "plan.resultat", "plan.sigt"
STEP_NUMBER, STEP = "plan.trin.nr", "plan.trin"
#: Printed and never read back: what was retired, what was reached, what is said to be missing.
RETIRED, REACHED, MISSING = "plan.udgaaet", "plan.opfoelgning", "plan.mangler"


def step_number(leads_to: tuple[int, ...]) -> str:
    """The tag of a step's number."""
    return STEP_NUMBER if leads_to[0] == min(leads_to) else f"{STEP_NUMBER}.{leads_to[0]}"


def own_result(tag: str) -> int | None:
    """The number after the tag of a step's number, where it has one."""
    written = tag.removeprefix(f"{STEP_NUMBER}.")
    return int(written) if written != tag and written.isdecimal() and len(written) < 6 else None


def is_step_number(tag: str) -> bool:
    """Whether it is the tag of a step's number."""
    return tag == STEP_NUMBER or tag.startswith(f"{STEP_NUMBER}.")
