"""Method descriptions as the API tells them."""

from typing import Any

from virkning.figures.planning import MethodPart
from virkning.rooms.access.requirements import NotVisible
from virkning.rooms.access.snapshot import one_moment
from virkning.rooms.plans import models
from virkning.rooms.plans.methodfacts import MethodPhaseFacts, VersionFacts
from virkning.rooms.plans.queries.method import load_method, versions_of

from ..schemas import methods as schemas


def version_told(one: VersionFacts, newest: int | None) -> schemas.MethodVersion:
    """A version in the list of them. `newest`: the key of the one that holds."""
    return schemas.MethodVersion(**_head(one, newest))


def method_told(method: models.MethodDescription) -> schemas.Method:
    """A version whole. Five queries."""
    with one_moment():
        newest = next((one.id for one in versions_of(method.project_id)), None)
        facts = load_method(method)
    return schemas.Method(
        **_head(facts.head, newest),
        core_elements=[
            schemas.CoreElement(id=one.id, text=one.text, version=one.version) for one in facts.core
        ],
        phases=[_phase(one) for one in facts.phases],
        version=facts.version,
    )


def method_now(key: int) -> schemas.Method:
    """The version as it is now. Raises `NotVisible`."""
    with one_moment():
        return method_told(_there(models.MethodDescription, key))


def phase_now(key: int) -> schemas.MethodPhase:
    """The phase as it is now. Raises `NotVisible`."""
    with one_moment():
        phase = _there(models.MethodPhase, key)
        facts = next((one for one in load_method(phase.description).phases if one.id == key), None)
    if facts is None:
        raise NotVisible
    return _phase(facts)


def core_now(key: int) -> schemas.CoreElement:
    """The core element as it is now. Raises `NotVisible`."""
    core = _there(models.CoreElement, key)
    return schemas.CoreElement(id=core.pk, text=core.text, version=core.version)


def tool_now(key: int) -> schemas.MethodToolTold:
    """The tool as it is now. Raises `NotVisible`."""
    with one_moment():
        tool = _there(models.MethodTool, key)
        file = tool.file.name if tool.file is not None else ""
    return schemas.MethodToolTold(
        id=tool.pk, phase_id=tool.phase_id, title=tool.title, file=file, version=tool.version
    )


def _there(model: Any, key: int) -> Any:
    row = model.objects.filter(pk=key).first()
    if row is None:
        raise NotVisible
    return row


def _head(one: VersionFacts, newest: int | None) -> dict[str, Any]:
    return {
        "id": one.id,
        "number": one.number,
        "title": one.title,
        "note": one.note,
        "decided_on": one.decided_on,
        "holds": one.id == newest,
    }


def _phase(one: MethodPhaseFacts) -> schemas.MethodPhase:
    return schemas.MethodPhase(
        id=one.id,
        title=one.title,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        texts=[
            schemas.MethodText(part=part, text=one.text(part), version=one.text_version(part) or None)
            for part in MethodPart
        ],
        tools=[
            schemas.MethodToolTold(
                id=tool.id, phase_id=one.id, title=tool.title, file=tool.file, version=tool.version
            )
            for tool in one.tools
        ],
        version=one.version,
    )
