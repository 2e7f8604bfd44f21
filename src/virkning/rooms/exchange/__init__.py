"""The project workbook (projektark): a project in and out of Excel, losslessly.

Words: a *book* is a workbook's rows as typed values, the same whether read from a file or from the database; the
*differences* are what an import would change; an *import* applies them all or none, and keeps the file they came from.
Used on the command line and on the project page.
"""
