"""Circles of files: which sources of the library and the program need each other in a loop.

A source needs another when it names a function or a constant that the other defines for all.  It
is read as text, without comments and strings, as our formatting writes it.

SPDX-License-Identifier: MIT
"""
import re

FUNCTION = re.compile(r"^((?:ent|cli|command)_\w+)\([^;]*?\)\n\{", re.M)
CONSTANT = re.compile(r"^const [^\n=;()]*?\b(\w+)(?:\[[^\]\n]*\])*\s*=", re.M)
NAME = re.compile(r"\b(?:ENT|CLI|ent|cli|command)_\w+\b")


def defined(code):
    """What a source defines that others may name."""
    return set(FUNCTION.findall(code)) | set(CONSTANT.findall(code))


def needs(sources):
    """For each source, by name, which names it takes from which other; `sources`: name to code."""
    home = {name: where for where, code in sources.items() for name in defined(code)}
    out = {where: {} for where in sources}
    for where, code in sources.items():
        for name in set(NAME.findall(code)):
            if home.get(name, where) != where:
                out[where].setdefault(home[name], set()).add(name)
    return out


def reach(graph, start):
    """All that can be come to from a node, itself where a way leads back."""
    seen, left = set(), list(graph[start])
    while left:
        at = left.pop()
        if at not in seen:
            seen.add(at)
            left.extend(graph[at])
    return seen


def circles(sources):
    """The circles, each the lines `a -> b: names` of what ties it; the largest sets, sorted."""
    graph = needs(sources)
    far = {node: reach(graph, node) for node in graph}
    left, found = {node for node in graph if node in far[node]}, []
    while left:
        first = min(left)
        circle = {node for node in left if node in far[first] and first in far[node]}
        found.append([f"{a} -> {b}: {', '.join(sorted(names))}" for a in sorted(circle)
                      for b, names in sorted(graph[a].items()) if b in circle])
        left -= circle
    return found
