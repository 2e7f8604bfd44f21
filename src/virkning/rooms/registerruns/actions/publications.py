"""Publications: a run shown to the programme's municipalities, taken back, and put in the place of an older one."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from virkning.rooms.audit import writes
from virkning.rooms.audit.authors import Author
from virkning.rooms.audit.refusals import Refused
from virkning.rooms.programmes.models import Programme

from ..models import Publication, Run
from ..stages import Reach, RunStage


def publish_run(*, run: Run, by: Author, reach: Reach = Reach.ALL) -> Publication:
    """Let the programme's municipalities see a run; the one shown before goes. Does nothing where it is shown already.

    Raises `Refused` for a run that is not finished, or whose small numbers cannot be protected.
    """
    if run.stage != RunStage.FINISHED:
        raise Refused(_("Kun en færdig kørsel kan offentliggøres."))
    if run.hidden is None:
        raise Refused(
            _(
                "Kørslen kan ikke offentliggøres: selv om alt skjules, kan små tal regnes ud. "
                "Kør færre perioder eller en opgørelse, der omfatter flere."
            )
        )
    with transaction.atomic():
        Programme._base_manager.select_for_update().filter(pk=run.programme_id).first()
        shown = Publication._base_manager.filter(
            programme_id=run.programme_id, measure=run.measure, reach=reach, removed_at__isnull=True
        ).first()
        if shown is not None and shown.run_id == run.pk:
            return shown
        if shown is not None:
            words = _("%(run)s er ikke længere den, der vises i %(programme)s.") % _named(shown.run)
            writes.remove(shown, by=by, words=words, reason=_("Erstattet af en nyere kørsel"))
        made = Publication(
            run=run,
            programme_id=run.programme_id,
            measure=run.measure,
            reach=reach,
            published_at=timezone.now(),
            published_by=by.name,
        )
        words = _("%(run)s er offentliggjort i %(programme)s: %(reach)s.")
        return writes.create(made, by=by, words=words % {**_named(run), "reach": Reach(reach).label})


def withdraw_publication(
    publication: Publication, *, by: Author, reason: str = "", version: int | None = None
) -> Publication:
    """Let nobody but the keepers see the run any more. Measurements that follow it stay, with their origin.

    Raises `Conflict`.
    """
    words = _("%(run)s er trukket tilbage fra %(programme)s.") % _named(publication.run)
    return writes.remove(publication, by=by, words=words, reason=reason.strip(), version=version)


def _named(run: Run) -> dict[str, str]:
    called = _("Kørsel %(number)s, %(title)s") % {"number": run.pk, "title": run.title}
    return {"run": called, "programme": run.programme.name}
