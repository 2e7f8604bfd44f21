"""Figures: periods, dates, units, Danish numbers, targets, attainment and lights.

Pure functions of their arguments: no Django, no database, no clock.
Words: period, reading, series, baseline, target, attainment, break, light (see the glossary).
What a user reads is a `Phrase`: Danish, and translatable; what a user typed wrong is a `FigureError`.
Used by the rooms results, activities, exchange and reports, and by every page that shows a number.
"""
