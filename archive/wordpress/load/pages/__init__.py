"""Posts of the old site as pages."""
