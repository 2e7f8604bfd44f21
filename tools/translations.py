"""The texts of the program and their English: `python tools/translations.py extract | compile | missing`.

`extract` reads every template and module and brings the catalogue up to date: sorted by the Danish text, without line
numbers, so that two people's changes seldom meet. English that is there stays; texts that are gone are dropped.
"""

import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from virkning.config.catalogues import compile_where_older, is_complete

SOURCE = Path(__file__).resolve().parents[1] / "src" / "virkning"
LOCALE = SOURCE / "locale"
CATALOGUE = LOCALE / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ugettext": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "P": None,
}
HEADER = "# English texts of Virkning. Kept sorted by `python tools/translations.py extract`."
Found = tuple[str, str | tuple[str, str], str | None]  # file, message (or singular and plural), context


#: Danish in both languages: the command line, and what goes out of the house as a document.
DANISH = ("cli/", "documents/", "rooms/reports/status_note/")
GETTEXT = {"_", "gettext", "ngettext"}
#: Kept by the log too, though put together where the rule below does not see it.
ALSO_STORED = {
    "Farven for %(period)s på milepæl %(milestone)s er sat.",
    "Måltal fra %(period)s for milepælen %(milestone)s er skrevet.",
    "Måltal fra %(period)s for resultatet %(result)s er skrevet.",
    "Projektarket %(file)s er indlæst: %(added)s rækker tilføjet, %(changed)s ændret, %(removed)s fjernet.",
    "Projektet er oprettet fra projektarket %(file)s: %(added)s rækker tilføjet.",
    "Status for %(period)s på milepæl %(milestone)s er rettet.",
    "Status for %(period)s på milepæl %(milestone)s er skrevet.",
    "Status for %(period)s på milepæl %(milestone)s er slettet.",
}


def messages() -> Iterator[Found]:
    """Every text that needs English, with the file it stands in.

    What the log keeps is left out: without English in the catalogue it is stored in Danish, whoever writes.
    """
    kept = all_stored()
    for path in sorted(SOURCE.rglob("*")):
        if str(path.relative_to(SOURCE)).startswith(DANISH):
            continue
        source = ""
        if path.suffix == ".py" and "migrations" not in path.parts:
            source = path.read_text(encoding="utf-8")
        elif path.suffix == ".html":
            source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        yield from (one for one in _in(path, source) if one[2] or _first(one[1]) not in kept)


def stored(path: Path) -> set[str]:
    """The texts of a module of actions that the log keeps: what is given as, or assigned to, `words`."""
    if "actions" not in path.parts and path.name not in {"secondfactor.py", "undo.py"}:
        return set()
    found: set[str] = set()
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(function, ast.FunctionDef):
            continue
        shown = {name.id for one in ast.walk(function) if isinstance(one, ast.Raise) for name in _names(one)}
        for node in ast.walk(function):
            if isinstance(node, ast.keyword) and node.arg == "words":
                found |= _literals(node.value)
            elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                names = {getattr(one, "id", getattr(one, "attr", "")) for one in targets}
                if any(name.endswith("words") for name in names) and not names & shown:
                    found |= _literals(node.value)
    return found


def all_stored() -> set[str]:
    """Every text the log keeps."""
    return ALSO_STORED.union(*(stored(path) for path in sorted(SOURCE.rglob("*.py"))))


def _names(node: ast.AST) -> Iterator[ast.Name]:
    return (one for one in ast.walk(node) if isinstance(one, ast.Name))


def _literals(node: ast.AST) -> set[str]:
    calls = [
        one
        for one in ast.walk(node)
        if isinstance(one, ast.Call) and getattr(one.func, "id", "") in GETTEXT and one.args
    ]
    texts = [one.args[0].value for one in calls if isinstance(one.args[0], ast.Constant)]
    return {text for text in texts if isinstance(text, str)}


def _first(text: str | tuple[str, str]) -> str:
    return text[0] if isinstance(text, tuple) else text


def _in(path: Path, source: str) -> Iterator[Found]:
    name = str(path.relative_to(SOURCE))
    if path.suffix == ".html":
        yield from _of_template(name, source)
        return
    for _line, function, found, _comments in extract_python(io.BytesIO(source.encode()), KEYWORDS, [], {}):
        yield from _one(name, function, found if isinstance(found, tuple) else (found,))


def _of_template(name: str, source: str) -> Iterator[Found]:
    for call in _calls(source):
        for _line, function, found, _comments in extract_python(io.BytesIO(call.encode()), KEYWORDS, [], {}):
            yield from _one(name, function, found if isinstance(found, tuple) else (found,))


def _calls(source: str) -> Iterator[str]:
    """Each call alone, so that what stands between them need not be Python."""
    for start in re.finditer(r"\bn?p?gettext\(", source):
        depth, position, quote = 0, start.end() - 1, ""
        while position < len(source):
            sign = source[position]
            if quote:
                if sign == "\\":
                    position += 1
                elif source.startswith(quote, position):
                    position += len(quote) - 1
                    quote = ""
            elif sign in "\"'":
                quote = sign * 3 if source.startswith(sign * 3, position) else sign
                position += len(quote) - 1
            elif sign in "()":
                depth += 1 if sign == "(" else -1
                if depth == 0:
                    yield source[start.start() : position + 1]
                    break
            position += 1


def _one(name: str, function: str, found: tuple[str | None, ...]) -> Iterator[Found]:
    texts = [text for text in found if isinstance(text, str)]
    if function.startswith(("pgettext", "npgettext")):
        context, *texts = texts
    else:
        context = None
    if not texts or not texts[0]:
        return
    plural = function.startswith(("ngettext", "npgettext")) and len(texts) > 1
    yield name, (texts[0], texts[1]) if plural else texts[0], context


def _key(message: Message) -> tuple[str, str]:
    singular = message.id[0] if isinstance(message.id, tuple | list) else message.id
    return str(singular), str(message.context or "")


def known() -> Catalog:
    """The catalogue as it stands."""
    if not CATALOGUE.exists():
        return Catalog(locale="en", domain="django", fuzzy=False)
    with CATALOGUE.open("rb") as opened:
        return read_po(opened, locale="en")


def _header(complete: str) -> str:
    lines = (
        "Language: en",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        "Plural-Forms: nplurals=2; plural=(n != 1);",
        f"X-Complete: {complete}",
    )
    return "\n".join([HEADER, 'msgid ""', 'msgstr ""', *(f'"{line}\\n"' for line in lines), "", ""])


def extracted() -> Catalog:
    """A catalogue of every text there is, with the English that is known."""
    old = known()
    texts = {_key(one): one for one in old if one.id}
    plurals: dict[tuple[str, str], tuple[str, str]] = {}
    places: dict[tuple[str, str], set[str]] = {}
    for name, text, context in messages():
        key = (text[0] if isinstance(text, tuple) else text, context or "")
        places.setdefault(key, set()).add(name)
        if isinstance(text, tuple):
            plurals[key] = text
    new = Catalog(locale="en", domain="django", fuzzy=False)
    for key in sorted(places, key=lambda one: (one[0].casefold(), one)):
        before = texts.get(key)
        english = before.string if before is not None else ""
        text = plurals.get(key, key[0])
        if isinstance(text, tuple) != isinstance(english, tuple | list):
            english = ("", "") if isinstance(text, tuple) else ""
        flags = ("fuzzy",) if before is not None and before.fuzzy and english else ()
        new.add(text, english, context=key[1] or None, flags=flags)
    return new


def write(catalogue: Catalog) -> None:
    """Whole or not at all, always in the same way."""
    out = io.BytesIO()
    write_po(out, catalogue, width=0, no_location=True, sort_output=False, omit_header=True)
    header = _header("yes" if is_complete(CATALOGUE) else "no")
    written = header.encode() + out.getvalue()
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    beside = CATALOGUE.with_suffix(".part")
    beside.write_bytes(written)
    beside.replace(CATALOGUE)


def untranslated(catalogue: Catalog) -> list[Message]:
    """Texts without English, or with English nobody has looked at."""
    return [one for one in catalogue if one.id and (one.fuzzy or not _texts(one) or not all(_texts(one)))]


def _texts(message: Message) -> tuple[str, ...]:
    string = message.string
    return tuple(string) if isinstance(string, tuple | list) else (string,)


def main() -> int:
    """Do what the one argument says."""
    wanted = sys.argv[1] if len(sys.argv) == 2 else ""
    if wanted == "extract":
        catalogue = extracted()
        write(catalogue)
        sys.stdout.write(f"{len(catalogue)} texts, {len(untranslated(catalogue))} without English\n")
    elif wanted == "compile":
        sys.stdout.writelines(f"{path}\n" for path in compile_where_older(LOCALE))
    elif wanted == "missing":
        sys.stdout.writelines(f"{_key(one)[0]!r}\n" for one in untranslated(extracted()))
    else:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
