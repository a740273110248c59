"""From chunks to hits: encoders, vector stores, lexical index, generations, retrieval."""
