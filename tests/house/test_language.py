"""English: every text of the program has one, or the language is not offered; and no page says Danish past gettext."""

import ast
import re
import sys
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from django.conf import settings
from django.utils.translation.template import templatize

from virkning.config.catalogues import compile_where_older, is_complete, languages

sys.path.insert(0, str(Path(settings.PROJECT_ROOT) / "tools"))
import translations

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|<[^>]+>")
#: Where what people read is written: pages and parts.
SEEN = ("pages", "design")


@pytest.fixture(scope="module")
def english() -> Catalog:
    return translations.extracted()


def texts_of(message: Message) -> tuple[tuple[str, ...], tuple[str, ...]]:
    plural = isinstance(message.id, tuple | list)
    danish = tuple(message.id) if plural else (str(message.id),)
    return danish, tuple(message.string) if plural else (str(message.string),)


def test_english_is_offered_only_when_nothing_is_missing(english: Catalog) -> None:
    missing = [message.id for message in translations.untranslated(english)]
    if is_complete(translations.CATALOGUE):
        assert missing == []
        assert ("en", "English") in settings.LANGUAGES
    else:
        assert settings.LANGUAGES == [("da", "Dansk")]


def test_the_catalogue_is_in_order_and_holds_no_text_that_is_gone(english: Catalog) -> None:
    """Texts that are new and not yet extracted are allowed until the catalogue says that it is complete."""
    kept = [translations._key(message) for message in translations.known() if message.id]
    assert kept == sorted(kept, key=lambda one: (one[0].casefold(), one))
    if is_complete(translations.CATALOGUE):
        assert kept == [translations._key(message) for message in english if message.id]


def test_english_keeps_every_placeholder_and_tag(english: Catalog) -> None:
    wrong = []
    for message in english:
        danish, found = texts_of(message)
        for one, other in zip(danish, found, strict=True):
            if message.id and other and set(PLACEHOLDER.findall(one)) != set(PLACEHOLDER.findall(other)):
                wrong.append((one, other))
            if (
                message.id
                and other
                and (one[:1] == " ", one[-1:] == " ") != (other[:1] == " ", other[-1:] == " ")
            ):
                wrong.append((one, other))
    assert wrong == []


def test_english_is_english(english: Catalog) -> None:
    """No Danish letter but in names, examples and the fixed words of the workbook."""
    allowed = re.compile(
        r"Gælder fra|Gælder til|Målgruppe|Æ, ø and å|På vej|Milepæl|Målinger|Måltal|Måltype|Tæller|Nævner"
        r"|Værdi|Ærø|[“\"].*?[”\"]"
    )
    wrong = [
        text
        for message in english
        if message.id
        for text in texts_of(message)[1]
        if re.search("[æøåÆØÅ]", allowed.sub("", text))
    ]
    assert wrong == []


def test_what_the_log_keeps_has_no_english() -> None:
    """So it is stored in Danish, whoever writes."""
    kept = translations.all_stored()
    assert len(kept) > 50
    assert [
        message.id
        for message in translations.known()
        if translations._key(message)[0] in kept and not message.context
    ] == []


def danish_outside_gettext(path: Path) -> list[str]:
    """Literals with a Danish letter that stand in no call to gettext and are no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in translations.KEYWORDS:
            inside.update(ast.walk(node))
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            inside.add(node.value)
    return [
        f"{path.name}:{node.lineno} {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node not in inside
        and len(node.value) > 1  # a letter alone is looked for or replaced
        and re.search("[æøåÆØÅ]", node.value)
    ]


#: A literal that is no word of ours: a name, a letter that is searched for, an address.
NOT_WORDS = {"Ærø"}
#: Anchors of the guide, which is Danish: a test of its own holds that they exist.
ANCHORS = {"places.py"}


@pytest.mark.parametrize("folder", SEEN)
def test_modules_say_nothing_in_danish_past_gettext(folder: str) -> None:
    found = [
        one
        for path in sorted((translations.SOURCE / folder).rglob("*.py"))
        for one in danish_outside_gettext(path)
        if not any(word in one for word in NOT_WORDS) and path.name not in ANCHORS
    ]
    assert found == []


def test_templates_say_nothing_in_danish_past_gettext() -> None:
    found = []
    for path in sorted(translations.SOURCE.rglob("*.html")):
        if path.name == "500.html":  # drawn when nothing works, so it depends on nothing
            continue
        source = re.sub(
            r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL
        )
        source = re.sub(
            r"{% blocktrans(?:late)?\b.*?{% endblocktrans(?:late)? %}", "", source, flags=re.DOTALL
        )
        source = re.sub(r"{%.*?%}|{{.*?}}", "", source, flags=re.DOTALL)
        found += [f"{path.name}: {word}" for word in re.findall(r"\w*[æøåÆØÅ]\w*", source)]
    assert found == []


def test_the_extractor_finds_what_xgettext_would_find() -> None:
    template = (
        '{% translate "a" %}{% translate \'b "c"\' as x %}'
        "{% blocktranslate count n=n trimmed %}\n  one {{ n }}\n{% plural %}many {{ n }}{% endblocktranslate %}"
        "{% blocktranslate asvar y %}d) {{ z }}{% endblocktranslate %}<p title=\"{% translate 'e' %}\">"
    )
    found = [text for _name, text, _context in translations._of_template("x.html", templatize(template))]
    assert Counter(found) == Counter(["a", 'b "c"', ("one %(n)s", "many %(n)s"), "d) %(z)s", "e"])


def test_a_catalogue_is_compiled_when_it_has_changed(tmp_path: Path) -> None:
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(
        translations._header("yes") + 'msgid "Ja"\nmsgstr "Yes"\n', encoding="utf-8"
    )
    assert compile_where_older(tmp_path) == [folder / "django.mo"]
    assert compile_where_older(tmp_path) == []
    assert languages(tmp_path) == [("da", "Dansk"), ("en", "English")]
    (folder / "django.po").write_text(translations._header("no"), encoding="utf-8")
    assert languages(tmp_path) == [("da", "Dansk")]
