"""Checks on answers: pure functions, no model."""
