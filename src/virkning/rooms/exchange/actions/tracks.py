"""An agency's change tracks from a file: shown first, written once, and out to a file that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from virkning.figures.dates import danish_date
from virkning.rooms.audit.authors import Author
from virkning.rooms.organisations.models import Organisation
from virkning.rooms.plans.actions.tracks import (
    in_catalogue,
    locked_catalogue,
    places_for,
    refuse_without_catalogue,
)
from virkning.rooms.plans.models import ChangeTrack
from virkning.rooms.plans.queries.tracks import tracks_of
from virkning.rooms.programmes.actions.acts import Act

from ..book import Rows
from ..findings import refused
from ..models import UploadState, WorkbookUpload
from ..tracks.differences import KeptTrack, Outcome, RowOutcome, TrackDifferences, track_differences
from ..tracks.reading import read_track_file
from ..tracks.sheet import TRACKS, TrackRow
from ..writing import write_list
from .confirming import content_of
from .imports import DifferencesMoved
from .uploads import tell_imported


@dataclass(frozen=True)
class TracksImported:
    """What came of it. `about`: a track of the act, for an undo; None where nothing was written."""

    differences: TrackDifferences
    about: ChangeTrack | None


def preview_tracks(*, content: bytes, organisation: Organisation) -> TrackDifferences:
    """What the file would do to the catalogue; nothing is written. Raises `BookRefused`, and `Refused`."""
    refuse_without_catalogue(organisation)
    file = read_track_file(content)
    return track_differences([_kept(one) for one in tracks_of(organisation)], file)


def import_tracks(
    *, content: bytes, name: str, organisation: Organisation, by: Author, expected: str = ""
) -> TracksImported:
    """Do what the file says, in one act, or nothing and raise `BookRefused` with every error, or `Refused`.

    `expected`: the fingerprint somebody has seen; raises `DifferencesMoved` where the file would do something else.
    """
    refuse_without_catalogue(organisation)
    file = read_track_file(content)
    with transaction.atomic():
        catalogue = locked_catalogue(organisation)
        differences = track_differences([_kept(one) for one in catalogue], file)
        if expected and expected != differences.fingerprint:
            raise DifferencesMoved
        if not differences:
            return TracksImported(differences, None)
        with in_catalogue(by=by, organisation_id=organisation.pk) as act:
            _write(act, organisation, catalogue, differences.rows)
            counts = {one.value: len(differences.of(one)) for one in Outcome}
            words = _(
                "Forandringsspor er indlæst fra %(file)s: %(added)s tilføjet, %(changed)s ændret, "
                "%(ended)s afsluttet."
            )
            act.words = words % {"file": name, **counts}
    return TracksImported(differences, act.about if isinstance(act.about, ChangeTrack) else None)


def confirm_tracks(*, upload: WorkbookUpload, by: Author, expected: str) -> TracksImported | None:
    """Import an uploaded file, once: None where that has been done already.

    Raises as `import_tracks` does, and `BookRefused` where somebody has dropped the file meanwhile.
    """
    with transaction.atomic():
        rows = WorkbookUpload._base_manager.select_for_update(of=("self",)).select_related(
            "file", "organisation"
        )
        here: Any = rows.filter(pk=upload.pk).first()
        if here is None or here.state == UploadState.DROPPED:
            raise refused(_("Filen er kasseret eller ryddet væk. Læg den op igen, hvis den skal bruges."))
        if here.state == UploadState.IMPORTED:
            return None
        done = import_tracks(
            content=content_of(here),
            name=here.file.name,
            organisation=here.organisation,
            by=by,
            expected=expected,
        )
        tell_imported(upload=here, by=by, became=None)
    return done


def export_tracks(organisation: Organisation) -> bytes:
    """The whole catalogue, every version, as a file that read back changes nothing. Raises `BookRefused`, `Refused`."""
    refuse_without_catalogue(organisation)
    rows = Rows([row_of(one) for one in tracks_of(organisation)])
    return write_list(TRACKS, rows, title=_("Forandringsspor, %(agency)s") % {"agency": organisation.name})


def row_of(track: ChangeTrack) -> TrackRow:
    """The version as a row of the sheet."""
    return TrackRow(track.number, track.title, track.description, track.valid_from, track.valid_to)


def _kept(track: ChangeTrack) -> KeptTrack:
    return KeptTrack(track.pk, track.version, row_of(track))


def _write(
    act: Act, organisation: Organisation, catalogue: Sequence[ChangeTrack], outcomes: Sequence[RowOutcome]
) -> None:
    here = {one.pk: one for one in catalogue}
    added = [one.after.number for one in outcomes if one.before is None]
    places = places_for(added, catalogue) | {one.number: one.position for one in catalogue}
    for one in outcomes:
        if one.outcome is Outcome.UNCHANGED:
            continue
        if one.before is None:
            row, place = one.after._asdict(), places[one.after.number]
            track = act.create(ChangeTrack(organisation_id=organisation.pk, position=place, **row))
            act.told[f"{track}"] = ["", _days(one.after)]
        else:
            track = act.change(
                here[one.before.key], **{name: getattr(one.after, name) for name in one.fields}
            )
            for name in one.fields:
                label = TRACK_FIELDS[name] % {"track": track}
                act.told[label] = [_said(getattr(row, name)) for row in (one.before.row, one.after)]
        act.about = act.about or track


#: How the log names a field of a track among others.
TRACK_FIELDS = {
    column.field: f"%(track)s, {column.header[0].lower()}{column.header[1:]}" for column in TRACKS.columns
}


def _said(value: str | date | None) -> str:
    return danish_date(value) if isinstance(value, date) else value or ""


def _days(row: TrackRow) -> str:
    return ChangeTrack(valid_from=row.valid_from, valid_to=row.valid_to).days_told
