"""Words at a field, between coordinator and municipality: written, corrected, taken away, settled, opened again."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.rooms.activities.actions.belonging import check_text
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.audit.writes import Conflict

from ..form import Field
from ..limits import MOST_ITEMS
from ..models import FieldComment, Intervention
from .acts import COMMENT, WAY, acting
from .checking import checked
from .naming import shortly

#: At one field of one description, settled ones counted in.
MOST_COMMENTS = MOST_ITEMS


def comment_on(intervention: Intervention, *, field: Field, text: str, by: Author) -> FieldComment:
    """Ask or answer at a field, at any stage. Raises `Refused`."""
    check_text(text=text)
    tidy = checked({"text": text})["text"]
    with acting(intervention, by=by, action=COMMENT) as commenting:
        there = FieldComment.objects.filter(intervention=intervention, field=field.value)
        if there.count() >= MOST_COMMENTS:
            raise Refused(_("Der er ikke plads til flere kommentarer til feltet."))
        made = FieldComment(
            intervention=intervention,
            field=field.value,
            text=tidy,
            written_by=by.name,
            writer_id=by.person_id,
        )
        commenting.create(made)
        commenting.told["kommentar"] = ["", tidy]
        texts = {"name": shortly(intervention.name), "text": shortly(tidy)}
        commenting.words = _("Kommentar til indsatsen %(name)s: %(text)s") % texts
    return made


def change_comment(
    comment: FieldComment, *, text: str, by: Author, version: int | None = None
) -> FieldComment:
    """Put one's own words another way, as long as nobody has answered them. Raises `Conflict`, `Refused`."""
    check_text(text=text)
    tidy = checked({"text": text})["text"]
    with acting(comment.intervention, by=by, action=COMMENT) as changing:
        _check_own(comment, by, version)
        before = comment.text
        changing.change(comment, text=tidy)
        if before != tidy:
            changing.told["kommentar"] = [before, tidy]
        texts = {"name": shortly(comment.intervention.name), "text": shortly(tidy)}
        changing.words = _("Kommentar til indsatsen %(name)s er rettet: %(text)s") % texts
    return comment


def remove_comment(comment: FieldComment, *, by: Author, version: int | None = None) -> None:
    """Take one's own words away, as long as nobody has answered them. Raises `Conflict`, `Refused`."""
    with acting(comment.intervention, by=by, action=COMMENT) as removing:
        _check_own(comment, by, version)
        removing.told["kommentar"] = [comment.text, ""]
        texts = {"name": shortly(comment.intervention.name), "text": shortly(comment.text)}
        removing.words = _("Kommentar til indsatsen %(name)s er fjernet: %(text)s") % texts
        removing.unlink([comment])


def is_open_to(comment: FieldComment, person_id: int | None) -> bool:
    """Whether the person may correct the comment or take it away: what buttons and doors ask."""
    own = person_id is not None and comment.writer_id == person_id
    return own and not comment.is_reason and comment.settled_at is None


def _check_own(comment: FieldComment, by: Author, version: int | None) -> None:
    """Raises `Conflict` where it is another than what was read, `Refused` where the words are no longer one's own."""
    now = FieldComment._base_manager.select_for_update().filter(pk=comment.pk).first()
    if now is None:
        raise Refused(_("Kommentaren er fjernet imens."))
    if version is not None and now.version != version:
        raise Conflict(now)
    if now.is_reason:
        raise Refused(_("Grunden er sendt til kommunen og kan ikke laves om. Skriv en kommentar i stedet."))
    if now.settled_at is not None:
        raise Refused(_("Kommunen har markeret kommentaren som løst, så den kan ikke laves om."))
    if not is_open_to(now, by.person_id):
        said = _("Kommentaren er skrevet af %(who)s, og kun %(who)s kan lave den om. Skriv din egen.")
        raise Refused(said % {"who": now.written_by})


def settle_comment(comment: FieldComment, *, by: Author, version: int | None = None) -> FieldComment:
    """Say that it has been seen to. Raises `Conflict`, `Refused` where it has been already."""
    if comment.settled_at is not None:
        raise Refused(_("Kommentaren er allerede løst."))
    values = {"settled_at": timezone.now(), "settled_by": by.name}
    return _change(comment, values, _("Kommentaren %(text)s er løst."), by=by, version=version)


def unsettle_comment(comment: FieldComment, *, by: Author, version: int | None = None) -> FieldComment:
    """Open it again. Raises `Conflict`, `Refused` where it is open."""
    if comment.settled_at is None:
        raise Refused(_("Kommentaren er ikke løst."))
    values = {"settled_at": None, "settled_by": ""}
    return _change(comment, values, _("Kommentaren %(text)s er åbnet igen."), by=by, version=version)


def _change(
    comment: FieldComment, values: Mapping[str, Any], words: str, *, by: Author, version: int | None
) -> FieldComment:
    with acting(comment.intervention, by=by, action=WAY) as changing:
        now = FieldComment._base_manager.get(pk=comment.pk)
        if version is not None and now.version != version:
            raise Conflict(now)
        changing.change(comment, **values)
        changing.words = words % {"text": shortly(comment.text)}
    return comment
