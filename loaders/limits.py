"""How much is read, at most: bounds of memory and time, whatever a file says of itself."""

from __future__ import annotations

MIB = 1 << 20

MAX_DOCUMENT = 64 * MIB
"""Bytes of one document, or of one part inside it when unpacked: it is held in memory. A letter
is far below one MiB; a scanned one has some tens."""

MAX_CHARACTERS = 2_000_000
"""Characters of one document. A letter has some thousand, a page of many letters some 100,000."""

MAX_UNPACKED = 4096 * MIB
"""Bytes that one file may unpack to, all its members and archives in it together: a minute's work.
An archive of letters has some hundred MiB, an archive bomb petabytes."""

MAX_MEMBERS = 50_000
"""Members of one archive, and rows of one table that is read as a whole."""

MAX_DEPTH = 4
"""Archives in archives: a mail with a ZIP of a TAR is three."""

MAX_PAGES = 2_000
"""Pages of a PDF."""

MAX_SCANNED_PAGES = 30
"""Pages that are recognised by OCR, which takes some seconds a page."""

MAX_SECONDS = 60
"""For one document. Thousands of pages take some seconds."""

MAX_OCR_SECONDS = 600
"""For one scanned document."""

MAX_MEMORY = 3072 * MIB
"""Address space of the process that reads documents: PDF and spreadsheet libraries map a lot."""
