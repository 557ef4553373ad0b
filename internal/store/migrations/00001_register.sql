-- +goose Up
CREATE TABLE raw (
    hash  TEXT PRIMARY KEY, -- hex SHA-256 of the bytes as they came
    bytes BLOB NOT NULL     -- zstd
) WITHOUT ROWID;

CREATE TABLE text (
    hash TEXT PRIMARY KEY, -- hex SHA-256 of the text in UTF-8
    body BLOB NOT NULL     -- zstd
) WITHOUT ROWID;

CREATE TABLE report (
    n         INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    text      TEXT NOT NULL,
    raw       TEXT NOT NULL,
    file      TEXT NOT NULL,
    url       TEXT NOT NULL,
    outlet    TEXT NOT NULL,
    title     TEXT NOT NULL,
    lang      TEXT NOT NULL,
    published TEXT NOT NULL,
    bound     INTEGER NOT NULL,
    added     TEXT NOT NULL,
    state     TEXT NOT NULL,
    why       TEXT NOT NULL,
    coder     TEXT NOT NULL,
    record    BLOB          -- zstd of JSON without the text
);
CREATE INDEX report_day ON report (published, id);

CREATE TABLE mention (
    n         INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    report    INTEGER NOT NULL REFERENCES report,
    item      TEXT NOT NULL,
    kind      TEXT NOT NULL,
    face      TEXT NOT NULL, -- or ""
    thing     INTEGER NOT NULL,
    first     TEXT NOT NULL, -- days, "" when not known
    last      TEXT NOT NULL,
    published TEXT NOT NULL,
    outlet    TEXT NOT NULL,
    lang      TEXT NOT NULL,
    verb      TEXT NOT NULL,
    status    TEXT NOT NULL,
    country   TEXT NOT NULL,
    city      TEXT NOT NULL,
    source    TEXT NOT NULL,
    main      INTEGER NOT NULL,
    body      BLOB NOT NULL  -- zstd of JSON: the whole mention
);
CREATE INDEX mention_report ON mention (report);
CREATE INDEX mention_face ON mention (face, published, id) WHERE face <> '';
CREATE INDEX mention_thing ON mention (thing);
CREATE INDEX mention_day ON mention (last DESC, published DESC, id);

CREATE TABLE tag (            -- what a mention is found by beside words
    kind    TEXT NOT NULL,    -- party, target, topic, actor
    value   TEXT NOT NULL,
    mention INTEGER NOT NULL REFERENCES mention ON DELETE CASCADE,
    PRIMARY KEY (kind, value, mention)
) WITHOUT ROWID;
CREATE INDEX tag_mention ON tag (mention);

CREATE TABLE block (          -- only mentions that share a block are compared
    value TEXT NOT NULL,      -- kind and block
    key   TEXT NOT NULL,      -- id of a mention, or its face
    PRIMARY KEY (value, key)
) WITHOUT ROWID;

CREATE TABLE link (           -- ends are ids of mentions, or faces
    a    TEXT NOT NULL,
    b    TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX link_b ON link (b);

CREATE TABLE thing (
    n    INTEGER PRIMARY KEY,
    id   TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    body BLOB NOT NULL        -- zstd of JSON: the links that joined it
);
CREATE INDEX thing_kind ON thing (kind, id);

CREATE TABLE move (
    old TEXT PRIMARY KEY,
    new TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE correction (
    n    INTEGER PRIMARY KEY,
    id   TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL
);

CREATE TABLE note (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE VIRTUAL TABLE mention_words USING fts5(tokens, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE report_words USING fts5(tokens, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0");

-- +goose Down
DROP TABLE report_words;
DROP TABLE mention_words;
DROP TABLE note;
DROP TABLE correction;
DROP TABLE move;
DROP TABLE thing;
DROP TABLE link;
DROP TABLE block;
DROP TABLE tag;
DROP TABLE mention;
DROP TABLE report;
DROP TABLE text;
DROP TABLE raw;
