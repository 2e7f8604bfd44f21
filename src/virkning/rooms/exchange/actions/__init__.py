"""Writes of the exchange: importing a workbook."""
