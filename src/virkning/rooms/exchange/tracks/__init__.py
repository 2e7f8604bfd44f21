"""An agency's change tracks in and out of Excel: one sheet, read with the readers of the project workbook.

A row is a version of a track, known by its number and the day it holds from. What the file does not have stays.
"""
