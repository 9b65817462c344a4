"""Documents: rows of the read models in, a file out. Nothing is read or written here."""
