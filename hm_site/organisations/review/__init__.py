"""Review: nothing reaches readers that a second person has not seen."""
