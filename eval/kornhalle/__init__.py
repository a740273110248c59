"""The concert hall: an English analysis with 22 notes and six held works, and questions that nobody has tuned on."""
