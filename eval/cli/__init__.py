"""`fundstelle eval` and `fundstelle bench`."""
