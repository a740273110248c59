"""From a question's vector and words to hits."""
