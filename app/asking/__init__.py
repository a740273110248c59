"""From a question to what was found for it, or the reason why it is refused."""
