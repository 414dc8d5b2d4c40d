"""Reports on translations: how far each language is, what it owes, how fast it is."""
