-- The first format: the log, which is the truth, and the projections, which replay can make again.

-- Truth ---------------------------------------------------------------------------------------------------------

-- Facts about the file itself.
CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Operations as the bytes that were hashed. seq is their rank in the one total order (time, id).
CREATE TABLE ops (
    seq   INTEGER PRIMARY KEY,
    id    BLOB NOT NULL UNIQUE,
    time  INTEGER NOT NULL,
    bytes BLOB NOT NULL
);

-- What Records hold, once each, by hash.
CREATE TABLE contents (
    n     INTEGER PRIMARY KEY,
    hash  BLOB NOT NULL UNIQUE,
    bytes BLOB NOT NULL
);

-- Which Records an import brought, in order.
CREATE TABLE records (
    op      INTEGER NOT NULL,
    ord     INTEGER NOT NULL,
    id      BLOB NOT NULL,
    content INTEGER NOT NULL,
    place   TEXT NOT NULL,
    PRIMARY KEY (op, ord)
) WITHOUT ROWID;
CREATE INDEX records_by_id ON records (id);

-- Projections ---------------------------------------------------------------------------------------------------

-- Which operations count: live is 0 while some undo of it is live.
CREATE TABLE op_state (
    op     INTEGER PRIMARY KEY,
    by     TEXT NOT NULL,
    what   TEXT NOT NULL,
    undoes INTEGER,
    live   INTEGER NOT NULL
);

-- Every explicit change to every thing; subject is an identity, or 0. What Records bring is not repeated here.
CREATE TABLE versions (
    subject INTEGER NOT NULL,
    kind    INTEGER NOT NULL,
    name    TEXT NOT NULL,
    op      INTEGER NOT NULL,
    value   TEXT,
    PRIMARY KEY (subject, kind, name, op)
) WITHOUT ROWID;
CREATE INDEX versions_by_op ON versions (op);

-- Identities in the order in which the log first names them. op and content are those of the newest live import
-- that holds it; source is the group it belongs to, by the first live identity in it.
CREATE TABLE identities (
    n       INTEGER PRIMARY KEY,
    id      BLOB NOT NULL UNIQUE,
    key     TEXT NOT NULL UNIQUE,
    op      INTEGER,
    content INTEGER,
    source  INTEGER
);
CREATE INDEX identities_by_source ON identities (source);
CREATE INDEX identities_by_op ON identities (op);

-- The state of every thing: its last live version, else what its Record brought.
CREATE TABLE state (
    subject INTEGER NOT NULL,
    kind    INTEGER NOT NULL,
    name    TEXT NOT NULL,
    value   TEXT NOT NULL,
    op      INTEGER NOT NULL,
    PRIMARY KEY (subject, kind, name)
) WITHOUT ROWID;
CREATE INDEX state_by_name ON state (kind, name);

-- The texts of the review, edits applied; those removed are not here.
CREATE TABLE sources (
    n         INTEGER PRIMARY KEY,
    key       TEXT NOT NULL,
    authors   TEXT NOT NULL,
    year      INTEGER,
    title     TEXT NOT NULL,
    container TEXT NOT NULL,
    doi       TEXT,
    kind      TEXT,
    language  TEXT
);
CREATE INDEX sources_by_key ON sources (key);
CREATE INDEX sources_by_doi ON sources (doi) WHERE doi IS NOT NULL;

-- All fields of a source as JSON, abstracts among them: apart from the rows that lists walk through.
CREATE TABLE source_fields (
    n      INTEGER PRIMARY KEY,
    fields TEXT NOT NULL
);

-- Bookkeeping, not compared by a replay: which sources' texts changed last in which operation.
CREATE TABLE dirty (
    n  INTEGER PRIMARY KEY,
    op INTEGER NOT NULL
);
CREATE INDEX dirty_by_op ON dirty (op);
