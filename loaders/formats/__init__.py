"""The formats that letters come in: one module each, with ``text(data, name) -> str``.

To add one, write the module and name its suffixes here.
"""

from __future__ import annotations

from collections.abc import Callable

from . import txt

FORMATS: dict[str, Callable[[bytes, str], str]] = {".txt": txt.decode}
