"""How a table is read: its cells, heads, names and columns; kg.facts.tables is the door."""
