"""ArticleFacts -> triples: names, values and merging."""
