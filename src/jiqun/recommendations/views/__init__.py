"""Pages of the city: inbox, visit, list, and the documents that follow from them."""
