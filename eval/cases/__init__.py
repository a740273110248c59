"""Labelled questions, and where their gold stands."""
