"""Questions written beforehand: those a sentence answers, those the dossier leaves open, and how to write them."""
