"""Typed blocks become Word, PDF and Excel.

A workshop tool: it knows neither Django nor the domain. Callers build a `blocks.Document` from frozen
dataclasses and hand the same value to `word.write_word` and `pdf.write_pdf`; both say the same words in the
same order, which `text.plain_text` gives as a list. `excel.write_workbook` writes plain tables.
"""
