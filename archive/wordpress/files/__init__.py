"""Pure: the files of the old site, from a folder or from the web, and nothing else."""
