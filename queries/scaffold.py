"""Makes the two files of a new question, with headers that pass the checks."""

from __future__ import annotations

from pathlib import Path

from ..errors import QueryError
from .catalogue import LANGUAGES, NAME, load

_HEADER = """\
title: {{zh: 标题, en: Title of {name}}}
question:
  zh: 问什么？
  en: What is asked?
counts:
  zh: 每行是什么，统计什么。
  en: What each row is, and what is counted.
params:
  - {{name: least, type: integer, default: 1, example: 2, zh: 最少答复数, en: least letters}}
columns:
  - {{name: year, zh: 年份, en: year}}
  - {{name: letters, zh: 答复数, en: letters}}
tags: []
caveat:
  zh: 只反映已载入的答复。
  en: About the letters loaded only.
"""
_BODIES = {
    "cypher": """\
// `statements` may follow the columns: the ids of the statements that a row rests on.
MATCH (r:Reply)-[a:ANSWERS]->(:Proposal)
WHERE r.year IS NOT NULL
WITH r.year AS year, count(DISTINCT r.id) AS letters, collect(a.id) AS statements
WHERE letters >= $least
RETURN year, letters, statements
ORDER BY year
""",
    "sparql": """\
PREFIX wm: <https://w3id.org/wenmai/ns#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>

# `statements` may follow the columns: the ids of the statements that a row rests on.
SELECT ?year ?letters ?statements
WHERE {
  {
    SELECT ?year
      (COUNT(DISTINCT ?r) AS ?letters) (GROUP_CONCAT(?x; SEPARATOR = " ") AS ?statements)
    WHERE {
      ?a rdf:predicate wm:answers ; rdf:subject ?r ; dcterms:identifier ?x .
      ?r wm:year ?year .
    }
    GROUP BY ?year
  }
  FILTER(?letters >= $least)
}
ORDER BY ?year
""",
}


def create(directory: Path, name: str) -> list[Path]:
    """Write a question ``name`` in every language into ``directory``; return the files.

    It works as it is, so that it can be changed step by step.

    Raises:
        QueryError: the name is not one, or is taken by a built-in question or a file.
    """
    if not NAME.fullmatch(name):
        raise QueryError(
            f"{name!r} cannot name a question",
            "use lower-case letters, digits and _, such as theme_bridges",
        )
    files = {language: directory / f"{name}{form.suffix}" for language, form in LANGUAGES.items()}
    if name in load() or any(file.exists() for file in files.values()):
        raise QueryError(f"there is a question {name} already", "give it another name")
    directory.mkdir(parents=True, exist_ok=True)
    for language, file in files.items():
        mark = LANGUAGES[language].comment
        lines = _HEADER.format(name=name).splitlines()
        header = "".join(f"{mark} {line}".rstrip() + "\n" for line in lines)
        file.write_text(f"{header}\n{_BODIES[language]}", encoding="utf-8")
    return list(files.values())
