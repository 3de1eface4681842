"""The front door: `python build_graph.py …` is `kg build …`."""

import sys

from kg.cli import main

if __name__ == "__main__":
    main(["build", *sys.argv[1:]])
