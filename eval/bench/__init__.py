"""What ingest and questions cost on this machine."""
