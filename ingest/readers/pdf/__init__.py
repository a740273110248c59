"""PDF: what stands on the page in the order of the file, told apart by where and how it is set."""
