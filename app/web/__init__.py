"""The chat page: a reader's questions, answered in quotes that open where they stand."""
