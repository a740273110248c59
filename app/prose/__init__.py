"""Prose from a language model over the quotes of an answer; a sentence that its checks reject is never shown."""
