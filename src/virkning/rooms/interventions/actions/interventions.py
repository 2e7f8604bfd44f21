"""The interventions of a project: decided, corrected, moved, removed, brought back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.figures.interventions import InterventionStage
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.programmes.actions.acts import Act, act
from virkning.rooms.programmes.models import Project

from ..limits import MOST_INTERVENTIONS
from ..models import Intervention
from ..queries.rights import municipalities_of
from .acts import DESCRIBE, acting, as_it_is, check_open, check_unmoved
from .checking import checked
from .free import check_free, taken, taken_words
from .naming import shortly


@dataclass(frozen=True)
class Decided:
    """An intervention as it is decided: whose, what it is called, and from when where that is known."""

    municipality: Organisation
    name: str
    start_date: date | None = None


def decide_intervention(
    *, project: Project, municipality: Organisation, name: str, by: Author, start_date: date | None = None
) -> Intervention:
    """Put an intervention on the list of those to be described. Raises `Refused`."""
    try:
        decided = Decided(municipality, name, start_date)
        return decide_interventions(project=project, wished=[decided], by=by)[0]
    except Refused as refused:
        raise Refused({key.removesuffix("_0"): said for key, said in refused.errors.items()}) from refused


def decide_interventions(*, project: Project, wished: Sequence[Decided], by: Author) -> list[Intervention]:
    """Put several on it, all or none. Raises `Refused` with `name_0`, `municipality_1` and so on as keys."""
    names = [_name(one, place) for place, one in enumerate(wished)]
    if not wished:
        raise Refused({"name_0": _("Skriv, hvad indsatsen hedder.")})
    with act(by=by, project_id=project.pk, action=DESCRIBE) as deciding:
        # One at a time in a project: two who decide the same at once meet here, and not in a constraint.
        Project._base_manager.select_for_update().get(pk=project.pk)
        _check_wished(project, wished, names)
        first = next_place(project)
        made = [
            deciding.create(
                Intervention(
                    project=project,
                    municipality=one.municipality,
                    name=name,
                    start_date=one.start_date,
                    position=first + place,
                ),
                tell=len(wished) == 1,
            )
            for place, (one, name) in enumerate(zip(wished, names, strict=True))
        ]
        deciding.about = made[0] if len(made) == 1 else project
        deciding.words = _decided_words(made)
    return made


def _decided_words(made: Sequence[Intervention]) -> str:
    said = ngettext("Indsatsen %(name)s er besluttet.", "%(count)s indsatser er besluttet.", len(made))
    return said % {"name": shortly(made[0].name), "count": len(made)}


def _name(one: Decided, place: int) -> str:
    name: str = checked({"name": one.name}, suffix=f"_{place}")["name"]
    if not name:
        raise Refused({f"name_{place}": _("Skriv, hvad indsatsen hedder.")})
    return name


def _check_wished(project: Project, wished: Sequence[Decided], names: Sequence[str]) -> None:
    there = Intervention.objects.filter(project=project).count()
    if there + len(wished) > MOST_INTERVENTIONS:
        said = _("Der er plads til %(most)s indsatser i et projekt.") % {"most": MOST_INTERVENTIONS}
        raise Refused({"name_0": said})
    may = municipalities_of(project)
    used = set(taken(project.pk, names))
    problems: dict[str, str] = {}
    for place, (one, name) in enumerate(zip(wished, names, strict=True)):
        if one.municipality.pk not in may:
            problems[f"municipality_{place}"] = _not_a_party()
        key = (one.municipality.pk, name, one.start_date)
        if key in used:
            problems[f"name_{place}"] = taken_words(one.start_date)
        used.add(key)
    if problems:
        raise Refused(problems)


def check_municipality(project: Project, municipality: Organisation) -> None:
    """Raises `Refused` where it is no municipality that carries out the project."""
    if municipality.pk not in municipalities_of(project):
        raise Refused({"municipality": _not_a_party()})


def _not_a_party() -> str:
    return _("Vælg en kommune, der er part i projektet.")


def next_place(project: Project) -> int:
    """The place after the project's last intervention, removed ones counted in. One query."""
    last = Intervention._base_manager.filter(project=project).aggregate(last=Max("position"))["last"]
    return 0 if last is None else int(last) + 1


def change_intervention(
    intervention: Intervention,
    *,
    name: str,
    start_date: date | None,
    by: Author,
    municipality: Organisation | None = None,
    version: int | None = None,
) -> Intervention:
    """Correct what stands on the list, without beginning the description. Raises `Refused`, `Conflict`.

    `municipality` None: as before.
    """
    tidy: str = checked({"name": name})["name"]
    if not tidy:
        raise Refused({"name": _("Skriv, hvad indsatsen hedder.")})
    whose = intervention.municipality if municipality is None else municipality
    with acting(intervention, by=by) as changing:
        check_unmoved(intervention, version)
        check_open(intervention)
        if whose.pk != intervention.municipality_id:
            check_municipality(intervention.project, whose)
        check_free(intervention, name=tidy, start_date=start_date, municipality=whose)
        values = {"name": tidy, "start_date": start_date, "municipality_id": whose.pk}
        changing.words = _("Indsatsen %(name)s er rettet.") % {"name": shortly(intervention.name)}
        changing.change(intervention, version=intervention.version, tell=True, **values)
    return intervention


def move_intervention(intervention: Intervention, *, to: int, by: Author) -> Intervention:
    """Give it place number `to` (0 is first) among its project's; past the ends is the end. Raises `Refused`."""
    with acting(intervention, by=by) as moving:
        rows = list(Intervention.objects.filter(project=intervention.project_id).order_by("position", "id"))
        moved = next(one for one in rows if one.pk == intervention.pk)
        rows.remove(moved)
        rows.insert(max(0, min(to, len(rows))), moved)
        moving.reorder(rows)
        texts = {"name": shortly(intervention.name), "place": rows.index(moved) + 1}
        moving.words = _("Indsatsen %(name)s er flyttet til plads %(place)s.") % texts
    return intervention


def remove_intervention(
    intervention: Intervention, *, by: Author, reason: str = "", version: int | None = None
) -> Intervention:
    """Take it off the list with its description; it can be brought back. Raises `Refused`, `Conflict`.

    One that has been accepted stays: the project's activities came of it. It is ended instead.
    """
    with acting(intervention, by=by) as removing:
        check_unmoved(intervention, version)
        if InterventionStage(intervention.stage).is_accepted:
            raise Refused(_("Indsatsen er godkendt og kan ikke fjernes. Afslut den i stedet."))
        reason = checked({"reason": reason})["reason"]
        removing.remove([intervention], at=timezone.now(), reason=reason)
        removing.words = _("Indsatsen %(name)s er fjernet.") % {"name": shortly(intervention.name)}
        if reason:
            removing.told["begrundelse"] = ["", reason]
    return intervention


def restore_intervention(intervention: Intervention, *, by: Author) -> Intervention:
    """Bring it back as it was. Raises `Refused`."""
    with act(by=by, project_id=intervention.project_id, action=DESCRIBE) as restoring:
        as_it_is(intervention)
        if intervention.removed_at is None:
            raise Refused(_("Det er allerede hentet tilbage."))
        check_free(intervention)
        restoring.restore([intervention])
        restoring.about = intervention
        restoring.words = _("Indsatsen %(name)s er hentet tilbage.") % {"name": shortly(intervention.name)}
    return intervention


def removed_interventions(project: Project) -> list[Intervention]:
    """What has been removed and can be brought back, the latest first. One query."""
    gone = Intervention._base_manager.filter(project=project, removed_at__isnull=False)
    return list(gone.select_related("municipality").order_by("-removed_at", "id"))


def told_in(making: Act, intervention: Intervention) -> None:
    """What an act that made an intervention is told as."""
    making.about = intervention
    making.words = _("Indsatsen %(name)s er oprettet.") % {"name": shortly(intervention.name)}
