"""Where vectors lie and how the nearest are found."""
