"""Whether a sentence says no more than its evidence: pure functions, no model, one file a family of errors."""
