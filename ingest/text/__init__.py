"""Text by itself: its canonical form, sentences, language, names and terms. Knows no documents."""
