"""The same headings, paragraphs and tables with python-docx alone.

The fastest idiom it has: `table._cells` is read once (every `table.cell(…)` builds that list anew), the first paragraph
of a cell is reused, and no style is looked up per paragraph.
"""

import io

import docx

from virkning.documents.blocks import Block, Bullets, Facts, Heading, Paragraph, Table, as_cell


def plain(text: object) -> str:
    return text if isinstance(text, str) else "".join(run.text for run in text)  # type: ignore[attr-defined]


def write(blocks: list[Block]) -> bytes:
    document = docx.Document()
    for block in blocks:
        if isinstance(block, Heading):
            document.add_heading(block.text, block.level)
        elif isinstance(block, Paragraph):
            document.add_paragraph(plain(block.text))
        elif isinstance(block, Bullets):
            for item in block.items:
                document.add_paragraph(plain(item))
        elif isinstance(block, Facts):
            _table(document, [[label, plain(value)] for label, value in block.rows])
        elif isinstance(block, Table):
            rows = [[_lines(cell) for cell in block.header]]
            rows += [[_lines(cell) for cell in row.cells] for row in block.rows]
            _table(document, rows)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _lines(cell: object) -> list[str]:
    found = as_cell(cell)  # type: ignore[arg-type]
    lines = [plain(paragraph) for paragraph in found.paragraphs]
    return [*lines, found.light.word] if found.light else lines


def _table(document: object, rows: list[list[object]]) -> None:
    width = max(len(row) for row in rows)
    table = document.add_table(rows=len(rows), cols=width)  # type: ignore[attr-defined]
    cells = table._cells
    for number, row in enumerate(rows):
        for place, lines in enumerate(row):
            cell = cells[number * width + place]
            texts = [lines] if isinstance(lines, str) else lines
            for index, text in enumerate(texts):
                (cell.paragraphs[0] if index == 0 else cell.add_paragraph()).add_run(text)
