"""Whether a piece of text carries what a sentence says of it."""
