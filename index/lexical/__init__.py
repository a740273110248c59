"""Words: BM25 for each language that is asked in."""
