from __future__ import annotations

import re
import string
from importlib import resources

import pytest
import yaml
from commandline import ROOT
from wenmai.commands.words import columns, say
from wenmai.graph.schema import schema

CATALOGUE = yaml.safe_load(
    resources.files("wenmai.commands").joinpath("messages.yml").read_text("utf-8")
)
FILES = (*(ROOT / f"{n}.py" for n in ("cli", "api", "asking")), *(ROOT / "commands").glob("*.py"))
CODE = "\n".join(file.read_text(encoding="utf-8") for file in FILES)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("section", CATALOGUE)
def test_every_message_is_in_both_languages_with_the_same_values(section: str) -> None:
    for key, texts in CATALOGUE[section].items():
        assert list(texts) == ["zh", "en"], key
        assert fields(texts["zh"]) == fields(texts["en"]), key


def test_every_message_is_used() -> None:
    used = set(re.findall(r'"(\w+)"', CODE))
    composed = tuple(re.findall(r'say\(f"(\w+_)\{', CODE))  # say(f"level_{level}")
    for section in CATALOGUE.values():
        assert {key for key in section.keys() - used if not key.startswith(composed)} == set()


def test_a_message_is_filled_in() -> None:
    assert say("zh", "rows", count=3) == "3 行"
    assert say("en", "rows", count=3) == "3 rows"


def test_columns_take_our_labels_then_the_vocabulary_then_their_names() -> None:
    ours, term, users = columns("advice", "first_year", "n.id")
    assert ours.zh == "建议"
    assert term.zh == schema().entity_types["Event"].properties["first_year"].zh
    assert (users.zh, users.en) == ("n.id", "n.id")
