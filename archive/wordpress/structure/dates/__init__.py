"""Pure: dates in a post as EDTF, and which of them is that of the document."""
