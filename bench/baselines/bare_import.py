"""The same rows read by calamine and put into one table each by sqlite3's executemany, nothing checked."""

import io
import sqlite3

from python_calamine import CalamineWorkbook


def load(content: bytes, path: str) -> int:
    """Read every sheet and insert its rows; returns how many."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    count = 0
    with connection:
        for number, name in enumerate(book.sheet_names):
            header, *rows = book.get_sheet_by_name(name).to_python()
            columns = ", ".join(f"c{place}" for place in range(len(header)))
            connection.execute(f"CREATE TABLE t{number} ({columns})")
            marks = ", ".join("?" * len(header))
            values = [[str(cell) for cell in row] for row in rows]
            connection.executemany(f"INSERT INTO t{number} VALUES ({marks})", values)  # noqa: S608
            count += len(rows)
    connection.close()
    return count
