-- The companies we roam with over OCPI.
CREATE TABLE partner (
    id           uuid        PRIMARY KEY,
    revision     integer     NOT NULL DEFAULT 0,
    name         text        NOT NULL,
    kind         text        NOT NULL CHECK (kind IN ('CPO', 'HUB', 'OTHER')),
    status       text        NOT NULL CHECK (status IN ('INVITED', 'CONNECTED', 'SUSPENDED', 'DISCONNECTED')),
    versions_url text,
    version      text,
    their_token  text,
    settings     jsonb       NOT NULL,
    connected_at timestamptz,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    CHECK (status <> 'CONNECTED' OR (versions_url IS NOT NULL AND version IS NOT NULL AND their_token IS NOT NULL))
);

CREATE TABLE partner_role (
    partner_id    uuid NOT NULL REFERENCES partner ON DELETE CASCADE,
    role          text NOT NULL,
    country_code  text NOT NULL,
    party_id      text NOT NULL,
    business_name text NOT NULL,
    website       text,
    logo_url      text,
    PRIMARY KEY (partner_id, role, country_code, party_id)
);
CREATE INDEX partner_role_party ON partner_role (country_code, party_id);

CREATE TABLE partner_endpoint (
    partner_id     uuid NOT NULL REFERENCES partner ON DELETE CASCADE,
    identifier     text NOT NULL,
    interface_role text NOT NULL CHECK (interface_role IN ('SENDER', 'RECEIVER')),
    url            text NOT NULL,
    PRIMARY KEY (partner_id, identifier, interface_role)
);

-- The tokens we gave out, as SHA-256 hashes. More than one connection token only between a rotation and the first
-- use of the new one.
CREATE TABLE partner_token (
    token_hash    bytea       PRIMARY KEY,
    partner_id    uuid        NOT NULL REFERENCES partner ON DELETE CASCADE,
    purpose       text        NOT NULL CHECK (purpose IN ('REGISTRATION', 'CONNECTION')),
    created_at    timestamptz NOT NULL,
    first_used_at timestamptz
);
CREATE INDEX partner_token_partner ON partner_token (partner_id);

-- What is odd about a partner's data or was put aside: one row per object and kind, counted.
CREATE TABLE partner_finding (
    partner_id    uuid        NOT NULL REFERENCES partner ON DELETE CASCADE,
    module        text        NOT NULL,
    object_id     text        NOT NULL,
    code          text        NOT NULL,
    detail        text,
    occurrences   integer     NOT NULL DEFAULT 1,
    first_seen_at timestamptz NOT NULL,
    last_seen_at  timestamptz NOT NULL,
    PRIMARY KEY (partner_id, module, object_id, code)
);

-- Lists we read from partners. A row is due when next_run_at has come; a node that reads holds it until leased_until.
CREATE TABLE partner_crawl (
    partner_id       uuid        NOT NULL REFERENCES partner ON DELETE CASCADE,
    module           text        NOT NULL,
    next_run_at      timestamptz NOT NULL,
    leased_until     timestamptz,
    full_run         boolean     NOT NULL DEFAULT true,
    delta_from       timestamptz,
    last_started_at  timestamptz,
    last_finished_at timestamptz,
    last_full_at     timestamptz,
    last_outcome     text,
    pages            integer     NOT NULL DEFAULT 0,
    objects          integer     NOT NULL DEFAULT 0,
    set_aside        integer     NOT NULL DEFAULT 0,
    failures         integer     NOT NULL DEFAULT 0,
    PRIMARY KEY (partner_id, module)
);
CREATE INDEX partner_crawl_due ON partner_crawl (next_run_at);

-- Partners' locations, in three levels because they are updated in three levels. Each level keeps its own JSON without
-- the level below. Identifiers compare case-insensitively: the *_key columns are lower case.
CREATE TABLE location (
    id                    uuid        PRIMARY KEY,
    partner_id            uuid        NOT NULL REFERENCES partner,
    country_code          text        NOT NULL,
    party_id              text        NOT NULL,
    location_id           text        NOT NULL,
    location_key          text        NOT NULL,
    name                  text,
    address               text,
    city                  text,
    postal_code           text,
    country               text,
    latitude              numeric(9, 7),
    longitude             numeric(10, 7),
    position              point GENERATED ALWAYS AS (point(longitude::double precision, latitude::double precision)) STORED,
    time_zone             text,
    published             boolean     NOT NULL,
    parking_type          text,
    operator_name         text,
    owner_name            text,
    last_updated          timestamptz NOT NULL,
    content_hash          bytea       NOT NULL,
    raw                   jsonb       NOT NULL,
    first_seen_at         timestamptz NOT NULL,
    last_seen_at          timestamptz NOT NULL,
    withdrawn_at          timestamptz,
    UNIQUE (partner_id, country_code, party_id, location_key)
);
CREATE INDEX location_party ON location (country_code, party_id, location_key);
CREATE INDEX location_position ON location USING spgist (position);

CREATE TABLE evse (
    location_id  uuid        NOT NULL REFERENCES location ON DELETE CASCADE,
    evse_key     text        NOT NULL,
    uid          text        NOT NULL,
    evse_id      text,
    status       text        NOT NULL,
    capabilities text[]      NOT NULL,
    last_updated timestamptz NOT NULL,
    raw          jsonb       NOT NULL,
    PRIMARY KEY (location_id, evse_key)
);
-- EVSE ids with and without separators are one.
CREATE INDEX evse_evse_id ON evse (upper(translate(evse_id, '*-', ''))) WHERE evse_id IS NOT NULL;

CREATE TABLE connector (
    location_id        uuid        NOT NULL REFERENCES location ON DELETE CASCADE,
    evse_key           text        NOT NULL,
    connector_key      text        NOT NULL,
    connector_id       text        NOT NULL,
    standard           text,
    format             text,
    power_type         text,
    max_voltage        integer,
    max_amperage       integer,
    max_electric_power integer,
    tariff_ids         text[]      NOT NULL,
    last_updated       timestamptz NOT NULL,
    raw                jsonb       NOT NULL,
    PRIMARY KEY (location_id, evse_key, connector_key)
);

-- Which version of a token a partner should have and has. Work is what differs and is due.
CREATE TABLE token_distribution (
    token_id             uuid        NOT NULL,
    partner_id           uuid        NOT NULL REFERENCES partner ON DELETE CASCADE,
    wanted_version       bigint      NOT NULL,
    acknowledged_version bigint      NOT NULL DEFAULT 0,
    outcome              text        NOT NULL CHECK (outcome IN ('PENDING', 'DELIVERED', 'PULLED', 'REJECTED', 'RETRYING')),
    attempts             integer     NOT NULL DEFAULT 0,
    next_attempt_at      timestamptz,
    last_attempt_at      timestamptz,
    last_error           text,
    PRIMARY KEY (token_id, partner_id)
);
CREATE INDEX token_distribution_due ON token_distribution (partner_id, next_attempt_at)
    WHERE next_attempt_at IS NOT NULL;

-- Remote commands to partners' chargers. The secret is part of the address that the partner reports the result to.
CREATE TABLE roaming_command (
    id           uuid        PRIMARY KEY DEFAULT uuidv7(),
    secret       text        NOT NULL UNIQUE,
    partner_id   uuid        NOT NULL REFERENCES partner,
    type         text        NOT NULL CHECK (type IN
                     ('START_SESSION', 'STOP_SESSION', 'RESERVE_NOW', 'CANCEL_RESERVATION', 'UNLOCK_CONNECTOR')),
    token_id     uuid,
    details      jsonb       NOT NULL,
    state        text        NOT NULL CHECK (state IN ('REQUESTED', 'WAITING', 'DONE', 'REFUSED', 'TIMED_OUT')),
    answer       text,
    result       text,
    message      text,
    requested_at timestamptz NOT NULL,
    expires_at   timestamptz,
    finished_at  timestamptz
);
CREATE INDEX roaming_command_waiting ON roaming_command (expires_at) WHERE state IN ('REQUESTED', 'WAITING');
