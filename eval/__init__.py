"""Measuring: benchmarks and evaluation."""
