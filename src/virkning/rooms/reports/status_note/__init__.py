"""The status note: one project's standing in one period, as Word and PDF.

`note` gathers everything the note tells as frozen facts; the section modules turn them into typed blocks, in words;
`files` draws the charts and hands the document to a writer. The order of things is a contract (docs/formats.md).
"""
