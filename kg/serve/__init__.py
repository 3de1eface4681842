"""A graph as a SPARQL endpoint and as pages: every query in a process of its own that cannot hurt the next."""
