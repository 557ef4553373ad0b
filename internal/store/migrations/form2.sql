-- Days are numbers that sort as they do; kinds too. What a mention is found by
-- stands with its words. What no column holds of it is bytes; see body.go.
CREATE TABLE face (
    n    INTEGER PRIMARY KEY,
    face BLOB NOT NULL UNIQUE
);

CREATE TABLE mention (
    n         INTEGER PRIMARY KEY,
    id        BLOB NOT NULL UNIQUE,
    report    INTEGER NOT NULL REFERENCES report,
    item      TEXT NOT NULL,
    kind      INTEGER NOT NULL,
    face      INTEGER NOT NULL, -- or 0
    thing     INTEGER NOT NULL,
    first     INTEGER NOT NULL,
    last      INTEGER NOT NULL,
    published INTEGER NOT NULL,
    body      BLOB NOT NULL,
    words     INTEGER NOT NULL, -- sum of its tokens
    sum       INTEGER NOT NULL  -- of all columns but thing and the last two
);
CREATE INDEX mention_report ON mention (report);
CREATE INDEX mention_face ON mention (face, published, id) WHERE face > 0;
CREATE INDEX mention_thing ON mention (thing);
CREATE INDEX mention_day ON mention (kind, last, published, id DESC); -- read from the end

CREATE VIEW told AS           -- mentions with what is their report's
SELECT mention.n, mention.id, item, kind, coalesce((SELECT face.face FROM face WHERE face.n = mention.face), '') AS face, thing, first, last, mention.published, body, mention.sum,
    mention.report AS report_n, report.id AS report, report.text, report.outlet, report.lang
FROM mention JOIN report ON report.n = mention.report;

CREATE TABLE part (           -- who takes part or speaks in what
    person  INTEGER NOT NULL, -- a mention of a person
    mention INTEGER NOT NULL, -- one of the same report that names them
    PRIMARY KEY (person, mention)
) WITHOUT ROWID;

CREATE TABLE block (          -- only mentions that share a block are compared
    value INTEGER NOT NULL,   -- number of the block
    key   INTEGER NOT NULL,   -- number of a mention, or of its face, below 0
    PRIMARY KEY (value, key)
) WITHOUT ROWID;

CREATE TABLE thing (
    n    INTEGER PRIMARY KEY,
    id   BLOB NOT NULL UNIQUE,
    kind INTEGER NOT NULL,
    body BLOB                 -- the links that joined it, behind their sum; null when there are none
);

CREATE TABLE cover (          -- how many reports there are
    outlet  TEXT NOT NULL,
    lang    TEXT NOT NULL,
    state   TEXT NOT NULL,
    month   TEXT NOT NULL,    -- '' when unknown
    reports INTEGER NOT NULL,
    PRIMARY KEY (outlet, lang, state, month)
) WITHOUT ROWID;

CREATE VIRTUAL TABLE mention_words USING fts5(tokens, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0 tokenchars '_'");
