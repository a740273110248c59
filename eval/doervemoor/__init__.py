"""The moor: an analysis with 36 notes and six held works, for measuring how a note finds its place in a work."""
