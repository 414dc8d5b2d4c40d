"""Words that are always translated alike, and explained to readers."""
