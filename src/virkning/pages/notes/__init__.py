"""The status note on a page, as its readers get it; and an organisation's own Word document as base for it."""
