"""A run as a page that people read."""
