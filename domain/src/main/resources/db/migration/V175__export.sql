-- Files people asked for: written in the background, kept compressed in pieces, gone after a while.
CREATE TABLE export_job (
    id           uuid        PRIMARY KEY DEFAULT uuidv7(),
    type         text        NOT NULL CHECK (type IN ('CPO_CDR', 'MSP_CDR')),
    format       text        NOT NULL CHECK (format IN ('CSV', 'XLSX')),
    byte_order_mark boolean  NOT NULL,
    q            text,
    filters      jsonb       NOT NULL,
    scope        text        NOT NULL,
    state        text        NOT NULL CHECK (state IN ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'EXPIRED')),
    rows_total   bigint,
    rows_written bigint      NOT NULL DEFAULT 0,
    requested_by uuid        NOT NULL,
    created_at   timestamptz NOT NULL,
    finished_at  timestamptz,
    expires_at   timestamptz
);
CREATE INDEX export_job_user ON export_job (requested_by, created_at);
CREATE TABLE export_piece (
    export_id uuid    NOT NULL REFERENCES export_job,
    position  integer NOT NULL,
    content   bytea   NOT NULL,
    PRIMARY KEY (export_id, position)
);
ALTER TABLE export_piece ALTER COLUMN content SET STORAGE EXTERNAL;
