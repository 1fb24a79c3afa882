-- What an operator sent as a CDR and is none: refused, and kept for whoever clears it up. Repeating adds no row.
CREATE TABLE cpo_cdr_refused (
    id               uuid        PRIMARY KEY DEFAULT uuidv7(),
    partner_id       uuid        NOT NULL,
    country_code     text        NOT NULL,
    party_id         text        NOT NULL,
    cdr_id           text,
    reason           text        NOT NULL,
    raw              bytea       NOT NULL,
    digest           bytea       NOT NULL GENERATED ALWAYS AS (sha256(raw)) STORED,
    first_received_at timestamptz NOT NULL,
    last_received_at timestamptz NOT NULL,
    times_received   integer     NOT NULL DEFAULT 1,
    UNIQUE (partner_id, digest)
);
CREATE INDEX cpo_cdr_refused_received ON cpo_cdr_refused (last_received_at, id);
