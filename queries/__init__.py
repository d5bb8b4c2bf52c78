"""The named questions, in Cypher and SPARQL."""
