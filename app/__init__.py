"""From a question to a proven answer, and the faces that show it."""
