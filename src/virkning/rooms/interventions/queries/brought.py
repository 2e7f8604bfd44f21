"""Files somebody has brought: those that wait for a yes, the same one twice, and what one of them is about."""

from collections.abc import Iterable, Sequence
from datetime import date

from virkning.figures.folding import fold, folded_words
from virkning.rooms.access.permissions import Permission
from virkning.rooms.access.roles import PartyRole
from virkning.rooms.access.scope import Scope
from virkning.rooms.files.models import StoredFile
from virkning.rooms.organisations.models import Organisation, OrganisationKind
from virkning.rooms.programmes.models import Project

from ..models import DescriptionFile, Intervention


def waiting_files(project: Project, scope: Scope) -> list[DescriptionFile]:
    """The files that wait for the yes of somebody like the scope's person, the latest first. A few queries."""
    rows = DescriptionFile.objects.filter(project=project, settled_at__isnull=True)
    found = list(rows.select_related("file", "municipality").order_by("-brought_at", "-id"))
    for one in found:
        one.project = project  # so that the ways into it are asked for once
    return [one for one in found if Permission.DESCRIBE in one.permissions_of(scope)]


def same_file(project: Project, fingerprint: str) -> DescriptionFile | None:
    """The file with exactly this content that has been brought into the project before. One query, or two."""
    # By the content first: together the database would go through all the project's files, for each file of a folder.
    stored = StoredFile._base_manager.filter(fingerprint=fingerprint).order_by("pk")
    keys = list(stored.values_list("pk", flat=True))
    if not keys:
        return None
    rows = DescriptionFile.objects.filter(project=project, file_id__in=keys)
    return rows.select_related("file", "intervention").order_by("-id").first()


def unread_in(intervention: Intervention) -> list[DescriptionFile]:
    """The files it was read from with words that nobody has seen to yet, the latest first. One query."""
    rows = DescriptionFile.objects.filter(intervention=intervention, settled_at__isnull=False)
    found = rows.select_related("file").order_by("-settled_at", "-id")
    return [one for one in found if open_places(one)]


def open_places(file: DescriptionFile) -> list[int]:
    """The places of the words in it that no field took and nobody has seen to."""
    return [place for place in range(len(file.proposal["unread"])) if str(place) not in file.seen_to]


def became_of(file: DescriptionFile) -> Intervention | None:
    """The intervention the file was read into; None where it was not, and where that has been taken away since."""
    found = file.intervention
    return found if found is not None and found.removed_at is None else None


def municipalities_in(project: Project) -> list[Organisation]:
    """The municipalities that carry the project out, the lead first. One query."""
    rows = Organisation._base_manager.filter(
        parties__project=project,
        parties__role__in=(PartyRole.LEAD.value, PartyRole.PARTNER.value),
        kind=OrganisationKind.MUNICIPALITY,
    )
    found = rows.select_related("municipality").order_by("parties__position", "parties__id")
    return list(dict.fromkeys(found))


def municipality_meant(written: str, among: Sequence[Organisation]) -> Organisation | None:
    """The municipality a file names, with or without “Kommune”, whatever else stands there; None where none is meant.

    `Assens`, `Assens Kommune`, `ASSENS KOMMUNE, Jobcentret` and `Københavns Kommune` for København are understood.
    """
    words = [word.removesuffix("s") for word in folded_words(written)]
    named = [one for one in among if any(_holds(words, name) for name in _names(one))]
    whole = [one for one in named if any(_is_all(words, name) for name in _names(one))]
    chosen = whole or named
    return chosen[0] if len(chosen) == 1 else None


def _names(one: Organisation) -> list[list[str]]:
    names = {one.name, *((one.municipality.name,) if one.municipality is not None else ())}
    told = ([word.removesuffix("s") for word in folded_words(name)] for name in sorted(names))
    return [bare for words in told if (bare := [word for word in words if word not in _KIND])]


_KIND = ("kommune", "kommunen")


def _holds(words: Sequence[str], name: Sequence[str]) -> bool:
    """The name's words stand there one after the other."""
    size = len(name)
    return any(list(words[at : at + size]) == list(name) for at in range(len(words) - size + 1))


def _is_all(words: Iterable[str], name: Sequence[str]) -> bool:
    return [word for word in words if word not in _KIND] == list(name)


def candidates(
    project: Project, *, municipality: Organisation, name: str, start_date: date | None
) -> list[Intervention]:
    """The municipality's interventions a description of this name may be of, the likeliest first. Two queries.

    The same name however it is written; of those the one with the same start first, then one whose start nobody has
    said yet. One with another start is another run, and last.
    """
    rows = Intervention.objects.filter(project=project, municipality=municipality)
    wanted = _told(name)
    # By their names first: a project may have thousands, and a description is long.
    names = rows.order_by("position", "id").values_list("pk", "name")
    keys = [key for key, other in names if wanted and _told(other) == wanted]
    found = rows.filter(pk__in=keys).order_by("position", "id") if keys else ()
    return sorted(found, key=lambda one: (one.start_date != start_date, one.start_date is not None))


def meant(
    project: Project, *, municipality: Organisation, name: str, start_date: date | None
) -> Intervention | None:
    """The one a description of this name and start is of; None where it is a new one."""
    found = candidates(project, municipality=municipality, name=name, start_date=start_date)
    same = [one for one in found if start_date is None or one.start_date in (start_date, None)]
    if len(same) > 1 and same[0].start_date != start_date:
        return None  # several could be meant, and nobody has said which
    return same[0] if same else None


def _told(name: str) -> str:
    return " ".join(fold(name).split())
