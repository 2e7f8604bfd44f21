"""The computed sentences of a goal: how many municipalities have risen, who lies above the country, what is hidden.

Everything is judged on the numbers as they are shown, with one decimal, so that no sentence contradicts the table
beside it: 41,31 and 41,34 pct. are both written 41,3 and have not moved.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from virkning.figures.numbers import danish_number
from virkning.figures.periods import Period
from virkning.figures.phrases import P, Phrase, listed, text
from virkning.figures.sums import difference, rounded
from virkning.figures.units import PERCENT

DECIMALS = 1
#: So many hidden municipalities are named; more are counted.
_MOST_NAMES = 3
_SMALL = (
    *(P("ingen"), P("én"), P("to"), P("tre"), P("fire"), P("fem"), P("seks")),
    *(P("syv"), P("otte"), P("ni"), P("ti"), P("elleve"), P("tolv")),
)
_CAPITAL = (
    *(P("Ingen"), P("Én"), P("To"), P("Tre"), P("Fire"), P("Fem"), P("Seks")),
    *(P("Syv"), P("Otte"), P("Ni"), P("Ti"), P("Elleve"), P("Tolv")),
)


@dataclass(frozen=True)
class Ends:
    """A place's share, as a fraction, at the baseline and at the latest period; None where it is not shown.

    `hidden`: because few people are behind it; else there was nobody to count. `unsure`: the change may be chance.
    """

    name: str
    before: Decimal | None
    now: Decimal | None
    hidden: bool = False
    unsure: bool = False

    @property
    def is_compared(self) -> bool:
        return self.before is not None and self.now is not None

    @property
    def change(self) -> Decimal | None:
        """In percentage points, of the numbers as they are shown; None where an end is missing."""
        if self.before is None or self.now is None:
            return None
        return rounded(difference(shown_percent(self.now), shown_percent(self.before)), DECIMALS)


@dataclass(frozen=True)
class Span:
    """The two periods a goal is told between."""

    baseline: Period
    latest: Period

    @property
    def is_one(self) -> bool:
        return self.baseline == self.latest


@dataclass(frozen=True)
class GoalSentences:
    """The first is what the page is about; the others follow it."""

    head: Phrase
    rest: tuple[Phrase, ...]


def shown_percent(share: Decimal) -> Decimal:
    """A fraction as it is written: in pct. with one decimal, half rounded up."""
    return rounded(share * 100, DECIMALS)


def goal_sentences(municipalities: Sequence[Ends], country: Ends, span: Span) -> GoalSentences:
    """What has happened to the municipalities from the baseline to the latest period, held against the country."""
    compared = [one for one in municipalities if one.is_compared]
    head = _level(municipalities, span) if span.is_one else _moved(municipalities, compared, span)
    rest = [
        *([] if span.is_one else _standstill(compared)),
        *([] if span.is_one else _unsure(compared)),
        *_country(compared, country, span, everybody=len(compared) == len(municipalities)),
        *_left_out(municipalities),
    ]
    return GoalSentences(head, tuple(rest))


def mean_sentence(mean: Decimal | None, of: int, project: Decimal | None) -> Phrase | None:
    """The simple mean of `of` municipalities and the project's weighted share, each by its name; None without both."""
    simple = None if mean is None or of < 2 else PERCENT.format(shown_percent(mean))
    weighted = None if project is None else PERCENT.format(shown_percent(project))
    if simple is not None and weighted is not None:
        return P(
            "Kommunernes gennemsnit er %(simple)s, når hver kommune tæller lige meget (simpelt); projektet er "
            "%(weighted)s, når hver person tæller lige meget (vægtet).",
            simple=simple,
            weighted=weighted,
        )
    if simple is not None:
        return P(
            "Kommunernes gennemsnit er %(simple)s, når hver kommune tæller lige meget (simpelt).",
            simple=simple,
        )
    if weighted is not None:
        return P(
            "Projektet er %(weighted)s, når hver person tæller lige meget (vægtet).",
            weighted=weighted,
        )
    return None


def number_word(count: int, *, capital: bool = False) -> Phrase:
    """`fem`, `Fem`; above twelve in digits."""
    table = _CAPITAL if capital else _SMALL
    return table[count] if count < len(table) else text(danish_number(Decimal(count)))


def _level(municipalities: Sequence[Ends], span: Span) -> Phrase:
    """Where only one period is told of."""
    shares = sorted(shown_percent(one.now) for one in municipalities if one.now is not None)
    period = span.latest.phrase
    if not shares:
        return P("Ingen kommunes tal kan vises i %(period)s.", period=period)
    if len(municipalities) == 1:
        name, share = municipalities[0].name, PERCENT.format(shares[0])
        return P("%(name)s er på %(share)s i %(period)s.", name=name, share=share, period=period)
    return P(
        "Andelen ligger mellem %(least)s og %(most)s i %(count)s kommuner i %(period)s.",
        least=danish_number(shares[0]),
        most=PERCENT.format(shares[-1]),
        count=danish_number(Decimal(len(shares))),
        period=period,
    )


def _moved(municipalities: Sequence[Ends], compared: Sequence[Ends], span: Span) -> Phrase:
    if not compared:
        return P(
            "Ingen kommune kan sammenlignes fra %(baseline)s til %(latest)s.",
            baseline=span.baseline.phrase,
            latest=span.latest.phrase,
        )
    if len(compared) == 1:
        return _one(compared[0], span)
    risen, fallen = _changes(compared, up=True), _changes(compared, up=False)
    everybody = len(compared) == len(municipalities)
    places = _places(len(compared), everybody=everybody)
    if len(risen) == len(compared):
        return _all_of(P("steget"), compared, _both_or(len(compared), everybody=everybody), risen)
    if len(fallen) == len(compared):
        return _all_of(P("faldet"), compared, _both_or(len(compared), everybody=everybody), fallen)
    if not risen and not fallen:
        return P("Andelen er uændret i alle %(places)s.", places=places)
    if not risen:
        return P(
            "Ingen af de %(places)s er steget; %(count)s er faldet, med %(spread)s.",
            places=places,
            count=number_word(len(fallen)),
            spread=_spread(fallen),
        )
    return P(
        "%(count)s af %(places)s er steget, med %(spread)s.",
        count=danish_number(Decimal(len(risen))),
        places=places,
        spread=_spread(risen),
    )


def _one(place: Ends, span: Span) -> Phrase:
    before, now = shown_percent(place.before or Decimal(0)), shown_percent(place.now or Decimal(0))
    told: dict[str, str | Phrase] = {
        "name": place.name,
        "before": PERCENT.format(before),
        "now": PERCENT.format(now),
        "baseline": span.baseline.phrase,
        "latest": span.latest.phrase,
    }
    if before == now:
        return P(
            "%(name)s er uændret %(now)s fra %(baseline)s til %(latest)s.",
            **told,
        )
    told["size"] = PERCENT.format_difference((place.change or Decimal(0)).copy_abs())
    if now > before:
        return P(
            "%(name)s er steget %(size)s: fra %(before)s i %(baseline)s til %(now)s i %(latest)s.", **told
        )
    return P("%(name)s er faldet %(size)s: fra %(before)s i %(baseline)s til %(now)s i %(latest)s.", **told)


def _all_of(moved: Phrase, compared: Sequence[Ends], places: Phrase, sizes: Sequence[Decimal]) -> Phrase:
    if len(compared) == 2:
        return P(
            "Andelen er %(moved)s i begge %(places)s, med %(spread)s.",
            moved=moved,
            places=places,
            spread=_spread(sizes),
        )
    return P(
        "Andelen er %(moved)s i alle %(places)s, med %(spread)s.",
        moved=moved,
        places=places,
        spread=_spread(sizes),
    )


def _standstill(compared: Sequence[Ends]) -> list[Phrase]:
    """The rest of them, where some have risen and others not; or none has, and some stand still."""
    risen, fallen = len(_changes(compared, up=True)), len(_changes(compared, up=False))
    same = len(compared) - risen - fallen
    if len(compared) < 2 or same == len(compared):
        return []
    if risen and fallen and same:
        return [
            P(
                "%(fallen)s er faldet, og %(same)s er uændret.",
                fallen=number_word(fallen, capital=True),
                same=number_word(same),
            )
        ]
    if risen and fallen:
        return [P("%(count)s er faldet.", count=number_word(fallen, capital=True))]
    return [P("%(count)s er uændret.", count=number_word(same, capital=True))] if same else []


def _unsure(compared: Sequence[Ends]) -> list[Phrase]:
    unsure = sum(one.unsure for one in compared)
    if not unsure:
        return []
    if len(compared) == 1:
        return [P("Ændringen er så lille i forhold til antallet af personer, at den kan være tilfældig.")]
    if unsure == len(compared):
        return [
            P(
                "I alle kommuner er ændringen så lille i forhold til antallet af personer, at den kan være tilfældig."
            )
        ]
    if unsure == 1:
        return [
            P(
                "I én kommune er ændringen så lille i forhold til antallet af personer, at den kan være tilfældig."
            )
        ]
    return [
        P(
            "I %(count)s kommuner er ændringen så lille i forhold til antallet af personer, "
            "at den kan være tilfældig.",
            count=number_word(unsure),
        )
    ]


def _country(compared: Sequence[Ends], country: Ends, span: Span, *, everybody: bool) -> list[Phrase]:
    """How many lie above the country, now and at the baseline; who lies on its very number is in neither."""
    if country.before is None or country.now is None:
        return [P("Hele landets tal kan ikke vises, så kommunerne kan ikke holdes op mod det.")]
    then, now = shown_percent(country.before), shown_percent(country.now)
    told: dict[str, str | Phrase] = {"now": PERCENT.format(now), "then": PERCENT.format(then)}
    if not compared:
        return []
    if len(compared) == 1 and span.is_one:
        return [P("Hele landet er på %(now)s.", **told)]
    if len(compared) == 1:
        return [P("Hele landet er på %(now)s mod %(then)s ved baseline.", **told)]
    above = sum(shown_percent(one.now or Decimal(0)) > now for one in compared)
    level = sum(shown_percent(one.now or Decimal(0)) == now for one in compared)
    before = sum(shown_percent(one.before or Decimal(0)) > then for one in compared)
    who = _subject(above, len(compared), everybody=everybody)
    if span.is_one:
        found = [P("%(who)s ligger over hele landet (%(now)s).", who=who, **told)]
    elif above != before:
        against = P("alle") if before == len(compared) else number_word(before)
        told |= {"who": who, "before": against}
        found = [
            P("%(who)s ligger nu over hele landet (%(now)s) mod %(before)s ved baseline (%(then)s).", **told)
        ]
    elif not above:
        found = [
            P(
                "Ingen kommuner ligger over hele landet (%(now)s), og det gjorde heller ingen ved baseline (%(then)s).",
                **told,
            )
        ]
    else:
        told |= {"who": who}
        found = [
            P("%(who)s ligger over hele landet (%(now)s), lige så mange som ved baseline (%(then)s).", **told)
        ]
    if level:
        found.append(P("%(count)s ligger lige på landets tal.", count=number_word(level, capital=True)))
    return found


def _left_out(municipalities: Sequence[Ends]) -> list[Phrase]:
    """Whose numbers are not there, and why."""
    hidden = [one.name for one in municipalities if not one.is_compared and one.hidden]
    empty = [one.name for one in municipalities if not one.is_compared and not one.hidden]
    found = []
    if hidden:
        found.append(
            P("Tallene for %(who)s er skjult, fordi der er få personer bag dem.", who=_named(hidden))
        )
    if empty:
        found.append(P("I %(who)s var der ingen at tælle i mindst én af perioderne.", who=_named(empty)))
    return found


def _named(names: Sequence[str]) -> Phrase:
    if len(names) > _MOST_NAMES:
        return P("%(count)s kommuner", count=number_word(len(names)))
    return listed([text(one) for one in names])


def _subject(count: int, of: int, *, everybody: bool) -> Phrase:
    """`Fem kommuner`, `Én kommune`, `Alle 17 kommuner`, `Begge kommuner`; `of`: those that can be compared."""
    if count == of == 2:
        return P("Begge %(places)s", places=_both_or(of, everybody=everybody))
    if count == of:
        return P("Alle %(places)s", places=_places(of, everybody=everybody))
    if count == 1:
        return P("Én kommune")
    return P("%(count)s kommuner", count=number_word(count, capital=True))


def _both_or(count: int, *, everybody: bool) -> Phrase:
    """As `_places`; after `begge` without the number."""
    if count != 2:
        return _places(count, everybody=everybody)
    return P("kommuner") if everybody else P("sammenlignelige kommuner")


def _places(count: int, *, everybody: bool) -> Phrase:
    """`17 kommuner`, `15 sammenlignelige kommuner` where some of the 17 cannot be compared."""
    shown = danish_number(Decimal(count))
    if everybody:
        return P("%(count)s kommuner", count=shown)
    return P("%(count)s sammenlignelige kommuner", count=shown)


def _changes(compared: Sequence[Ends], *, up: bool) -> list[Decimal]:
    """The sizes of those that have moved that way."""
    changes = [one.change or Decimal(0) for one in compared]
    return [one.copy_abs() for one in changes if (one > 0 if up else one < 0)]


def _spread(sizes: Sequence[Decimal]) -> Phrase:
    """`mellem 9,1 og 28,9 procentpoint`, or the one size there is."""
    least, most = min(sizes), max(sizes)
    if least == most:
        return text(PERCENT.format_difference(most))
    return P(
        "mellem %(least)s og %(most)s",
        least=danish_number(least),
        most=PERCENT.format_difference(most),
    )
