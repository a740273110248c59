"""The kinds of thing that can be asked, a file each, and what they read of a question and of a dossier's parts."""
