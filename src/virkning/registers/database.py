"""DuckDB as a tool inside the process: no network, no extensions fetched, memory and threads within bounds."""

from pathlib import Path

import duckdb


def connect(scratch: Path, *, threads: int = 2, memory: str = "1GB") -> duckdb.DuckDBPyConnection:
    """A database in memory that spills into `scratch`. The caller closes it."""
    connection = duckdb.connect(
        config={
            "threads": threads,
            "memory_limit": memory,
            "temp_directory": str(scratch / "spill"),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "preserve_insertion_order": "true",
        }
    )
    connection.execute("SET enable_progress_bar = false")  # it is drawn on stdout, also into a file
    return connection
