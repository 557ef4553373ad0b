-- Ids and hashes are printed in hex and kept as the bytes that they stand for.
-- +goose Up
CREATE TABLE text (
    n    INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE, -- SHA-256 of the text in UTF-8
    body BLOB NOT NULL         -- zstd
);

CREATE TABLE raw (
    n     INTEGER PRIMARY KEY,
    hash  BLOB NOT NULL UNIQUE, -- SHA-256 of the bytes as they came
    text  BLOB NOT NULL,        -- hash of the text that they hold, or ''
    form  INTEGER NOT NULL,     -- how they hold it; see raw.go
    bytes BLOB NOT NULL         -- zstd: what stands around it, or all
);

CREATE TABLE report (
    n         INTEGER PRIMARY KEY,
    id        BLOB NOT NULL UNIQUE,
    text      BLOB NOT NULL,
    raw       BLOB NOT NULL,
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
    record    BLOB,         -- zstd of JSON without the text
    words     INTEGER NOT NULL, -- sum of its tokens
    sum       INTEGER NOT NULL  -- of all columns but the last three
);
CREATE INDEX report_day ON report (published, id);
CREATE INDEX report_cover ON report (outlet, lang, state, published);

CREATE TABLE mention (
    n         INTEGER PRIMARY KEY,
    id        BLOB NOT NULL UNIQUE,
    report    INTEGER NOT NULL REFERENCES report,
    item      TEXT NOT NULL,
    kind      TEXT NOT NULL,
    face      BLOB NOT NULL,    -- or ''
    thing     INTEGER NOT NULL,
    first     TEXT NOT NULL,    -- days, '' when not known
    last      TEXT NOT NULL,
    published TEXT NOT NULL,
    verb      TEXT NOT NULL,
    status    TEXT NOT NULL,
    country   TEXT NOT NULL,
    city      TEXT NOT NULL,
    source    TEXT NOT NULL,
    main      INTEGER NOT NULL,
    body      BLOB NOT NULL,    -- zstd of JSON: all that no column holds
    words     INTEGER NOT NULL, -- sum of its tokens
    sum       INTEGER NOT NULL  -- of all columns but thing and the last three
);
CREATE INDEX mention_report ON mention (report);
CREATE INDEX mention_face ON mention (face, published, id) WHERE face <> '';
CREATE INDEX mention_thing ON mention (thing);
CREATE INDEX mention_day ON mention (kind, last, published, id DESC); -- read from the end

CREATE VIEW told AS           -- mentions with what is their report's
SELECT mention.n, mention.id, item, kind, face, thing, first, last, mention.published, verb, status, country, city, source, main, body, mention.sum,
    mention.report AS report_n, report.id AS report, report.text, report.outlet, report.lang
FROM mention JOIN report ON report.n = mention.report;

CREATE TABLE tag (            -- what a mention is found by beside words
    value   TEXT NOT NULL,    -- a letter (party, target, actor, o for topic), a blank and the value
    mention INTEGER NOT NULL,
    PRIMARY KEY (value, mention)
) WITHOUT ROWID;

CREATE TABLE block (          -- only mentions that share a block are compared
    value INTEGER NOT NULL,   -- hash of kind and block
    key   BLOB NOT NULL,      -- id of a mention, or its face
    PRIMARY KEY (value, key)
) WITHOUT ROWID;

CREATE TABLE link (           -- ends are ids of mentions, or faces; reasons stand in things
    a     BLOB NOT NULL,
    b     BLOB NOT NULL,
    score INTEGER NOT NULL,
    sum   INTEGER NOT NULL,
    PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX link_b ON link (b);

CREATE TABLE thing (
    n    INTEGER PRIMARY KEY,
    id   BLOB NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    body BLOB                 -- zstd of JSON: the links that joined it; null when there are none
);

CREATE TABLE move (
    old BLOB PRIMARY KEY,
    new BLOB NOT NULL,
    sum INTEGER NOT NULL
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
DROP VIEW told;
DROP TABLE mention;
DROP TABLE report;
DROP TABLE raw;
DROP TABLE text;
