"""Demo content: plausible, written for this site, marked as examples on the pages."""
