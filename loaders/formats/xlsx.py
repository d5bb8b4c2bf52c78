"""Workbooks (XLSX, XLS, ODS), sheet by sheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import BinaryIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from ...errors import UnreadableError
from ..tables import Row
from .packed import encrypted


def rows(stream: BinaryIO, name: str) -> Iterator[Row]:
    """Yield the rows of all sheets, numbered as in the sheet; formulas by their last value.

    Raises:
        UnreadableError: it is damaged or encrypted.
    """
    try:
        with CalamineWorkbook.from_filelike(BytesIO(stream.read())) as book:
            for title in book.sheet_names:
                sheet = book.get_sheet_by_name(title)
                first = sheet.start[0] + 1 if sheet.start else 1
                for number, cells in enumerate(sheet.iter_rows(), first):
                    yield Row(title, number, [_text(cell) for cell in cells])
    except PasswordError as error:
        raise encrypted(name) from error
    except CalamineError as error:
        raise UnreadableError(f"{name} is damaged or cut off", "get it again") from error


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    return str(cell)
