"""What an article says: figures, their indicators, owners and times, and who carries out which initiative."""
