"""Time from text to facts on one core, as a ratio to `jieba.cut` on the same text in the same run.

    python benchmarks/reading.py PATH …

Dictionaries are loaded before the clocks start, on both sides. Prints characters, seconds and the ratios of the stages.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import jieba

from kg.facts.assemble import facts_of
from kg.sources import read_sources
from kg.text.read import read_article


def main() -> None:
    """Measure the stages on the articles of the given paths."""
    sources, _ = read_sources([Path(name) for name in sys.argv[1:]])
    jieba.initialize()
    facts_of(read_article(sources[0]))
    clock = time.perf_counter
    start = clock()
    for source in sources:
        list(jieba.cut(source.text))
    cut = clock() - start
    start = clock()
    articles = [read_article(source) for source in sources]
    read = clock() - start
    start = clock()
    for article in articles:
        facts_of(article)
    facts = clock() - start
    characters = sum(len(source.text) for source in sources)
    print(f"{len(sources)} articles, {characters} characters")
    print(f"jieba.cut  {cut:7.2f} s")
    print(f"reading    {read:7.2f} s   {read / cut:5.2f} x")
    print(f"facts      {facts:7.2f} s   {facts / cut:5.2f} x")
    print(f"together   {read + facts:7.2f} s   {(read + facts) / cut:5.2f} x")


if __name__ == "__main__":
    main()
