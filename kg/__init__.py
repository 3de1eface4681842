"""CityGraph: from Chinese municipal news to an RDF graph in which every figure shows its sentence."""
