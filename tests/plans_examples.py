"""Employment plans for tests: the original form's own examples, and one with everything a print can hold."""

from datetime import date

from virkning.figures.planning import PlanStage, PlanTerm, Reached
from virkning.rooms.plans.facts import (
    GoalFacts,
    GroupFacts,
    OverallFacts,
    PlanFacts,
    PlannedFacts,
    labelled,
)

SHORT, LONG = PlanTerm.SHORT, PlanTerm.LONG


def group(
    number: str,
    title: str,
    results: list[tuple[str, PlanTerm]] | list[PlannedFacts] = [],  # noqa: B006 - never written on
    steps: list[tuple[str, tuple[int, ...]]] = [],  # noqa: B006
) -> GroupFacts:
    """A group with its results numbered from one, and its steps labelled."""
    planned = tuple(
        one if isinstance(one, PlannedFacts) else PlannedFacts(place, *one)
        for place, one in enumerate(results, start=1)
    )
    return GroupFacts(number, title, planned, labelled([(text, leads_to, 0, 1) for text, leads_to in steps]))


def plan(*goals: GoalFacts, **given: object) -> PlanFacts:
    """A plan of Holstebro's for 2013."""
    told = {"municipality": "Holstebro", "code": "661", "year": 2013, "goals": goals} | given
    return PlanFacts(**told)  # type: ignore[arg-type]


A1 = group("A1", "Nyuddannede akademikere", [("Ordinært job", LONG)], [("Mentor i et halvt år", (1,))])
A2 = group(
    "A2",
    "Ufaglærte",
    [("De ufaglærte er opkvalificeret", SHORT), ("Ordinært job", LONG)],
    [("Kursus i truckkørsel", (1,)), ("Virksomhedspraktik", (1, 2)), ("Jobsøgning med vejleder", (2,))],
)
C1 = group(
    "C1",
    "Personer med en psykisk lidelse",
    [("Afklaret og klar til løntilskud", SHORT), ("Jobklar", SHORT), ("Ordinært job", LONG)],
    [("Samtaler med psykolog", (1,)), ("Løntilskud med støtte", (2,)), ("Støttet jobsøgning", (3,))],
)
F1 = group("F1", "Unge med læse- og stavevanskeligheder")

GOAL_1 = GoalFacts(
    "1",
    "Antallet af ledige i mere end tre måneder skal være så lavt som muligt",
    (
        OverallFacts("A", "Jobklare med under tre måneders ledighed", (A1, A2)),
        OverallFacts("B", "Jobklare med mere end tre måneders ledighed"),
    ),
)
GOAL_2 = GoalFacts(
    "2",
    "Færrest muligt på varig forsørgelse",
    (OverallFacts("C", "Kontanthjælpsmodtagere, der ikke er jobklare", (C1,)),),
)
GOAL_3 = GoalFacts("3", "Færre unge på offentlig forsørgelse", (OverallFacts("F", "Indsatsklare", (F1,)),))

DRAFT = plan(GOAL_1, GOAL_2, GOAL_3, GoalFacts("5", "Et lokalt mål"))

FOLLOWED_UP = plan(
    GoalFacts(
        "1",
        "Flere i job",
        (
            OverallFacts(
                "A",
                "Jobklare",
                (
                    group(
                        "A1",
                        "Ufaglærte",
                        [
                            PlannedFacts(
                                1, "Opkvalificeret", SHORT, reached=Reached.WHOLLY, reached_comment="31 af 32"
                            ),
                            PlannedFacts(
                                2,
                                "Ordinært job inden sommer",
                                LONG,
                                retired_on=date(2013, 6, 1),
                                retired_reason="Loven blev ændret.",
                            ),
                            PlannedFacts(3, "Ordinært job", LONG, reached=Reached.PARTLY),
                            PlannedFacts(4, "Uddannelse", LONG),
                        ],
                        [("Kursus", (1,)), ("Praktik", (3, 1)), ("Vejledning", (4,)), ("Mentor", (4,))],
                    ),
                ),
            ),
        ),
    ),
    stage=PlanStage.FOLLOWED_UP,
    adopted_on=date(2012, 12, 11),
    adopted_by="Byrådet",
)
