"""Reading a question and a passage together: which of its sentences answer, and whether any does."""
