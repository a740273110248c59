"""From outcomes to figures with intervals."""
