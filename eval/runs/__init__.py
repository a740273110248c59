"""Asking every case, each outcome kept as soon as it is there."""
