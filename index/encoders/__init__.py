"""From texts to vectors: one protocol, the bundled encoder, and any of sentence-transformers."""
