"""The demo projects as readable tables: one module (or two) a project, the row types and the Excel writer."""
