"""The same headings, paragraphs and tables compiled by typst alone: plain calls, no styling, no tagging rules."""

import typst

from virkning.documents.blocks import Block, Bullets, Facts, Heading, Paragraph, Table, as_cell

from .bare_docx import plain


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def source(blocks: list[Block]) -> str:
    lines = ['#set text(lang: "da")', '#set document(title: "Statusnotat")']
    for block in blocks:
        if isinstance(block, Heading):
            lines.append(f"#heading(level: {block.level}, {quoted(block.text)})")
        elif isinstance(block, Paragraph):
            lines.append(f"#par({quoted(plain(block.text))})")
        elif isinstance(block, Bullets):
            lines += [f"#par({quoted(plain(item))})" for item in block.items]
        elif isinstance(block, Facts):
            lines.append(_table(2, [], [[label, plain(value)] for label, value in block.rows]))
        elif isinstance(block, Table):
            body = [[_text(cell) for cell in row.cells] for row in block.rows]
            body = [row + [""] * (len(block.header) - len(row)) for row in body]
            lines.append(_table(len(block.header), [_text(cell) for cell in block.header], body))
    return "\n".join(lines)


def _text(cell: object) -> str:
    found = as_cell(cell)  # type: ignore[arg-type]
    lines = [plain(paragraph) for paragraph in found.paragraphs]
    return "\n".join([*lines, found.light.word] if found.light else lines)


def _table(columns: int, header: list[str], rows: list[list[str]]) -> str:
    head = f"table.header({', '.join(quoted(cell) for cell in header)}), " if header else ""
    cells = ", ".join(quoted(cell) for row in rows for cell in row)
    return f"#table(columns: (1fr,) * {columns}, {head}{cells})"


def write(written: str) -> bytes:
    """Compile a source made beforehand: making it is not part of what typst costs."""
    return bytes(typst.compile(written.encode()))
