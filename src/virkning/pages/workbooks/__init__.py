"""A project workbook on a page: brought, looked through, confirmed, and taken back as a whole."""
