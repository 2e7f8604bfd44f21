"""Small things every section says alike."""

from virkning.documents.blocks import LightMark, Paragraph, Run
from virkning.figures.milestones import Light

from ..facts.project import AssessmentFacts

MARKS: dict[Light, LightMark] = {
    Light.GREEN: LightMark.GREEN,
    Light.YELLOW: LightMark.YELLOW,
    Light.RED: LightMark.RED,
}


def mark(light: Light | None) -> LightMark | None:
    """How a light is printed; None without one."""
    return None if light is None else MARKS[light]


def muted(text: str) -> tuple[Run, ...]:
    """Small print in a cell."""
    return (Run(text, muted=True),)


def joined(sentences: list[str]) -> str:
    """Sentences after each other with one full stop between, also where one ends in "pct."."""
    *others, last = sentences or [""]
    return " ".join([*(one if one.endswith(".") else f"{one}." for one in others), last])


def paragraphs(text: str) -> list[str]:
    """A typed text as paragraphs: a line break begins a new one."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def assessment_blocks(assessments: tuple[AssessmentFacts, ...], about: str) -> list[Paragraph]:
    """Assessments under a small heading that says what they are about, and their own heading where they have one."""
    blocks: list[Paragraph] = []
    for one in assessments:
        heading = f"{about}: {one.heading}" if one.heading else about
        if one.text:
            blocks.append(Paragraph(heading, style="label"))
            blocks += [Paragraph(text) for text in paragraphs(one.text)]
        else:
            blocks.append(Paragraph((Run(f"{about}: ", bold=True), Run(one.heading))))
    return blocks
