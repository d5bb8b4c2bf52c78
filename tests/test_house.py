"""What is shipped and written around the code agrees with the code."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
import wenmai
from wenmai.graph.schema import schema

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ("graph", "loaders", "queries", "serving", "commands")
UNSHIPPED = shutil.ignore_patterns(
    "__pycache__", ".*", "*.egg-info", "build", "dist", "out", "samples", "tests", "wenmai-data"
)
SECTIONS = ("Decided", "Why", "Alternatives", "Consequences")
PIN = re.compile(
    r"^([A-Za-z0-9][\w.-]*)==(\S+) \\\n(?:\s+--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+", re.M
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a copy of the tree, so that no old build folder slips in."""
    folder = tmp_path_factory.mktemp("wheel")
    shutil.copytree(ROOT, folder / "source", ignore=UNSHIPPED)
    options = ["--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", *options, "-w", folder, folder / "source"],
        check=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def shipped_files() -> set[str]:
    return {
        f"wenmai/{file.relative_to(ROOT).as_posix()}"
        for folder in SHIPPED
        for file in (ROOT / folder).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }


def test_the_wheel_has_every_module_and_data_file_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if ".dist-info/" not in name}
    outside = {f"wenmai/{file.name}" for file in (*ROOT.glob("*.py"), ROOT / "py.typed")}
    assert inside == shipped_files() | outside


def test_the_wheel_carries_the_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (licence,) = (name for name in archive.namelist() if name.endswith("/LICENSE"))
        assert archive.read(licence) == (ROOT / "LICENSE").read_bytes()
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_the_installed_wheel_finds_its_vocabulary(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    script = (
        "import wenmai; from wenmai.graph.schema import schema; "
        "print(wenmai.__file__, len(schema().entity_types), len(schema().relations))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    file, types, relations = run.stdout.split()
    assert Path(file) == tmp_path / "wenmai" / "__init__.py"
    assert (int(types), int(relations)) == (len(schema().entity_types), len(schema().relations))


def test_the_changelog_ends_at_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions: list[str] = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", text, re.M)
    assert versions[0] == wenmai.__version__
    assert versions == sorted(versions, key=lambda v: [int(n) for n in v.split(".")], reverse=True)


def pins(name: str) -> dict[str, str]:
    """Return the pinned versions of a requirements file by canonical name, all of them hashed."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    found = {canonical(match[1]): match[2] for match in PIN.finditer(text)}
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith((" ", "#"))]
    assert len(found) == len(lines), "a line without a pin or hashes, or an option"
    return found


def canonical(requirement: str) -> str:
    name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def test_all_that_pyproject_asks_for_is_pinned_and_hashed() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = config["project"]["optional-dependencies"]
    run = [*config["project"]["dependencies"], *config["build-system"]["requires"]]
    test = [*run, *extras["test"], *extras["dev"]]
    assert {canonical(line) for line in run} <= pins("run.txt").keys()
    assert {canonical(line) for line in test} <= pins("test.txt").keys()


def test_running_and_testing_use_the_same_versions() -> None:
    assert pins("run.txt").items() <= pins("test.txt").items()


def pages() -> list[Path]:
    return [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "bench").glob("*.md")]


def test_links_between_pages_lead_somewhere() -> None:
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages()
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []


def test_every_decision_says_what_why_what_else_and_what_follows() -> None:
    folder = ROOT / "docs" / "decisions"
    decisions = sorted(folder.glob("[0-9]*.md"))
    numbers = [page.name[:4] for page in decisions]
    assert numbers
    assert numbers == [f"{n:04}" for n in range(1, len(decisions) + 1)]
    for page in decisions:
        headings = re.findall(r"^## (.+)$", page.read_text(encoding="utf-8"), re.M)
        assert headings[: len(SECTIONS)] == list(SECTIONS), page.name
        assert page.name in (folder / "README.md").read_text(encoding="utf-8"), page.name


def test_every_direct_dependency_has_its_licence_recorded() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (page,) = (ROOT / "docs" / "decisions").glob("*-dependencies.md")
    rows = set(re.findall(r"^\| `([^`]+)` \|", page.read_text(encoding="utf-8"), re.M))
    extras = config["project"]["optional-dependencies"].values()
    asked = [*config["project"]["dependencies"], *config["build-system"]["requires"]]
    named = {canonical(line) for line in [*asked, *(line for extra in extras for line in extra)]}
    assert rows == named


def test_the_makefile_lists_what_it_offers() -> None:
    run = subprocess.run(
        ["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    listed = {line.split()[1] for line in run.stdout.splitlines()}
    assert {"demo", "test", "check", "clean", "requirements"} <= listed


def test_what_cannot_be_installed_is_said_with_the_tests_it_leaves_out(tmp_path: Path) -> None:
    for tool in ("bash", "dirname", "tr", "grep", "id"):
        (tmp_path / tool).symlink_to(str(shutil.which(tool)))
    run = subprocess.run(
        [str(ROOT / "scripts" / "prepare-tests"), sys.executable],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    chromium, linter, neo4j = run.stderr.splitlines()
    assert chromium.startswith("LEFT OUT: the tests that open the HTML views")
    assert linter.startswith("LEFT OUT: the linting of the pages' modules (npm is not here")
    assert neo4j.startswith("LEFT OUT: the tests on a real Neo4j and with Gephi")
    assert chromium.endswith("this system has no apt-get)")
    assert neo4j.endswith("this system has no apt-get)")
