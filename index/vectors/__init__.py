"""Where vectors are kept, and how the nearest are found."""
