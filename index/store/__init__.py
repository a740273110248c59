"""Generations on disk: built, verified, opened."""
