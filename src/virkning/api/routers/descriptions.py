"""What a description answers once, and the comments at its fields."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Router

from virkning.figures.personal import address_doubts
from virkning.rooms.access.permissions import Permission
from virkning.rooms.audit.authors import Author
from virkning.rooms.interventions.actions.comments import (
    change_comment,
    comment_on,
    remove_comment,
    settle_comment,
    unsettle_comment,
)
from virkning.rooms.interventions.actions.writing import write_answers
from virkning.rooms.interventions.models import FieldComment, Intervention
from virkning.rooms.interventions.queries.listing import comments_of

from ..door import Bearer, found
from ..doubts import answered
from ..kinds import Kind
from ..problems import OpenDoubt
from ..schemas import interventions as schemas
from ..schemas.outcomes import reads
from ..schemas.values import Limit, Offset, Page, VersionAsked, page
from ..telling.interventions import comment_now, comment_told, intervention_now
from ..wording import gettext_lazy as _

router = Router()
_AT = "/interventions/{int:intervention_id}"
DESCRIPTIONS = Kind(
    router=router,
    at=_AT,
    model=Intervention,
    lookups={"pk": "intervention_id"},
    told=schemas.Intervention,
    now=intervention_now,
    sees=Permission.SEE_PROJECT,
    edits=Permission.DESCRIBE,
)
COMMENTS = Kind(
    router=router,
    at=_AT + "/comments/{int:comment_id}",
    model=FieldComment,
    lookups={"pk": "comment_id", "intervention": "intervention_id"},
    told=schemas.CommentTold,
    now=comment_now,
    sees=Permission.SEE_PROJECT,
    edits=Permission.DESCRIBE,
)
#: Whoever decides asks; whoever describes says that it has been seen to.
ASKED = replace(COMMENTS, edits=Permission.DECIDE_DESCRIPTION)


@DESCRIPTIONS.change(_("Skriv svar i en indsatsbeskrivelse"), name="api_intervention_answers", way="/answers")
def write_description_answers(request: HttpRequest, intervention_id: int, given: schemas.AnswersGiven) -> Any:
    """Write the answers that are given; the others stay. Observations are open at every stage."""
    values = given.model_dump(include=given.model_fields_set - {"version", "confirmed"})
    why = why_of(values, given.confirmed)
    return DESCRIPTIONS.changed(
        request, lambda one, by: write_answers(one, values, version=given.version, why=why, by=by)
    )


def why_of(texts: Mapping[str, Any], confirmed: Mapping[str, str]) -> str:
    """Why an address that may be a citizen's stands there. Raises `Doubted` where nobody has said so."""
    doubts = address_doubts({name: text for name, text in texts.items() if isinstance(text, str)})
    open_doubts = [OpenDoubt(one.code, one.field, one.phrase.translated(gettext)) for one in doubts]
    return "; ".join(filter(None, answered(open_doubts, confirmed).values()))


@router.get(
    _AT + "/comments",
    auth=Bearer(Permission.SEE_PROJECT, Intervention, pk="intervention_id"),
    response=reads(Page[schemas.CommentTold]),
    url_name="api_intervention_comments",
    summary=_("Kommentarer ved en indsatsbeskrivelses felter"),
)
def list_description_comments(
    request: HttpRequest, intervention_id: int, limit: Limit = 50, offset: Offset = 0
) -> Any:
    """Every comment at a field, the oldest first; also the reasons it was returned with."""
    return page([comment_told(one) for one in comments_of(found(request))], limit, offset)


@ASKED.make(
    _AT + "/comments",
    Intervention,
    "api_intervention_comments",
    _("Skriv en kommentar ved et felt"),
    pk="intervention_id",
)
def write_description_comment(request: HttpRequest, intervention_id: int, given: schemas.CommentGiven) -> Any:
    """Ask at a field of the template."""
    return ASKED.made(request, lambda one, by: comment_on(one, field=given.field, text=given.text, by=by))


@ASKED.change(_("Ret en kommentar ved et felt"), name="api_comment")
def change_description_comment(
    request: HttpRequest, intervention_id: int, comment_id: int, given: schemas.CommentChanged
) -> Any:
    """Put your own words another way, as long as nobody has answered them."""

    def change(comment: FieldComment, by: Author) -> Any:
        return change_comment(comment, text=given.text, version=given.version, by=by)

    return ASKED.changed(request, change)


@ASKED.remove(_("Fjern en kommentar ved et felt"))
def delete_description_comment(
    request: HttpRequest, intervention_id: int, comment_id: int, version: VersionAsked
) -> Any:
    """Take your own words away, as long as nobody has answered them."""
    return ASKED.removed(request, lambda comment, by: remove_comment(comment, version=version, by=by))


@COMMENTS.act("/settle", "api_comment_settle", _("Sæt en kommentar som løst"))
def settle_description_comment(
    request: HttpRequest, intervention_id: int, comment_id: int, given: schemas.MoveGiven
) -> Any:
    """Say that what the comment asks has been seen to."""

    def settle(comment: FieldComment, by: Author) -> Any:
        return settle_comment(comment, version=given.version, by=by)

    return COMMENTS.changed(request, settle)


@COMMENTS.act("/unsettle", "api_comment_unsettle", _("Åbn en kommentar igen"))
def unsettle_description_comment(
    request: HttpRequest, intervention_id: int, comment_id: int, given: schemas.MoveGiven
) -> Any:
    """Open a comment again that has been settled."""

    def unsettle(comment: FieldComment, by: Author) -> Any:
        return unsettle_comment(comment, version=given.version, by=by)

    return COMMENTS.changed(request, unsettle)
