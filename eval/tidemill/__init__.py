"""A small invented dossier whose cited works are held in several formats."""
