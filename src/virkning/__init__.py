"""Virkning: employment and integration efforts in Danish municipalities, from grant call to annual report."""
