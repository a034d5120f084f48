"""Pure: which type of page a post becomes, by rules and by what an editor set by hand."""
