"""The line of links to the sections of the form: what of each is there, and what is missing."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.rooms.reports.facts.tasks import lacks_measurement, lacks_status

from .about import EMBEDDING, Beside, InRound
from .form import RoundForm
from .parts import lacking_result


@dataclass(frozen=True)
class SectionLink:
    """One section: where it is, and how it stands in words. `missing` is shown bold, `done` with a tick."""

    anchor: str
    title: str
    words: str
    missing: bool = False
    done: bool = False


class Links:
    """The links, made when the template has the form: what is typed counts too."""

    def __init__(self, about: InRound, around: Beside) -> None:
        self.about, self.around = about, around

    def of(self, form: RoundForm) -> tuple[SectionLink, ...]:
        return tuple(self._links(form))

    def _links(self, form: RoundForm) -> Iterator[SectionLink]:
        yield self._milestones(form)
        if form.results:
            yield self._results(form)
        if form.advice:
            yield self._advice(form)
        typed = bool(str(form["overall"].value() or "").strip())
        yield _text("kommentar", _("Samlet kommentar"), typed, _("skrevet"))
        yield self._embedding(form)
        files = len(self.around.evidence)
        words = (
            ngettext("%(n)d tilføjet", "%(n)d tilføjet", files) % {"n": files} if files else _("ingen endnu")
        )
        yield SectionLink("dokumentation", _("Dokumentation"), words)

    def _milestones(self, form: RoundForm) -> SectionLink:
        missing = sum(
            lacks_status(one, self.about.period) and not _typed(form, one.id) for one in form.milestones
        )
        return _counted("milepaele", _("Milepæle"), missing, len(form.milestones))

    def _results(self, form: RoundForm) -> SectionLink:
        missing = sum(
            lacks_measurement(fields.facts, self.about.period) and lacking_result(fields.facts, form, fields)
            for fields in form.results
        )
        return _counted("resultater", _("Resultater"), missing, len(form.results))

    def _advice(self, form: RoundForm) -> SectionLink:
        missing = sum(not form[f"followed_{one.id}"].value() for one in form.advice)
        return _counted("anbefalinger", _("Anbefalinger"), missing, len(form.advice))

    def _embedding(self, form: RoundForm) -> SectionLink:
        title = _("Forankring")
        typed = any(str(form[f"embedding_{name}"].value() or "").strip() for name in EMBEDDING)
        before = self.around.embedding.before
        if not typed and before is not None:
            words = _("som i %(period)s") % {"period": before.period.period.shown}
            return SectionLink("forankring", title, words)
        return _text("forankring", title, typed, _("udfyldt"))


def _typed(form: RoundForm, milestone: int) -> bool:
    names = [f"{part}_{milestone}" for part in ("status", "value", "numerator", "value_text")]
    return any(str(form[name].value() or "").strip() for name in names if name in form.fields)


def _counted(anchor: str, title: str, missing: int, of: int) -> SectionLink:
    if not of:
        return SectionLink(anchor, title, _("ingen i perioden"))
    if missing:
        words = _("%(missing)d af %(of)d mangler") % {"missing": missing, "of": of}
        return SectionLink(anchor, title, words, missing=True)
    return SectionLink(anchor, title, _("intet mangler"), done=True)


def _text(anchor: str, title: str, typed: bool, words: str) -> SectionLink:
    return SectionLink(anchor, title, words if typed else _("mangler"), missing=not typed, done=typed)
