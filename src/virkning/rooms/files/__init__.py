"""Files people bring and files we make: private, addressed by their content, checked before they are opened.

Words: a *stored file* is a row with name, size and fingerprint (SHA-256); its bytes lie once on disk under that
fingerprint, however many rows name them. *Traced* is the mark every figure carries: who typed it, or which file and
cell it came from. A *base* is an organisation's own Word document, whose look its documents take; a *job* is long work
under way on a person's behalf. Used by `exchange` (workbooks), `reports` (notes), and by activities and results for the
origin of figures. A file is reached only through the record that holds it, so it is seen by exactly those who see that
record.
"""
