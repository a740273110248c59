"""HTML: what a reader of the page sees of its text, told apart from navigation, notes and hidden words."""
