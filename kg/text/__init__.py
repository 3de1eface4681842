"""From the characters of a file to the clean text of an article, and what single words of it mean."""
