"""Whose words a sentence gives, and what it leans on."""
