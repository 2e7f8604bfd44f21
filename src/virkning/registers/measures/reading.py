"""A measure's TOML, read strictly: what is not known is refused, and everything that is wrong is said at once."""

import hashlib
import json
import re
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, TypeVar

from virkning.figures.phrases import P, Phrase, joined

from ..codelists import CodeList, load_list
from ..refused import RegisterRefused
from .definition import (
    GROUPS,
    ORIGINS,
    PERIODS,
    READINESS,
    Codes,
    Counted,
    Exclusions,
    Measure,
    Population,
    Span,
    Standing,
    Unit,
)

VERSION_LENGTH = 12
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TOP = (
    *("name", "title", "definition", "period", "unit", "status", "source", "official_source", "notes"),
    *("groups", "part_of", "population", "exclude", "denominator", "numerator"),
)
_POPULATION = ("origin", "age", "months_since_start", "in_programme", "codes", "codes_any_week", "readiness")
Kind = TypeVar("Kind")


def read_measure(text: str, *, file: str = "", beside: Path | None = None) -> Measure:
    """The measure a file says; `beside` is where its own code lists lie.

    Raises `RegisterRefused` with everything that is wrong.
    """
    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RegisterRefused(
            P("%(file)s er ikke gyldig TOML: %(why)s", file=file or "Opgørelsen", why=str(error))
        ) from error
    reader = _Reader(beside)
    measure = reader.measure(written, text)
    if reader.wrong or measure is None:
        told = [P("%(file)s er ikke en opgørelse:", file=file or "Teksten"), *reader.wrong]
        raise RegisterRefused(joined(told, "\n"))
    return measure


class _Reader:
    """Reads field by field and notes what is wrong; each method answers something usable, so that all is looked at."""

    def __init__(self, beside: Path | None) -> None:
        self.beside = beside
        self.wrong: list[Phrase] = []

    def measure(self, written: Mapping[str, Any], text: str) -> Measure | None:
        self.known(written, _TOP, "")
        name = self.text(written, "name", needed=True)
        if name and not _NAME.fullmatch(name):
            self.say(P("name: “%(name)s” skal skrives med a-z, tal og bindestreg.", name=name))
        part_of = self.text(written, "part_of") or None
        if part_of is not None and part_of == name:
            self.say(P("part_of: en opgørelse er ikke en del af sig selv."))
        words = {key: self.text(written, key, needed=True) for key in ("title", "definition", "source")}
        extra = {key: self.text(written, key) for key in ("official_source", "notes")}
        unit = self.choice(written, "unit", {one.value: one for one in Unit})
        period = self.choice(written, "period", {one.value: one for one in PERIODS})
        standing = self.choice(written, "status", {one.value: one for one in Standing})
        groups = self.some(written, "groups", "", GROUPS)
        population = self.population(self.table(written, "population", needed=True))
        exclude = self.exclude(self.table(written, "exclude"))
        denominator = self.counted(self.table(written, "denominator"), "denominator")
        numerator = self.counted(self.table(written, "numerator", needed=True), "numerator")
        if "numerator" in written and numerator == Counted():
            self.say(P("numerator: skriv codes eller readiness, ellers er tælleren det samme som nævneren."))
        if self.wrong or unit is None or period is None or standing is None:
            return None
        return Measure(
            name=name,
            unit=unit,
            period=period,
            population=population,
            exclude=exclude,
            denominator=denominator,
            numerator=numerator,
            groups=groups,
            part_of=part_of,
            standing=standing,
            version=_version(written),
            text=text,
            **words,
            **extra,
        )

    def population(self, written: Mapping[str, Any]) -> Population:
        self.known(written, _POPULATION, "population")
        in_programme = written.get("in_programme", False)
        if not isinstance(in_programme, bool):
            self.say(P("population.in_programme: skriv true eller false."))
        return Population(
            origin=self.some(written, "origin", "population", ORIGINS),
            age=self.span(written, "age"),
            months=self.span(written, "months_since_start"),
            in_programme=in_programme is True,
            codes=self.codes(written, "codes", "population"),
            codes_any_week=self.codes(written, "codes_any_week", "population"),
            readiness=self.some(written, "readiness", "population", READINESS),
        )

    def exclude(self, written: Mapping[str, Any]) -> Exclusions:
        self.known(written, ("codes", "codes_any_week"), "exclude")
        return Exclusions(
            self.codes(written, "codes", "exclude"), self.codes(written, "codes_any_week", "exclude")
        )

    def counted(self, written: Mapping[str, Any], where: str) -> Counted:
        self.known(written, ("codes", "readiness"), where)
        return Counted(self.codes(written, "codes", where), self.some(written, "readiness", where, READINESS))

    def codes(self, written: Mapping[str, Any], key: str, where: str) -> Codes | None:
        """`{ lists = ["…"], blank = true }`."""
        if key not in written:
            return None
        where = f"{where}.{key}"
        asked = self.table(written, key, where)
        self.known(asked, ("lists", "blank"), where)
        blank = asked.get("blank", False)
        if not isinstance(blank, bool):
            self.say(P("%(where)s.blank: skriv true eller false.", where=where))
        lists = tuple(one for name in self.texts(asked, "lists", where) if (one := self.list(name, where)))
        if not asked.get("lists") and blank is not True:
            self.say(P("%(where)s: skriv mindst én kodeliste i lists, eller blank = true.", where=where))
        return Codes(lists, blank is True)

    def list(self, name: str, where: str) -> CodeList | None:
        try:
            return load_list(name, self.beside)
        except RegisterRefused as refused:
            self.say(P("%(where)s: %(why)s", where=where, why=refused.phrase))
            return None

    def span(self, written: Mapping[str, Any], key: str) -> Span | None:
        """`{ from = 18, below = 65 }`."""
        if key not in written:
            return None
        where = f"population.{key}"
        asked = self.table(written, key, where)
        self.known(asked, ("from", "below"), where)
        ends: dict[str, int | None] = {}
        for end in ("from", "below"):
            value = asked.get(end)
            good = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 1500
            if value is not None and not good:
                self.say(P("%(where)s.%(end)s: skriv et helt tal fra 0 til 1500.", where=where, end=end))
            ends[end] = value if good else None
        start, below = ends["from"], ends["below"]
        if start is None and below is None:
            self.say(P("%(where)s: skriv from, below eller begge.", where=where))
        if start is not None and below is not None and below <= start:
            self.say(P("%(where)s: below skal være større end from.", where=where))
        return Span(start, below)

    def table(
        self, written: Mapping[str, Any], key: str, where: str = "", *, needed: bool = False
    ) -> Mapping[str, Any]:
        found = written.get(key)
        if isinstance(found, dict):
            return found
        if found is not None:
            self.say(P("%(where)s: skriv den som en tabel.", where=where or key))
        elif needed:
            self.say(P("Afsnittet [%(key)s] mangler.", key=key))
        return {}

    def text(self, written: Mapping[str, Any], key: str, *, needed: bool = False) -> str:
        found = written.get(key, "")
        if not isinstance(found, str):
            self.say(P("%(key)s: skriv den som tekst i anførselstegn.", key=key))
            return ""
        if needed and not found.strip():
            self.say(P("%(key)s mangler.", key=key))
        return found.strip()

    def texts(self, written: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
        found = written.get(key, [])
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            self.say(P("%(where)s: skriv en liste af tekster.", where=f"{where}.{key}".strip(".")))
            return ()
        return tuple(dict.fromkeys(found))

    def some(
        self, written: Mapping[str, Any], key: str, where: str, among: Collection[str]
    ) -> tuple[str, ...]:
        """Texts out of those there are; nothing where the key is left out."""
        found = self.texts(written, key, where)
        where = f"{where}.{key}".strip(".")
        if key in written and not found and not written[key]:
            self.say(
                P(
                    "%(where)s er tom. Skriv en af disse, eller slet linjen: %(among)s.",
                    where=where,
                    among=_or(among),
                )
            )
        for one in found:
            if one not in among:
                self.say(
                    P(
                        "%(where)s: “%(one)s” er ikke en af disse: %(among)s.",
                        where=where,
                        one=one,
                        among=_or(among),
                    )
                )
        return found

    def choice(self, written: Mapping[str, Any], key: str, among: Mapping[str, Kind]) -> Kind | None:
        found = written.get(key)
        if isinstance(found, str) and found in among:
            return among[found]
        if found is None:
            self.say(P("%(key)s mangler. Skriv en af disse: %(among)s.", key=key, among=_or(among)))
        else:
            told = str(found)
            self.say(
                P("%(key)s: “%(told)s” er ikke en af disse: %(among)s.", key=key, told=told, among=_or(among))
            )
        return None

    def known(self, written: Mapping[str, Any], keys: Collection[str], where: str) -> None:
        for key in written:
            if key not in keys:
                told = f"{where}.{key}".strip(".")
                self.say(P("%(key)s kendes ikke. Her kan stå: %(keys)s.", key=told, keys=", ".join(keys)))

    def say(self, wrong: Phrase) -> None:
        self.wrong.append(wrong)


def _or(among: Collection[str]) -> str:
    return ", ".join(among)


def _version(written: Mapping[str, Any]) -> str:
    """A hash of what the file says, whatever its comments, spaces and order."""
    said = json.dumps(written, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(said.encode()).hexdigest()[:VERSION_LENGTH]
