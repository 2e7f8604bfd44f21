"""Loads method descriptions: the versions of a project's, and one version as facts."""

from typing import Any

from virkning.figures.planning import MethodPart
from virkning.rooms.programmes.models import Project

from ..methodfacts import CoreFacts, MethodFacts, MethodPhaseFacts, ToolFacts, VersionFacts
from ..models import CoreElement, MethodCell, MethodDescription, MethodPhase, MethodTool


def versions_of(project_id: int) -> tuple[VersionFacts, ...]:
    """The project's versions, the one that holds first. One query."""
    rows = MethodDescription.objects.filter(project_id=project_id).order_by("-number", "id")
    return tuple(
        VersionFacts(*row) for row in rows.values_list("id", "number", "title", "note", "decided_on")
    )


def current_method(project_id: int) -> MethodDescription | None:
    """The version that holds; None where the project has no method description."""
    return MethodDescription.objects.filter(project_id=project_id).order_by("-number", "id").first()


def load_method(method: MethodDescription, *, holds: bool = True) -> MethodFacts:
    """One version as facts. Four queries."""
    texts: dict[int, list[tuple[MethodPart, str, int]]] = {}
    cells = MethodCell.objects.filter(phase__description=method).order_by("phase_id", "id")
    for phase, part, text, version in cells.values_list("phase_id", "part", "text", "version"):
        texts.setdefault(phase, []).append((MethodPart(part), text, version))
    tools: dict[int, list[ToolFacts]] = {}
    rows: Any = MethodTool.objects.filter(phase__description=method).order_by("phase_id", "position", "id")
    columns = ("phase_id", "id", "title", "version", "file__name", "file__size", "file__fingerprint")
    for phase, key, title, version, file, size, fingerprint in rows.values_list(*columns):
        made = ToolFacts(key, title, version, file or "", size or 0, fingerprint or "")
        tools.setdefault(phase, []).append(made)
    phases = MethodPhase.objects.filter(description=method).order_by("position", "id")
    core = CoreElement.objects.filter(description=method).order_by("position", "id")
    return MethodFacts(
        project_id=method.project_id,
        head=VersionFacts(method.pk, method.number, method.title, method.note, method.decided_on),
        phases=tuple(
            MethodPhaseFacts(
                key, title, begins, ends, tuple(texts.get(key, ())), tuple(tools.get(key, ())), version
            )
            for key, title, begins, ends, version in phases.values_list(
                "id", "title", "starts_on", "ends_on", "version"
            )
        ),
        core=tuple(CoreFacts(*row) for row in core.values_list("id", "text", "version")),
        version=method.version,
        holds=holds,
    )


def load_current(project_id: int) -> MethodFacts | None:
    """The version that holds, as facts. Five queries."""
    found = current_method(project_id)
    return load_method(found) if found is not None else None


def projects_with_a_method(project: Project) -> tuple[list[int], list[int]]:
    """The other projects one sees that have a method: those in the same programme, and the rest. One query."""
    rows: Any = MethodDescription.objects.exclude(project=project).order_by("project_id").distinct()
    same, other = list[int](), list[int]()
    for key, programme in rows.values_list("project_id", "project__programme_id"):
        is_same = programme is not None and programme == project.programme_id
        (same if is_same else other).append(key)
    return same, other
