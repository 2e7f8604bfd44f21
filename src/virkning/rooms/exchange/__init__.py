"""The project workbook (projektark): a project in and out of Excel, losslessly.

Words: a *book* is a workbook's rows as typed values, the same whether read from a file or from the database; the
*differences* are what an import would change; an *import* applies them all or none, and keeps the file they came from.
An *upload* is a file somebody has brought and not yet confirmed; the *ledger* is what it takes to undo an import whole.
Used on the command line, on the project's page and on an organisation's.
"""
