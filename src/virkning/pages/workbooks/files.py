"""A workbook as an answer to be saved."""

from virkning.pages.saving import as_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

__all__ = ["XLSX", "as_file"]
