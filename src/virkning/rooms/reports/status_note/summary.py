"""The front of the note: what it is about, what the colours mean, the counts, and what changed."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.documents.blocks import Block, Bullets, Cell, Facts, Heading, Paragraph, Row, Table
from virkning.figures.attainment import AttainmentState
from virkning.figures.dates import danish_date
from virkning.figures.milestones import Light, MilestoneStatus

from ..facts.changes import Change, ChangeKind
from ..facts.judgements import Tally
from .note import StatusNote
from .results import ChartBlock, NoteBlock
from .words import mark


def front_blocks(note: StatusNote) -> Iterator[Block]:
    """What the note is about, and what the colours mean."""
    project = note.project
    rows = [
        (_("Projekt"), project.name),
        (
            _("Kommuner") if len(project.municipalities) > 1 else _("Kommune"),
            ", ".join(project.municipalities),
        ),
        (_("Program"), project.programme or _("Intet")),
        (_("Periode"), note.period.danish),
        (_("Dato"), danish_date(note.made_on)),
    ]
    yield Facts(tuple(rows))
    yield Paragraph(_("Farverne betyder"), style="label")
    yield Table(
        header=(_("Farve"), _("Betydning")),
        rows=(
            Row((Cell(light=mark(Light.GREEN)), _("Gennemført eller på vej som planlagt"))),
            Row((Cell(light=mark(Light.YELLOW)), _("Risiko for ikke at blive gennemført som planlagt"))),
            Row((Cell(light=mark(Light.RED)), _("Ikke gennemført som planlagt"))),
            Row((_("Ingen farve"), _("Der forventes ikke noget endnu"))),
        ),
        widths=(1.4, 6),
    )


def summary_blocks(note: StatusNote) -> Iterator[NoteBlock]:
    """Counts, what changed since the period before, and the chart of lights."""
    yield Heading(_("Sammenfatning"), level=1)
    yield Paragraph(_headline(note), style="lead")
    yield _milestone_counts(note.tally)
    yield _result_counts(note.tally)
    if note.lights is not None:
        yield ChartBlock(note.lights, note.lights.title)
    if note.previous is not None:
        yield Heading(_("Ændret siden %(period)s") % {"period": note.previous.danish}, level=2)
        if note.changes:
            yield Bullets(tuple(change_words(change) for change in note.changes))
        else:
            yield Paragraph(_("Ingen farver, statusser eller målopfyldelser er ændret."))


def _headline(note: StatusNote) -> str:
    tally = note.tally
    reached = tally.attainments[AttainmentState.ACHIEVED]
    judged = sum(number for state, number in tally.attainments.items() if state is not None)
    milestones = ngettext(
        "%(green)d af %(all)d milepæl er grøn i %(period)s",
        "%(green)d af %(all)d milepæle er grønne i %(period)s",
        tally.milestones,
    ) % {"green": tally.lights[Light.GREEN], "all": tally.milestones, "period": note.period.danish}
    if not judged:
        return f"{milestones}."
    results = ngettext(
        "%(reached)d af %(all)d resultat med mål er nået",
        "%(reached)d af %(all)d resultater med mål er nået",
        judged,
    ) % {"reached": reached, "all": judged}
    return f"{milestones}, {_('og')} {results}."


def _milestone_counts(tally: Tally) -> Table:
    told = [(status.danish, tally.statuses[status]) for status in MilestoneStatus]
    told += [(_("Kun værdi"), tally.only_value), (_("Ikke oplyst"), tally.missing)]
    status_rows = [Row((words, str(number))) for words, number in told if number]
    light_rows = [
        Row((Cell(light=mark(light)) if light else _("Ingen farve"), str(tally.lights[light])))
        for light in (*Light, None)
    ]
    return Table(
        header=(_("Milepæle"), _("Antal")),
        rows=(
            Row((_("Efter status"),), kind="group"),
            *status_rows,
            Row((_("Efter farve"),), kind="group"),
            *light_rows,
            Row((_("I alt"), str(tally.milestones)), kind="total"),
        ),
        widths=(5, 1),
        numeric=(1,),
        caption=_("Milepæle efter status og farve"),
    )


def _result_counts(tally: Tally) -> Table:
    rows = [
        Row((state.danish if state else _("Intet mål i tal"), str(tally.attainments[state])))
        for state in (*AttainmentState, None)
        if tally.attainments[state]
    ]
    if tally.retired_results:
        rows.append(Row((_("Udgået"), str(tally.retired_results))))
    total = Row((_("I alt"), str(tally.results + tally.retired_results)), kind="total")
    return Table(
        header=(_("Resultater efter målopfyldelse"), _("Antal")),
        rows=(*rows, total),
        widths=(5, 1),
        numeric=(1,),
        caption=_("Resultater efter målopfyldelse"),
    )


def change_words(change: Change) -> str:
    """A change as one sentence, beginning with where it happened."""
    named = {"place": change.place, "what": change.what.rstrip(".")}
    reason = f": {change.reason.rstrip('.')}" if change.reason else ""
    if change.kind is ChangeKind.CLOSED:
        return _("Aktivitet %(place)s %(what)s er lukket") % named + reason + "."
    if change.kind is ChangeKind.ADDED:
        return _("%(place)s %(what)s er tilføjet") % named + reason + "."
    if change.kind is ChangeKind.RETIRED:
        return _("%(place)s %(what)s er udgået") % named + reason + "."
    if change.kind is ChangeKind.REDEFINED:
        return _("%(place)s %(what)s er omdefineret") % named + reason + "."
    said = [part for part in (_words_changed(change), _light_changed(change)) if part]
    stop = "" if said and said[-1].endswith(".") else "."
    return f"{change.place} {named['what']}: {', '.join(said)}{stop}"


def _words_changed(change: Change) -> str:
    if change.before == change.after:
        return ""
    nothing = _("ikke oplyst")
    return _("fra %(before)s til %(after)s") % {
        "before": change.before or nothing,
        "after": change.after or nothing,
    }


def _light_changed(change: Change) -> str:
    if not change.light_changed:
        return ""
    none = _("ingen farve")
    return _("farven fra %(before)s til %(after)s") % {
        "before": change.light_before.danish.lower() if change.light_before else none,
        "after": change.light_after.danish.lower() if change.light_after else none,
    }
