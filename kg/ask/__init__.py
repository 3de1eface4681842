"""A question in Chinese: one of the known kinds with its names resolved and answered from the graph, or a refusal."""

from kg.ask.asking import Reply, ask

__all__ = ["Reply", "ask"]
