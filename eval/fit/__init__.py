"""Fitting the models that the product reads as data."""
