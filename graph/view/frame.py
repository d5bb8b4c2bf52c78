"""The frame of our pages: one HTML file from a template, style, modules, words and packed data."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import minify
from jinja2 import Environment, FileSystemLoader

_HERE = Path(__file__).parent
TEMPLATES = _HERE / "templates"
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./(\w+)\.mjs";\n', re.M)
_EXPORT = re.compile(r"^export ((?:async )?(?:function\*?|const|class) ([\w$]+))", re.M)


def page(
    kind: str,
    *,
    title: str,
    lang: str,
    data: Mapping[str, object],
    later: Mapping[str, object] | None = None,
) -> str:
    """Return the page ``kind`` ("explorer", "timeline", "matrix", "letter") that shows ``data``.

    ``lang`` ("zh" or "en") is the language it opens in; ``later`` is what it reads after it has
    opened. Equal data give equal pages.
    """
    frame = framed(kind, title=title, lang=lang, data=data, later=later)
    templates = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=False)
    return templates.get_template(f"{kind}.html").render(frame=frame)


def framed(
    kind: str,
    *,
    title: str,
    lang: str,
    data: Mapping[str, object],
    later: Mapping[str, object] | None = None,
    library: str = "",
) -> dict[str, str]:
    """Return what the template of a page puts in, by name.

    ``library`` is a script that runs before the page's own.
    """
    style, script = _style(kind), _script(kind)
    words = json.loads(static("frame.json"))
    return {
        "language": "zh-Hans" if lang == "zh" else "en",
        "policy": policy(style, script, *filter(None, [library])),
        "title": _whole(title),
        "style": style,
        "data": packed({**data, "title": title, "lang": lang, "words": words}),
        "later": packed(later) if later else "",
        "library": library,
        "script": script,
    }


def packed(value: object) -> str:
    """Return ``value`` as JSON, gzipped, in base64: neither markup nor a name can be in it."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    zipped = gzip.compress(_whole(text).encode("utf-8"), 9, mtime=0)
    return base64.b64encode(zipped).decode("ascii")


def _whole(text: str) -> str:
    """``text`` with a question mark for each half of a surrogate pair, which UTF-8 cannot hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def joined(entry: str) -> str:
    """Return the module ``entry`` with all that it imports as one script, what is needed first.

    Each module keeps a scope of its own: it becomes a function that returns what it exports. All
    are in a block, so that none of their names is known outside and all may be shortened.
    """
    found: dict[str, str] = {}

    def visit(name: str) -> None:
        text = static(f"{name}.mjs")
        for _, needed in _IMPORT.findall(text):
            if needed not in found:
                visit(needed)
        body = _EXPORT.sub(r"\1", _IMPORT.sub(r"const {\1} = modules.\2;\n", text))
        exported = ", ".join(match[2] for match in _EXPORT.finditer(text))
        if name != entry:
            body = f"modules.{name} = (() => {{\n{body}return {{ {exported} }};\n}})();\n"
        found[name] = body

    visit(entry)
    return "{\nconst modules = {};\n" + "".join(found.values()) + "}\n"


@cache
def _style(kind: str) -> str:
    style = "\n".join(static(name) for name in ("frame.css", f"{kind}.css"))
    return str(minify.string("text/css", style))


@cache
def _script(kind: str) -> str:
    return str(minify.string("text/javascript", joined(kind)))


def static(name: str) -> str:
    """Return the text of a file in ``static/``."""
    return (_HERE / "static" / name).read_text("utf-8")


def policy(style: str, *scripts: str) -> str:
    """Return a Content-Security-Policy that lets nothing in or out but these inline texts."""
    code = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {code}; style-src {_hash(style)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"
