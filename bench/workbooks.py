"""Workbooks of a given size, made from nothing, the same every time."""

import io
from collections.abc import Sequence

import xlsxwriter

Rows = list[list[object]]

HEADERS: dict[str, list[str]] = {
    "Projekt": ["Felt", "Værdi"],
    "Områder": ["Nr", "Titel"],
    "Aktiviteter": ["Nr", "Område", "Titel", "Ansvarlig", "Lukket i", "Begrundelse", "Bemærkning"],
    "Milepæle": [
        "Aktivitet",
        "Nr",
        "Milepæl",
        "Type",
        "Måltal",
        "Frist",
        "Forventet fra",
        "Tilføjet i",
        "Udgået i",
        "Begrundelse",
    ],
    "Milepælsstatus": [
        "Aktivitet",
        "Milepæl",
        "Periode",
        "Status",
        "Værdi",
        "Tæller",
        "Nævner",
        "Farve",
        "Kommentar",
    ],
    "Resultater": [
        "Nr",
        "Aktivitet",
        "Område",
        "Resultat",
        "Sigt",
        "Type",
        "Enhed",
        "Måltype",
        "Måltal",
        "Målserie",
        "Referenceserie",
        "Baselineperiode",
        "Forventet fra",
        "Tilføjet i",
        "Udgået i",
        "Begrundelse",
        "Erstattes af",
    ],
    "Målinger": ["Resultat", "Serie", "Periode", "Værdi", "Tæller", "Nævner", "Tekst", "Brud", "Kilde"],
    "Vurderinger": ["Aktivitet", "Område", "Resultat", "Periode", "Overskrift", "Tekst", "Farve"],
}

COMMENT = "Arbejdet går som planlagt, og de næste skridt er aftalt med skolerne og jobcenteret i kommunen."


def project(
    *,
    activities: int,
    milestones: int,
    results: int,
    periods: Sequence[str],
    series: int = 1,
    name: str = "Målt projekt",
    municipality: str = "661",
    salt: str = "",
) -> bytes:
    """A project with every milestone and result told in every period. `salt` makes its texts unlike another's."""
    rows: dict[str, Rows] = {sheet: [] for sheet in HEADERS}
    rows["Projekt"] = [
        ["Projekt", name],
        ["Kommune", municipality],
        ["Startdato", "2010-01-01"],
        ["Slutdato", "2013-12-31"],
        ["Perioder", ";".join(periods)],
        ["Baselineperiode", periods[0]],
    ]
    for area in range(1, 5):
        rows["Områder"].append([str(area), f"Indsatsområde nummer {area}"])
    for number in range(activities):
        area = number % 4 + 1
        key = f"{area}.{number // 4 + 1}"
        rows["Aktiviteter"].append([key, str(area), f"Aktivitet {key} for målgruppen", "Skole", "", "", ""])
        for milestone in range(1, milestones + 1):
            words = f"Milepæl {milestone}{salt} er nået af mindst 40 deltagere"
            rows["Milepæle"].append([key, str(milestone), words, "antal", 40, periods[-1], "", "", "", ""])
            for step, period in enumerate(periods):
                status = "Ja" if step == len(periods) - 1 else "På vej"
                value = 10 * (step + 1)
                told = [key, str(milestone), period, status, value, "", "", "", f"{COMMENT} {step}{salt}"]
                rows["Milepælsstatus"].append(told)
    keys = [row[0] for row in rows["Aktiviteter"]]
    for number in range(1, results + 1):
        words = f"Resultat {number}{salt}: flere i målgruppen er i gang med uddannelse eller job"
        terms = ("kort", "mellemlangt", "langt")
        about = [
            str(number),
            keys[number % len(keys)],
            "",
            words,
            terms[number % 3],
            "tal",
            "pct.",
            "mindst",
            75,
        ]
        rows["Resultater"].append([*about, "", "", "", "", "", "", "", ""])
        for one in range(series):
            label = f"Gruppe {one + 1}" if series > 1 else ""
            for step, period in enumerate(periods):
                value = 30.5 + (number * 7 + step * 13 + one) % 60
                rows["Målinger"].append(
                    [str(number), label, period, value, "", "", "", "", "Årlig opgørelse"]
                )
    return _write(rows)


def many_rows(count: int, *, municipality: str = "661") -> bytes:
    """About `count` rows, nearly all of them measurements and statuses, over 40 quarters."""
    periods = [f"{year}K{quarter}" for year in range(2010, 2020) for quarter in range(1, 5)]
    statuses = count // 4
    milestones = statuses // (20 * len(periods))
    measured = count - statuses
    results = 30
    series = max(1, measured // (results * len(periods)))
    return project(
        activities=20,
        milestones=milestones,
        results=results,
        periods=periods,
        series=series,
        municipality=municipality,
    )


def _write(rows: dict[str, Rows]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": False})
    for name, header in HEADERS.items():
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, header)
        for number, row in enumerate(rows[name], 1):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    if value:
                        sheet.write_string(number, column, value)
                else:
                    sheet.write_number(number, column, value)  # type: ignore[arg-type]
    book.close()
    return out.getvalue()
