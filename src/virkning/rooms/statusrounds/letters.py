"""The reminder as a mail: how many things of which sort, and where to find them. No name, no project, no case."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from virkning.figures.reminding import BEFORE
from virkning.outside.mail import Letter

from .queries.desks import DutyKind, OnDesk


@dataclass(frozen=True)
class Urgent:
    """What is told of a desk on one day: what is late, due within days, and sent back, each by its kind."""

    late: Counter[DutyKind]
    near: Counter[DutyKind]
    sent_back: Counter[DutyKind]

    @property
    def returned(self) -> int:
        """How many things were sent back."""
        return sum(self.sent_back.values())

    @classmethod
    def of(cls, desk: Iterable[OnDesk], today: date) -> "Urgent":
        """What was sent back is told as that, and not once more by its deadline."""
        late: Counter[DutyKind] = Counter()
        near: Counter[DutyKind] = Counter()
        sent_back: Counter[DutyKind] = Counter()
        for one in desk:
            if one.duty.returned_on is not None:
                sent_back[one.kind] += one.count
            elif one.duty.is_late(today):
                late[one.kind] += one.count
            elif one.duty.is_near(today):
                near[one.kind] += one.count
        return cls(late, near, sent_back)


@dataclass(frozen=True)
class Links:
    """Where the mail leads to, as whole addresses."""

    my_day: str
    settings: str


def digest_letter(*, to: str, urgent: Urgent, links: Links) -> Letter:
    """The mail, in the language that is active."""
    text = _(
        "Hej\n\nDer ligger noget til dig i Virkning:\n\n%(lines)s\n\nSe det på Min dag:\n\n%(day)s\n\n"
        "Du får højst én påmindelse om dagen, og kun når en frist er nær eller overskredet. "
        "Slå påmindelsen fra under Indstillinger:\n\n%(settings)s\n\n"
        "Mailen er sendt automatisk og kan ikke besvares."
    )
    told = {"lines": "\n".join(_lines(urgent)), "day": links.my_day, "settings": links.settings}
    return Letter(to=to, subject=_("Påmindelse fra Virkning"), text=text % told)


def _lines(urgent: Urgent) -> list[str]:
    lines = []
    if urgent.late:
        lines.append(_("- Fristen er overskredet: %(what)s") % {"what": _listed(urgent.late)})
    if urgent.near:
        words = _("- Fristen er inden for %(n)s hverdage: %(what)s")
        lines.append(words % {"n": max(BEFORE), "what": _listed(urgent.near)})
    if urgent.returned:
        words = _("- Sendt tilbage til dig: %(what)s")
        lines.append(words % {"what": _listed(urgent.sent_back)})
    return lines


def _listed(counted: Counter[DutyKind]) -> str:
    *first, last = [_told(kind, counted[kind]) for kind in DutyKind if counted[kind]]
    return _(" og ").join(part for part in (", ".join(first), last) if part)


def _told(kind: DutyKind, count: int) -> str:
    if kind is DutyKind.REPORT:
        words = ngettext("%(n)d indberetning", "%(n)d indberetninger", count)
    elif kind is DutyKind.APPROVE:
        words = ngettext("%(n)d godkendelse", "%(n)d godkendelser", count)
    elif kind is DutyKind.ASSESS:
        words = ngettext("%(n)d vurdering", "%(n)d vurderinger", count)
    elif kind is DutyKind.CARRY_OUT:
        words = ngettext(
            "%(n)d handling, der skal gennemføres", "%(n)d handlinger, der skal gennemføres", count
        )
    elif kind is DutyKind.DESCRIBE:
        words = ngettext(
            "%(n)d indsatsbeskrivelse, der skal indsendes",
            "%(n)d indsatsbeskrivelser, der skal indsendes",
            count,
        )
    else:
        words = ngettext("%(n)d statusrunde, der skal lukkes", "%(n)d statusrunder, der skal lukkes", count)
    return words % {"n": count}
