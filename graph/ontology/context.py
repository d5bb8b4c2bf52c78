"""The JSON-LD context: plain keys for what the graph says in RDF."""

from __future__ import annotations

import json
from typing import Any

from ..rdf import BORROWED, CHINESE, DATATYPES, PINYIN
from ..schema import schema
from .terms import own_properties

STATEMENT_LINKS = ("subject", "predicate", "object")


def context() -> str:
    """Return the context file. ``@base`` is for the document to say."""
    return json.dumps({"@context": terms()}, ensure_ascii=False, indent=2) + "\n"


def terms() -> dict[str, Any]:
    """Return what each key stands for. Classes and statuses are found by ``@vocab``.

    Keys are the local names of our properties, with ``label`` and the like for those of other
    vocabularies, and the parts of an RDF statement.
    """
    found: dict[str, Any] = {"@version": 1.1, "@vocab": schema().namespaces["wm"]}
    found |= {prefix: iri for prefix, iri in schema().namespaces.items() if prefix != "wm"}
    found["wm"] = schema().namespaces["wm"]
    found |= {
        key(curie): {"@id": curie, "@language": CHINESE}
        for curie in (BORROWED["name"], BORROWED["aliases"])
    }
    found[key(BORROWED["aliases"])]["@container"] = "@set"
    found["pinyin"] = {"@id": BORROWED["name"], "@language": PINYIN}
    found[key(BORROWED["id"])] = {"@id": BORROWED["id"]}
    for name in ("reply", "replaced_by"):
        found[key(BORROWED[name])] = {"@id": BORROWED[name], "@type": "@id"}
    for name in STATEMENT_LINKS:
        kind = "@vocab" if name == "predicate" else "@id"
        found[name] = {"@id": f"rdf:{name}", "@type": kind}
    for term, (item, _) in own_properties().items():
        found[term] = {"@id": f"wm:{term}"}
        if item.name == "status":
            found[term]["@type"] = "@vocab"
        elif item.type not in ("string", "strings"):
            found[term]["@type"] = DATATYPES[item.type]
    for relation in schema().relations.values():
        found[relation.term] = {"@id": f"wm:{relation.term}", "@type": "@id", "@container": "@set"}
    found["text"] = {"@id": "wm:text"}
    return found


def key(curie: str) -> str:
    """Return the key of a property of another vocabulary: its local name."""
    return curie.partition(":")[2]
