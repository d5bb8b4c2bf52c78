-- The tables of the ledger, version 2.
--
-- Each row of `letters` is what one part of one source gave. Rows that are one letter (`copies.py`)
-- have one `reply`, the id of the text that stands for it; `replies` are these texts, each as its
-- first source gave it. Mentions and statements keep the order of the reading. `history` has the
-- texts that a source gave before.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE letters (
    key INTEGER PRIMARY KEY,
    source TEXT NOT NULL, part INTEGER NOT NULL,
    id TEXT NOT NULL, text TEXT NOT NULL, text_hash TEXT NOT NULL,
    anchors TEXT NOT NULL, digest TEXT NOT NULL,
    places TEXT NOT NULL, metadata TEXT NOT NULL,
    block TEXT, reply TEXT NOT NULL,
    title TEXT, proposals TEXT NOT NULL, assembly TEXT, year INTEGER,
    proposers TEXT NOT NULL, proposer_count INTEGER,
    lead_department TEXT, co_departments TEXT NOT NULL,
    document_number TEXT, date TEXT, jurisdiction TEXT,
    UNIQUE (source, part)
);
CREATE INDEX letters_by_id ON letters (id, source, part);
CREATE INDEX letters_by_reply ON letters (reply);
CREATE INDEX letters_by_block ON letters (block);
CREATE TABLE mentions (
    letter INTEGER NOT NULL REFERENCES letters ON DELETE CASCADE,
    position INTEGER NOT NULL,
    id TEXT NOT NULL, reply TEXT NOT NULL, type TEXT NOT NULL, name TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, rule TEXT NOT NULL, confidence REAL NOT NULL,
    PRIMARY KEY (letter, position), UNIQUE (letter, id)
) WITHOUT ROWID;
CREATE TABLE statements (
    letter INTEGER NOT NULL REFERENCES letters ON DELETE CASCADE,
    position INTEGER NOT NULL,
    id TEXT NOT NULL, reply TEXT NOT NULL,
    subject TEXT NOT NULL, predicate TEXT NOT NULL, object TEXT NOT NULL,
    quote TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, rule TEXT NOT NULL,
    status TEXT, year INTEGER, confidence REAL NOT NULL, actor_inferred INTEGER NOT NULL,
    PRIMARY KEY (letter, position), UNIQUE (letter, id),
    FOREIGN KEY (letter, subject) REFERENCES mentions (letter, id),
    FOREIGN KEY (letter, object) REFERENCES mentions (letter, id)
) WITHOUT ROWID;
CREATE TABLE history (
    id INTEGER PRIMARY KEY, time TEXT NOT NULL,
    source TEXT NOT NULL, part INTEGER NOT NULL,
    letter TEXT NOT NULL, title TEXT, date TEXT, text TEXT NOT NULL
);
CREATE INDEX history_by_source ON history (source, part);
CREATE INDEX history_by_letter ON history (letter);
CREATE VIEW sources AS SELECT source, part, reply FROM letters;
CREATE VIEW replies AS SELECT * FROM letters AS a WHERE a.id = a.reply AND NOT EXISTS (
    SELECT 1 FROM letters AS b
    WHERE b.id = a.id AND (b.source, b.part) < (a.source, a.part));
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY, time TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('same', 'different', 'unsure', 'undo')),
    "left" TEXT NOT NULL, "right" TEXT NOT NULL,
    decider TEXT NOT NULL, rule_version TEXT, note TEXT NOT NULL,
    left_name TEXT NOT NULL, right_name TEXT NOT NULL,
    left_mention TEXT NOT NULL, right_mention TEXT NOT NULL
);
CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions
    BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER decisions_last BEFORE DELETE ON decisions
    BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER history_stays BEFORE UPDATE ON history
    BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER history_lasts BEFORE DELETE ON history
    BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
