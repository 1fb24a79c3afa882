-- What was said between us and partners, in both directions. Written in batches beside the requests, for people who look
-- into a fault; secrets are masked before anything is stored, uids when it is read. `request` and `answer` are the bodies
-- as far as they were kept.
CREATE TABLE ocpi_message (
    id             uuid        NOT NULL,
    at             timestamptz NOT NULL,
    partner_id     uuid,
    direction      text        NOT NULL CHECK (direction IN ('IN', 'OUT')),
    module         text        NOT NULL,
    method         text        NOT NULL,
    path           text        NOT NULL,
    http_status    integer,
    ocpi_status    integer,
    succeeded      boolean     NOT NULL,
    duration_ms    integer     NOT NULL,
    request_id     text        NOT NULL,
    correlation_id text        NOT NULL,
    error          text,
    version        text,
    request        bytea,
    request_size   integer     NOT NULL,
    answer         bytea,
    answer_size    integer     NOT NULL,
    replay_of      uuid,
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE INDEX ocpi_message_at ON ocpi_message (at DESC, id);
CREATE INDEX ocpi_message_partner ON ocpi_message (partner_id, at DESC);
CREATE INDEX ocpi_message_correlation ON ocpi_message (correlation_id);
CREATE TABLE ocpi_message_default PARTITION OF ocpi_message DEFAULT;
SELECT ensure_month_partitions('ocpi_message', now()::date, 18);

-- Whole months that are past keeping. The application role owns no table, so the owner's right is lent to this function.
CREATE FUNCTION drop_ocpi_message_months(before timestamptz) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    month   record;
    dropped integer := 0;
BEGIN
    FOR month IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'ocpi_message'::regclass AND c.relname ~ '^ocpi_message_\d{4}_\d{2}$'
          AND to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= before
    LOOP
        EXECUTE format('DROP TABLE %I', month.relname);
        dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
END
$$;

-- How the traffic with a partner fares, one row per direction and module.
CREATE TABLE partner_traffic (
    partner_id      uuid        NOT NULL REFERENCES partner ON DELETE CASCADE,
    direction       text        NOT NULL CHECK (direction IN ('IN', 'OUT')),
    module          text        NOT NULL,
    last_success_at timestamptz,
    last_failure_at timestamptz,
    last_failure    text,
    failures_in_row integer     NOT NULL DEFAULT 0,
    left_alone_until timestamptz,
    PRIMARY KEY (partner_id, direction, module)
);

-- Inbound messages that somebody had taken in again.
CREATE TABLE ocpi_replay (
    id           uuid        PRIMARY KEY DEFAULT uuidv7(),
    message_id   uuid        NOT NULL,
    requested_by text        NOT NULL,
    requested_at timestamptz NOT NULL,
    finished_at  timestamptz,
    http_status  integer,
    ocpi_status  integer,
    result       text
);
CREATE UNIQUE INDEX ocpi_replay_pending ON ocpi_replay (message_id) WHERE finished_at IS NULL;
CREATE INDEX ocpi_replay_message ON ocpi_replay (message_id, requested_at);
