"""Getting the cited works from the net, when an admin asks for it: guarded, polite, and kept as an archive keeps it."""
