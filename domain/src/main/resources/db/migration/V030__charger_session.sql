-- Months of a range-partitioned table. The application role owns nothing, so the owner's rights are lent to this one
-- function. Rows outside every month land in the default partition.
CREATE FUNCTION ensure_month_partitions(parent regclass, first_month date, months integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
$$
DECLARE
    month date;
    name  text;
BEGIN
    FOR i IN 0 .. months - 1 LOOP
        month := (date_trunc('month', first_month) + make_interval(months => i))::date;
        name := parent::text || to_char(month, '_YYYY_MM');
        IF to_regclass(name) IS NULL THEN
            EXECUTE format('CREATE TABLE %I PARTITION OF %s FOR VALUES FROM (%L) TO (%L)',
                           name, parent, month::timestamptz, (month + interval '1 month')::timestamptz);
        END IF;
    END LOOP;
END
$$;

-- Home chargers. What changes with every message is kept in charger_connection, away from this row.
CREATE TABLE charger (
    id                   uuid        PRIMARY KEY,
    version              integer     NOT NULL,
    identity             text        NOT NULL UNIQUE,
    organisation_unit_id uuid        NOT NULL REFERENCES organisation_unit,
    allowed_profile_ids  uuid[]      NOT NULL DEFAULT '{}',
    name                 text        NOT NULL,
    registration         text        NOT NULL,
    minimum_security     smallint    NOT NULL DEFAULT 1,
    password_salt        bytea       NOT NULL,
    password_hash        bytea       NOT NULL,
    next_password_salt   bytea,
    next_password_hash   bytea,
    brand                text,
    model                text,
    vendor               text,
    reported_model       text,
    serial_number        text,
    firmware_version     text,
    meter_serial_number  text,
    meter_type           text,
    iccid                text,
    imsi                 text,
    boot_reason          text,
    ocpp_version         text,
    last_boot_at         timestamptz,
    assume_ocpp16        boolean     NOT NULL DEFAULT false,
    strict               boolean     NOT NULL DEFAULT false,
    ping_seconds         integer     CHECK (ping_seconds BETWEEN 5 AND 3600),
    heartbeat_seconds    integer     CHECK (heartbeat_seconds BETWEEN 10 AND 86400),
    no_trigger           boolean     NOT NULL DEFAULT false,
    fixed_tag            text,
    last_rejected_tag    text,
    last_rejected_at     timestamptz,
    created_at           timestamptz NOT NULL,
    retired_at           timestamptz
);
CREATE INDEX charger_unit ON charger (organisation_unit_id);
CREATE INDEX charger_created ON charger (created_at, id);
CREATE INDEX charger_search ON charger USING gin ((identity || ' ' || name || ' ' || coalesce(serial_number, '')) gin_trgm_ops);
ALTER TABLE charger ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_scope ON charger USING (
    (SELECT scope_is_everything())
    OR organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (scope_paths())));

-- Which node holds the socket of a charger, and when it last gave a sign of life. Written in batches.
CREATE TABLE charger_connection (
    charger_id      uuid        PRIMARY KEY REFERENCES charger,
    connection_id   uuid,
    node            text,
    epoch           bigint      NOT NULL,
    ocpp_version    text,
    connected_at    timestamptz,
    disconnected_at timestamptz,
    first_seen_at   timestamptz NOT NULL,
    last_seen_at    timestamptz NOT NULL
) WITH (fillfactor = 50);

CREATE INDEX charger_connection_node ON charger_connection (node) WHERE node IS NOT NULL;

-- Nodes that hold sockets. One that no longer says so has crashed, and its chargers are not connected.
CREATE TABLE charger_node (
    node    text        PRIMARY KEY,
    seen_at timestamptz NOT NULL
);

-- Connections that lost against a newer one on another node, until their node has closed them.
CREATE TABLE charger_takeover (
    connection_id uuid        PRIMARY KEY,
    node          text        NOT NULL,
    charger_id    uuid        NOT NULL,
    at            timestamptz NOT NULL
);
CREATE INDEX charger_takeover_node ON charger_takeover (node);

-- Connectors as last reported. OCPP 1.6 connector n is (n, 1); connector 0 and evse 0 are the charger itself.
CREATE TABLE charger_connector (
    charger_id        uuid        NOT NULL REFERENCES charger,
    evse              integer     NOT NULL,
    connector         integer     NOT NULL,
    status            text        NOT NULL,
    error_code        text,
    info              text,
    vendor_error_code text,
    device_time       timestamptz,
    received_at       timestamptz NOT NULL,
    PRIMARY KEY (charger_id, evse, connector)
) WITH (fillfactor = 70);

-- What a charger does that it should not, one row per kind and place, counted.
CREATE TABLE charger_finding (
    charger_id uuid        NOT NULL REFERENCES charger,
    kind       text        NOT NULL,
    detail     text        NOT NULL,
    times      bigint      NOT NULL,
    first_at   timestamptz NOT NULL,
    last_at    timestamptz NOT NULL,
    PRIMARY KEY (charger_id, kind, detail)
);

-- Notifications that are stored and no more: security events, firmware and log status, device model reports.
CREATE TABLE charger_event (
    id          uuid        NOT NULL DEFAULT uuidv7(),
    charger_id  uuid        NOT NULL,
    kind        text        NOT NULL,
    summary     text        NOT NULL,
    device_time timestamptz,
    received_at timestamptz NOT NULL,
    content     text        NOT NULL,
    PRIMARY KEY (id, received_at)
) PARTITION BY RANGE (received_at);
CREATE INDEX charger_event_charger ON charger_event (charger_id, received_at DESC);
CREATE TABLE charger_event_default PARTITION OF charger_event DEFAULT;
SELECT ensure_month_partitions('charger_event', now()::date, 18);

-- The raw conversation, secrets masked. Written in batches and for support only: evidence is kept with the session.
CREATE TABLE charger_message (
    charger_id    uuid        NOT NULL,
    connection_id uuid        NOT NULL,
    incoming      boolean     NOT NULL,
    at            timestamptz NOT NULL,
    frame         text        NOT NULL
) PARTITION BY RANGE (at);
CREATE INDEX charger_message_charger ON charger_message (charger_id, at DESC);
CREATE TABLE charger_message_default PARTITION OF charger_message DEFAULT;
SELECT ensure_month_partitions('charger_message', now()::date, 18);

-- Commands to chargers and what became of them.
CREATE TABLE charger_command (
    id           uuid        PRIMARY KEY,
    charger_id   uuid        NOT NULL REFERENCES charger,
    action       text        NOT NULL,
    payload      jsonb       NOT NULL,
    state        text        NOT NULL,
    requested_by text        NOT NULL,
    requested_at timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    sent_at      timestamptz,
    finished_at  timestamptz,
    node         text,
    result       jsonb,
    error        text
);
CREATE INDEX charger_command_waiting ON charger_command (requested_at) WHERE state = 'WAITING';
CREATE INDEX charger_command_history ON charger_command (charger_id, requested_at DESC);

-- Sessions of both origins. Not partitioned: their natural keys must be unique over all time. Columns that change with
-- every meter value carry no index, so that such an update stays within its page.
CREATE TABLE session (
    id                      uuid        PRIMARY KEY,
    origin                  text        NOT NULL CHECK (origin IN ('HOME', 'ROAMING')),
    status                  text        NOT NULL CHECK (status IN ('PENDING', 'ACTIVE', 'COMPLETED', 'INVALID', 'RESERVATION')),
    organisation_unit_id    uuid        REFERENCES organisation_unit,
    profile_id              uuid,
    token_id                uuid,
    token_uid               text,
    contract_id             text,
    authorisation_reference text,
    refusal                 text,
    location_id             text,
    evse_id                 text,
    connector_id            text,
    started_at              timestamptz NOT NULL,
    ended_at                timestamptz,
    kwh                     numeric(18, 6) NOT NULL DEFAULT 0,
    last_updated            timestamptz NOT NULL,
    created_at              timestamptz NOT NULL,
    -- home
    charger_id              uuid        REFERENCES charger,
    evse                    integer,
    connector               integer,
    transaction_number      integer     UNIQUE,
    transaction_key         text,
    device_started_at       timestamptz,
    device_ended_at         timestamptz,
    start_received_at       timestamptz,
    stop_received_at        timestamptz,
    meter_start_wh          numeric(18, 3),
    meter_stop_wh           numeric(18, 3),
    last_meter_wh           numeric(18, 3),
    last_meter_at           timestamptz,
    stop_reason             text,
    remote_start_id         integer,
    review                  text[]      NOT NULL DEFAULT '{}',
    reviewed_at             timestamptz,
    reviewed_by             text,
    start_frame             text,
    stop_frame              text,
    -- roaming
    partner_id              uuid,
    country_code            text,
    party_id                text,
    external_id             text,
    auth_method             text,
    meter_id                text,
    currency                text,
    total_cost              numeric,
    charging_periods        jsonb,
    raw                     text,
    CHECK (origin <> 'HOME' OR (charger_id IS NOT NULL AND transaction_key IS NOT NULL)),
    CHECK (origin <> 'ROAMING' OR (partner_id IS NOT NULL AND external_id IS NOT NULL))
) WITH (fillfactor = 80);
-- 1.6: connector, tag, device time and register of the start; 2.0.1: the station's transaction id.
CREATE UNIQUE INDEX session_home ON session (charger_id, transaction_key) WHERE origin = 'HOME';
CREATE UNIQUE INDEX session_roaming ON session (country_code, party_id, external_id) WHERE origin = 'ROAMING';
CREATE INDEX session_open ON session (charger_id) WHERE status = 'ACTIVE' AND origin = 'HOME';
-- Ends whose beginning has not come.
CREATE INDEX session_orphan ON session (charger_id) WHERE origin = 'HOME' AND transaction_key LIKE 'stop|%';
CREATE INDEX session_unit ON session (organisation_unit_id, started_at DESC, id);
CREATE INDEX session_profile ON session (profile_id, started_at DESC, id);
CREATE INDEX session_started ON session (started_at DESC, id);
CREATE INDEX session_authorisation ON session (authorisation_reference) WHERE authorisation_reference IS NOT NULL;
CREATE INDEX session_review ON session (started_at DESC) WHERE cardinality(review) > 0 AND reviewed_at IS NULL;
ALTER TABLE session ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_scope ON session USING (
    (SELECT scope_is_everything())
    OR organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (scope_paths())));

-- 2.0.1 transaction events, for order, gaps and repetition.
CREATE TABLE transaction_event (
    charger_id      uuid        NOT NULL,
    transaction_key text        NOT NULL,
    seq_no          integer     NOT NULL,
    event_type      text        NOT NULL,
    device_time     timestamptz NOT NULL,
    trigger_reason  text        NOT NULL,
    offline         boolean     NOT NULL,
    received_at     timestamptz NOT NULL,
    PRIMARY KEY (charger_id, transaction_key, seq_no, event_type, device_time, trigger_reason)
);

-- One row per reading: the energy register where there is one, all samples as sent, signed values untouched.
CREATE TABLE meter_value (
    session_id  uuid,
    charger_id  uuid        NOT NULL,
    evse        integer     NOT NULL,
    measured_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    energy_wh   numeric(18, 3),
    power_w     numeric(18, 3),
    signed      boolean     NOT NULL,
    samples     jsonb       NOT NULL
) PARTITION BY RANGE (received_at);
CREATE INDEX meter_value_session ON meter_value (session_id, measured_at) WHERE session_id IS NOT NULL;
CREATE INDEX meter_value_charger ON meter_value (charger_id, received_at DESC);
CREATE TABLE meter_value_default PARTITION OF meter_value DEFAULT;
SELECT ensure_month_partitions('meter_value', now()::date, 18);
