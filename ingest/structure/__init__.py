"""From blocks to a document: sections, notes and the works they cite, and what of it gets a vector."""
