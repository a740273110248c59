"""From a dossier folder to documents and chunks: manifest, snapshots, parsing, languages."""
