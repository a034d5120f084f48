"""The site that takes an export in: where things go, and what they are called."""
