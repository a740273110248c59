"""From a snapshot's bytes to blocks: one file a format. Nothing behind it knows formats."""
