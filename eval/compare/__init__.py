"""One run against another, against a baseline, and with parts switched off."""
