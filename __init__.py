"""wenmai 文脉: a knowledge graph of cultural policy from replies to deputies' proposals."""

__version__ = "0.1.0"
