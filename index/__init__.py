"""From chunks to hits: encoder, Chroma store, lexical index, generations, retrieval."""
