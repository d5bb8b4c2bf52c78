"""The package keeps its shape: who may import whom, and what is written in one place only."""

from __future__ import annotations

import ast
import importlib.metadata
import itertools
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

import pytest
from wenmai.graph.schema import schema

ROOT = Path(__file__).resolve().parents[1]
CODE = ("graph", "loaders", "queries", "serving", "commands")
"""The folders of the package; its root is the top of the repository."""

ORDER: tuple[frozenset[str], ...] = (
    frozenset({"", "errors"}),
    frozenset({"graph.text", "graph.ids", "graph.schema", "graph.pinyin"})
    | {"graph.divisions", "graph.towns", "graph.assemblies", "graph.editions", "graph.tables"},
    frozenset({"graph.model"}),
    frozenset({"graph.graph", "graph.check", "graph.sqlite", "graph.names", "graph.copies"})
    | {"graph.decisions", "graph.offices", "graph.plans", "graph.reforms", "graph.series"},
    frozenset({"graph.ledger"}),
    frozenset({"graph.occurrences", "graph.structure", "graph.resolve", "graph.within"})
    | {"graph.groups", "graph.bonds"},
    frozenset({"graph.build", "graph.doubts", "graph.explain", "graph.keeping"}),
    frozenset({"graph.stores", "graph.rdf", "graph.exports", "graph.view", "graph.analysis"})
    | {"graph.citations", "graph.charts", "graph.report"}
    | {"graph.ontology", "graph.subgraph", "graph.records", "graph.parsing"}
    | {"graph.validation", "graph.importing"},
    frozenset({"loaders", "queries"}),
    frozenset({"ingest", "project", "output", "deciding", "asking"}),
    frozenset({"serving"}),
    frozenset({"commands"}),
    frozenset({"cli", "api"}),
)
"""Parts of the package, lowest first: a part may import its own rank and those below."""

_GROUND = frozenset(itertools.chain.from_iterable(ORDER[:3]))
NARROWED = {
    "loaders": _GROUND,
    "queries": _GROUND | {"graph.graph", "graph.stores"},
}
"""Parts that may import less than their rank allows: these and themselves."""

MOST_LINES = 500
MOST_NAMES = 3
"""A display of more names of the vocabulary than this is a list that belongs into schema.yml."""

REGISTRIES = tuple(
    ".".join(labels)
    for labels in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("repo", "maven", "apache", "org"),
        ("repo1", "maven", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("static", "crates", "io"),
        ("index", "crates", "io"),
        ("proxy", "golang", "org"),
        ("deb", "debian", "org"),
        ("archive", "ubuntu", "com"),
        ("conda", "anaconda", "org"),
        ("docker", "io"),
        ("ghcr", "io"),
        ("quay", "io"),
    )
)
DOWNLOAD = re.compile(
    r"https?://[^\s\"'<>]+\.(?:whl|zip|jar|exe|deb|rpm|dmg|tgz|tar\.\w+)\b|\bgit\+(?:https?|ssh)://"
)
COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")


def modules() -> dict[str, Path]:
    """Return the modules of the package by dotted name without the leading ``wenmai``."""
    files = [*ROOT.glob("*.py"), *(f for folder in CODE for f in (ROOT / folder).rglob("*.py"))]
    return {dotted(file): file for file in sorted(files)}


def dotted(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def imports(name: str, file: Path, *, late: bool = True) -> Iterator[str]:
    """Yield the modules of the package that ``file`` imports, with ``late`` also in functions."""
    known = modules()
    package = name.split(".") if file.stem == "__init__" else name.split(".")[:-1]
    for node in ast.walk(tree(file)) if late else tree(file).body:
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == "wenmai":
                    yield alias.name.partition(".")[2]
        elif isinstance(node, ast.ImportFrom):
            source = (node.module or "").split(".") if node.module else []
            if node.level:
                source = [*package[: len(package) - node.level + 1], *source]
            elif source[0] == "wenmai":
                source = source[1:]
            else:
                continue
            base = ".".join(part for part in source if part)
            for alias in node.names:
                submodule = f"{base}.{alias.name}" if base else alias.name
                yield submodule if submodule in known else base


def part(module: str) -> str | None:
    """Return the part of ORDER that a module belongs to, None for a new one."""
    for name in itertools.chain.from_iterable(ORDER):
        if module == name or (name and module.startswith(f"{name}.")):
            return name
    return None


def may_import(importer: str, imported: str) -> bool:
    """Tell whether the first part may import the second."""
    # The root has the version, for all, and `open`, which loads what it needs when it is called.
    if importer in (imported, ""):
        return True
    if importer in NARROWED:
        return imported in NARROWED[importer]
    position = {name: rank for rank, parts in enumerate(ORDER) for name in parts}
    return position[imported] <= position[importer]


def committed() -> list[Path]:
    """Return the files that git has, or would take."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout, so no telling what is committed")
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    names = listed.stdout.decode("utf-8").split("\0")
    return [path for name in names if name and (path := ROOT / name).is_file()]


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_every_module_has_a_place_in_the_order() -> None:
    empty = {name for name, file in modules().items() if len(tree(file).body) <= 1}
    homeless = [name for name in modules() if part(name) is None and name not in empty]
    assert homeless == [], "give it a place in ORDER, as CONTRIBUTING.md says"


def test_imports_go_one_way() -> None:
    wrong = [
        f"{name} imports {imported or 'wenmai'}"
        for name, file in modules().items()
        for imported in imports(name, file)
        if (source := part(name)) is not None
        and (target := part(imported)) is not None
        and not may_import(source, target)
    ]
    assert wrong == []


def test_no_module_needs_itself_to_load() -> None:
    graph = {name: set(imports(name, file, late=False)) for name, file in modules().items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail("import cycle: " + " -> ".join(error.args[1]))


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("graph.model", "graph.text", True),
        ("graph.text", "graph.model", False),
        ("graph.ledger", "graph.resolve", False),
        ("graph.build", "graph.ledger", True),
        ("graph.view", "graph.analysis", True),
        ("graph.build", "graph.stores", False),
        ("loaders", "graph.model", True),
        ("loaders", "graph.ledger", False),
        ("graph.build", "loaders", False),
        ("queries", "graph.stores", True),
        ("queries", "loaders", False),
        ("graph.stores", "queries", False),
        ("ingest", "loaders", True),
        ("project", "commands", False),
        ("cli", "loaders", True),
        ("", "api", True),
        ("queries", "api", False),
        ("queries", "cli", False),
        ("serving", "queries", True),
        ("serving", "commands", False),
    ],
)
def test_the_order_says_what_it_should(importer: str, imported: str, allowed: bool) -> None:
    assert may_import(importer, imported) is allowed


def test_imports_are_found_in_every_form() -> None:
    found = set(imports("graph.schema", ROOT / "graph" / "schema.py"))
    assert "errors" in found
    assert "graph.text" in set(imports("graph.ids", ROOT / "graph" / "ids.py"))


def test_only_declared_dependencies_are_imported() -> None:
    metadata = project()["project"]
    extras = metadata["optional-dependencies"]
    wanted = [
        *metadata["dependencies"],
        *(line for name in extras.keys() - {"test", "dev"} for line in extras[name]),
    ]
    declared = {canonical(re.split(r"[^\w.-]", line, maxsplit=1)[0]) for line in wanted}
    providers = importlib.metadata.packages_distributions()
    undeclared = [
        f"{name} imports {root}"
        for name, file in modules().items()
        for root in foreign_imports(file)
        if not {canonical(provider) for provider in providers.get(root, [])} & declared
    ]
    assert undeclared == []


def canonical(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def foreign_imports(file: Path) -> set[str]:
    """Return the top-level modules of other distributions that ``file`` imports."""
    roots = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            roots |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            roots.add(node.module.split(".")[0])
    return roots - sys.stdlib_module_names - {"wenmai"}


def test_the_command_line_starts_without_heavy_modules() -> None:
    script = (
        "import sys, typer; before = set(sys.modules); import wenmai.cli; "
        "print(*sorted({m.split('.')[0] for m in set(sys.modules) - before}))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    ours = set(run.stdout.split()) - sys.stdlib_module_names
    assert ours == {"wenmai"}, "import it inside the command that needs it"


def test_pyproject_lists_all_packages() -> None:
    found = {
        ".".join(("wenmai", *file.parent.relative_to(ROOT).parts)) for file in modules().values()
    }
    assert sorted(project()["tool"]["setuptools"]["packages"]) == sorted(found)


def test_every_folder_with_code_is_a_package() -> None:
    folders = {file.parent for file in modules().values()}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_modules_stay_short() -> None:
    files = [*modules().values(), *(ROOT / "tests").rglob("*.py")]
    lengths = {str(f): len(f.read_text(encoding="utf-8").splitlines()) for f in files}
    assert {name: n for name, n in lengths.items() if n > MOST_LINES} == {}


def test_only_the_schema_lists_the_vocabulary() -> None:
    names = schema().entity_types.keys() | schema().relations.keys()
    lists = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for file in modules().values()
        for node in ast.walk(tree(file))
        if isinstance(node, ast.List | ast.Tuple | ast.Set | ast.Dict)
        and len(spelled(node) & names) > MOST_NAMES
    ]
    assert lists == []


def spelled(node: ast.List | ast.Tuple | ast.Set | ast.Dict) -> set[str]:
    """Return the strings of a display; of a dict the keys of plain values, not of functions."""
    if isinstance(node, ast.Dict):
        pairs = zip(node.keys, node.values, strict=True)
        parts = [key for key, value in pairs if isinstance(value, ast.Constant)]
    else:
        parts = [*node.elts]
    return {n.value for n in parts if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def test_a_list_of_type_names_would_be_seen() -> None:
    names = schema().entity_types.keys()
    table = ast.parse(repr(dict.fromkeys(names, "#000000")), mode="eval").body
    listed = ast.parse(repr(list(names)), mode="eval").body
    assert isinstance(table, ast.Dict)
    assert isinstance(listed, ast.List)
    assert spelled(table) == spelled(listed) == set(names)


def test_colours_are_in_the_schema_and_the_view_only() -> None:
    coloured = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for name, file in modules().items()
        if part(name) != "graph.view"
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and COLOUR.fullmatch(node.value)
    ]
    assert coloured == []


def test_no_committed_file_says_where_to_download() -> None:
    faults = []
    for file in committed():
        text = file.read_text(encoding="utf-8", errors="replace")
        faults += [f"{file.relative_to(ROOT)}: {host}" for host in REGISTRIES if host in text]
        faults += [f"{file.relative_to(ROOT)}: {m.group()}" for m in DOWNLOAD.finditer(text)]
    assert faults == []


def test_a_download_address_would_be_seen() -> None:
    scheme = "https" + "://"
    assert DOWNLOAD.search(f"see {scheme}example.com/a/wenmai-1.0-py3-none-any.whl for")
    assert DOWNLOAD.search(f"pip install git+{scheme}example.com/wenmai")
    assert not DOWNLOAD.search(f"{scheme}w3id.org/wenmai/ns#")
