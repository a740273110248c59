"""From hits to sentences with citations."""
