"""What earlier runs made of an old site, and what became of each item in this one."""
