"""Every shape in which a table of customers arrives: the same people, planted in each of them."""
