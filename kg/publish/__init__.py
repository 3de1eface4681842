"""What a graph becomes for a reader: Turtle, tables, the network and its page."""
