"""Method descriptions: read, written in cell by cell or as a whole, carried on in versions, held side by side."""
