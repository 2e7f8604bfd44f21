"""The forms of a plan's file: the file itself, and what a person confirms of what was read in it."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from virkning.figures.planning import PlanTerm
from virkning.pages.forms.base import HouseForm
from virkning.pages.forms.fields import (
    CheckField,
    SegmentsField,
    SeveralField,
    TextField,
    UploadField,
    YearField,
)
from virkning.rooms.plans.facts import GoalFacts, GroupFacts, OverallFacts, PlannedFacts, labelled
from virkning.rooms.plans.limits import LONGEST_TEXT, LONGEST_TITLE
from virkning.rooms.plans.reading.proposal import (
    Proposal,
    ProposedGroup,
    ProposedResult,
    ProposedStep,
    Sure,
)

#: As much of a result's words as fits beside its number.
_SHOWN = 70


class PlanFileForm(HouseForm):
    """A plan's Word file and the year it is of."""

    year = YearField(label=gettext_lazy("Planens år"))

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["file"] = UploadField(
            label=_("Planen i Word (.docx)"),
            help_text=_(
                "Intet ændres, før du har set, hvad der er læst, og sagt ja. Filen selv gemmes ikke."
            ),
            most_bytes=settings.MAX_UPLOAD_BYTES,
        )
        self.fields["file"].widget.attrs["accept"] = ".docx"


class ConfirmForm(HouseForm):
    """A field for everything a reading is not sure of. What is sure is written as it was read.

    A group, result or step whose words are taken away is left out; anything else left blank is as it was read.
    """

    def __init__(self, *args: Any, proposal: Proposal, may_prune: bool = False, **given: Any) -> None:
        super().__init__(*args, **given)
        self.proposal = proposal
        for at, goal in enumerate(proposal.goals):
            if goal.sure is Sure.GUESS:
                self._title(f"m{at}", _("Mål %(number)s") % {"number": goal.number})
            for beside, overall in enumerate(goal.overall):
                if overall.sure is Sure.GUESS:
                    words = _("Overordnet målgruppe %(letter)s") % {"letter": overall.letter}
                    self._title(f"o{at}-{beside}", words)
        for at, group in enumerate(proposal.groups()):
            self._group(at, group)
        if may_prune:
            self.fields["prune"] = CheckField(label=_("Fjern fra planen det, der ikke står i filen"))

    def _title(self, name: str, label: str) -> None:
        self.fields[name] = TextField(label=label, max_length=LONGEST_TITLE, required=False)

    def _group(self, at: int, group: ProposedGroup) -> None:
        whose = _("Målgruppe %(number)s") % {"number": group.number}
        if group.sure is Sure.GUESS:
            self._title(f"g{at}", whose)
        for place, result in enumerate(group.results):
            if not result.is_sure:
                self._result(f"r{at}-{place}", result, whose)
        for place, step in enumerate(group.steps):
            if not step.is_sure:
                self._step(f"s{at}-{place}", step, group, whose)

    def _result(self, name: str, result: ProposedResult, whose: str) -> None:
        label = _("Resultat %(number)s") % {"number": result.number}
        self.fields[name] = TextField(label=label, max_length=LONGEST_TEXT, required=False)
        self.whose[name] = whose
        if result.term_sure is Sure.GUESS:
            choices = [(one.value, one.shown) for one in PlanTerm]
            self.fields[f"{name}-sigt"] = SegmentsField(label=_("Sigt"), choices=choices, required=False)
            self.whose[f"{name}-sigt"] = f"{whose}, {label}"

    def _step(self, name: str, step: ProposedStep, group: ProposedGroup, whose: str) -> None:
        self.fields[name] = TextField(label=_("Trin"), max_length=LONGEST_TEXT, required=False)
        self.whose[name] = whose
        if not step.is_tied_surely:
            choices = [(str(one.number), _shortly(one)) for one in group.results]
            self.fields[f"{name}-til"] = SeveralField(label=_("Fører til"), choices=choices, required=False)
            self.whose[f"{name}-til"] = f"{whose}, {_('Trin')}"

    def clean(self) -> dict[str, Any]:
        """Every step that is kept leads to a result that is kept."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for at, group in enumerate(self.proposal.groups()):
            if self._is_kept(cleaned, f"g{at}"):
                self._check_steps(cleaned, at, group)
        return cleaned

    def _check_steps(self, cleaned: Mapping[str, Any], at: int, group: ProposedGroup) -> None:
        kept = {
            one.number
            for place, one in enumerate(group.results)
            if self._is_kept(cleaned, f"r{at}-{place}") or f"r{at}-{place}" in self.errors
        }
        for place, step in enumerate(group.steps):
            name = f"s{at}-{place}"
            if not self._is_kept(cleaned, name) or f"{name}-til" in self.errors:
                continue
            if f"{name}-til" not in self.fields:
                if not set(step.leads_to) <= kept:
                    said = _("Målgruppe %(group)s: “%(step)s” fører til et resultat, der er udeladt.")
                    self.add_error(None, said % {"group": group.number, "step": step.text})
            elif not cleaned.get(f"{name}-til"):
                self.add_error(f"{name}-til", _("Et trin skal føre til et resultat. Vælg mindst ét."))
            elif not {int(one) for one in cleaned[f"{name}-til"]} <= kept:
                self.add_error(f"{name}-til", _("Vælg et resultat, der ikke er udeladt."))

    def _is_kept(self, cleaned: Mapping[str, Any], name: str) -> bool:
        """It is sure, and so has no field, or it has words."""
        return name not in self.fields or bool(cleaned.get(name))

    def goals(self) -> tuple[GoalFacts, ...]:
        """What was confirmed."""
        cleaned = self.cleaned_data
        groups = enumerate(self.proposal.groups())
        goals = []
        for at, goal in enumerate(self.proposal.goals):
            overall = []
            for beside, one in enumerate(goal.overall):
                own = [next(groups) for _group in one.groups]
                kept = tuple(self._confirmed(*both) for both in own if self._is_kept(cleaned, f"g{both[0]}"))
                overall.append(OverallFacts(one.letter, cleaned.get(f"o{at}-{beside}") or one.title, kept))
            goals.append(GoalFacts(goal.number, cleaned.get(f"m{at}") or goal.title, tuple(overall)))
        return tuple(goals)

    def _confirmed(self, at: int, group: ProposedGroup) -> GroupFacts:
        cleaned = self.cleaned_data
        results = tuple(
            PlannedFacts(
                one.number,
                cleaned.get(f"r{at}-{place}") or one.text,
                PlanTerm(cleaned.get(f"r{at}-{place}-sigt") or one.term),
            )
            for place, one in enumerate(group.results)
            if self._is_kept(cleaned, f"r{at}-{place}")
        )
        steps = [
            (cleaned.get(f"s{at}-{place}") or one.text, self._leads_to(f"s{at}-{place}-til", one), 0, 1)
            for place, one in enumerate(group.steps)
            if self._is_kept(cleaned, f"s{at}-{place}")
        ]
        return GroupFacts(group.number, cleaned.get(f"g{at}") or group.title, results, labelled(steps))

    def _leads_to(self, name: str, step: ProposedStep) -> tuple[int, ...]:
        chosen = sorted({int(one) for one in self.cleaned_data.get(name) or step.leads_to})
        own = step.leads_to[0] if step.leads_to[0] in chosen else chosen[0]
        return (own, *(one for one in chosen if one != own))


def confirm_values(proposal: Proposal) -> dict[str, Any]:
    """What the form begins with: the proposals as they are."""
    values: dict[str, Any] = {}
    for at, goal in enumerate(proposal.goals):
        values[f"m{at}"] = goal.title
        values |= {f"o{at}-{beside}": one.title for beside, one in enumerate(goal.overall)}
    for at, group in enumerate(proposal.groups()):
        values[f"g{at}"] = group.title
        for place, result in enumerate(group.results):
            values |= {f"r{at}-{place}": result.text, f"r{at}-{place}-sigt": result.term.value}
        for place, step in enumerate(group.steps):
            values |= {f"s{at}-{place}": step.text, f"s{at}-{place}-til": [str(one) for one in step.leads_to]}
    return values


def asked_parts(proposal: Proposal) -> int:
    """How many parts the form has fields for."""
    return sum(int(one.sure is Sure.GUESS) + len(one.unsure) for one in proposal.groups())


def _shortly(result: ProposedResult) -> str:
    words = result.text if len(result.text) <= _SHOWN else f"{result.text[: _SHOWN - 1]}…"
    return f"{result.number}. {words}"
