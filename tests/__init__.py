"""Tests: fast by default; `model`, `browser` and `slow` are marked."""
