-- What operators report, byte for byte. Rows are facts: the application may add them and nothing else.
CREATE TABLE cpo_cdr (
    id                         uuid        PRIMARY KEY DEFAULT uuidv7(),
    origin                     text        NOT NULL CHECK (origin IN ('ROAMING', 'HOME')),
    partner_id                 uuid,
    country_code               text        NOT NULL,
    party_id                   text        NOT NULL,
    cdr_id                     text        NOT NULL,
    raw                        bytea       NOT NULL,
    received_at                timestamptz NOT NULL,
    source_updated_at          timestamptz,
    started_at                 timestamptz,
    ended_at                   timestamptz,
    session_reference          text,
    authorisation_reference    text,
    authorisation_method       text,
    token_uid                  text,
    token_type                 text,
    contract_id                text,
    location_reference         text,
    location_name              text,
    address                    text,
    postal_code                text,
    city                       text,
    country                    text,
    evse_uid                   text,
    evse_id                    text,
    connector_reference        text,
    connector_power_type       text,
    meter_id                   text,
    currency                   text,
    total_cost                 numeric,
    energy_kwh                 numeric,
    duration_hours             numeric,
    parking_hours              numeric,
    remark                     text,
    invoice_reference          text,
    credit                     boolean     NOT NULL,
    credit_reference           text,
    home_charging_compensation boolean     NOT NULL
);
-- Unique over all time, whatever the case (OCPI CiString): hence not partitioned.
CREATE UNIQUE INDEX cpo_cdr_key ON cpo_cdr (country_code, party_id, lower(cdr_id));
CREATE INDEX cpo_cdr_received ON cpo_cdr (received_at, id);
CREATE INDEX cpo_cdr_started ON cpo_cdr (started_at, id);
CREATE INDEX cpo_cdr_token ON cpo_cdr (token_uid, started_at);
CREATE INDEX cpo_cdr_evse ON cpo_cdr (evse_uid, started_at);
CREATE INDEX cpo_cdr_home_session ON cpo_cdr (session_reference) WHERE origin = 'HOME';
CREATE INDEX cpo_cdr_search ON cpo_cdr
    USING gin ((cdr_id || ' ' || coalesce(evse_id, '') || ' ' || coalesce(location_name, '')) gin_trgm_ops);
REVOKE UPDATE, DELETE ON cpo_cdr FROM voltaire_app;

-- A second, different record under a key already used: refused, and kept for whoever clears it up.
CREATE TABLE cpo_cdr_conflict (
    id          uuid        PRIMARY KEY DEFAULT uuidv7(),
    cpo_cdr_id  uuid        NOT NULL REFERENCES cpo_cdr,
    raw         bytea       NOT NULL,
    received_at timestamptz NOT NULL
);
CREATE INDEX cpo_cdr_conflict_cdr ON cpo_cdr_conflict (cpo_cdr_id);

-- Reference rates: units of the currency for one euro.
CREATE TABLE exchange_rate (
    currency   text        NOT NULL,
    rate_on    date        NOT NULL,
    rate       numeric     NOT NULL CHECK (rate > 0),
    source     text        NOT NULL,
    fetched_at timestamptz NOT NULL,
    PRIMARY KEY (currency, rate_on)
);

-- What we make of a CPO CDR, once: whose it is, what it should have cost, whether it is plausible.
CREATE TABLE cdr_assessment (
    cpo_cdr_id           uuid        PRIMARY KEY REFERENCES cpo_cdr,
    organisation_unit_id uuid        REFERENCES organisation_unit,
    profile_id           uuid        REFERENCES profile,
    token_id             uuid        REFERENCES token,
    session_id           uuid,
    credited_cpo_cdr_id  uuid        REFERENCES cpo_cdr,
    costs                jsonb       NOT NULL,
    exchange             jsonb,
    verdict              text        NOT NULL CHECK (verdict IN ('OK', 'MISMATCH', 'NOT_VERIFIABLE')),
    difference           numeric,
    plausibility         text        NOT NULL CHECK (plausibility IN ('PASS', 'SUSPICIOUS', 'REJECTED')),
    findings             jsonb       NOT NULL,
    assessed_at          timestamptz NOT NULL
);
CREATE INDEX cdr_assessment_unit ON cdr_assessment (organisation_unit_id, cpo_cdr_id);
ALTER TABLE cdr_assessment ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_scope ON cdr_assessment USING (
    (SELECT scope_is_everything())
    OR organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (scope_paths())));

-- What we add to the operator's cost; without an organisation unit for everyone who has no plan of their own.
CREATE TABLE markup_plan (
    id                   uuid           PRIMARY KEY DEFAULT uuidv7(),
    organisation_unit_id uuid           REFERENCES organisation_unit,
    name                 text           NOT NULL,
    percent              numeric(7, 4)  NOT NULL CHECK (percent >= 0),
    per_kwh              numeric(10, 4) NOT NULL CHECK (per_kwh >= 0),
    per_session          numeric(10, 4) NOT NULL CHECK (per_session >= 0),
    currency             text           NOT NULL,
    valid                tstzrange      NOT NULL,
    created_at           timestamptz    NOT NULL,
    EXCLUDE USING gist (
        coalesce(organisation_unit_id, '00000000-0000-0000-0000-000000000000') WITH =, currency WITH =, valid WITH &&)
);

-- What the customer is charged: one per CPO CDR of a customer, in append-only versions.
CREATE TABLE msp_cdr (
    id                   uuid        PRIMARY KEY DEFAULT uuidv7(),
    revision             integer     NOT NULL DEFAULT 0,
    cpo_cdr_id           uuid        NOT NULL UNIQUE REFERENCES cpo_cdr,
    organisation_unit_id uuid        NOT NULL REFERENCES organisation_unit,
    profile_id           uuid        REFERENCES profile,
    token_id             uuid        NOT NULL REFERENCES token,
    session_id           uuid,
    cdr_id               text        NOT NULL,
    country_code         text        NOT NULL,
    party_id             text        NOT NULL,
    started_at           timestamptz,
    ended_at             timestamptz,
    evse_id              text,
    location_name        text,
    energy_kwh           numeric,
    credit               boolean     NOT NULL,
    credited_msp_cdr_id  uuid        REFERENCES msp_cdr,
    billable             boolean     NOT NULL,
    approval_state       text        NOT NULL CHECK (approval_state IN ('PENDING', 'APPROVED', 'REJECTED', 'DISPUTED')),
    approval_changed_at  timestamptz NOT NULL,
    current_version      integer     NOT NULL,
    price_calculated     boolean     NOT NULL,
    currency             text        NOT NULL,
    total_excl_vat       numeric(19, 4),
    invoice_id           uuid,
    created_at           timestamptz NOT NULL
);
CREATE INDEX msp_cdr_unit_started ON msp_cdr (organisation_unit_id, started_at, id);
CREATE INDEX msp_cdr_started ON msp_cdr (started_at, id);
CREATE INDEX msp_cdr_token ON msp_cdr (token_id, started_at);
CREATE INDEX msp_cdr_profile ON msp_cdr (profile_id, started_at);
CREATE INDEX msp_cdr_invoice ON msp_cdr (invoice_id);
CREATE INDEX msp_cdr_not_invoiced ON msp_cdr (organisation_unit_id, currency, ended_at) WHERE invoice_id IS NULL;
CREATE INDEX msp_cdr_search ON msp_cdr
    USING gin ((cdr_id || ' ' || coalesce(evse_id, '') || ' ' || coalesce(location_name, '')) gin_trgm_ops);
ALTER TABLE msp_cdr ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_scope ON msp_cdr USING (
    (SELECT scope_is_everything())
    OR organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (scope_paths())));

CREATE TABLE msp_cdr_version (
    msp_cdr_id     uuid        NOT NULL REFERENCES msp_cdr,
    version        integer     NOT NULL,
    reason         text        NOT NULL CHECK (reason IN ('RATED', 'CREDITED', 'RE_RATED', 'CORRECTED')),
    currency       text        NOT NULL,
    costs          jsonb       NOT NULL,
    total_excl_vat numeric(19, 4),
    markup_plan_id uuid        REFERENCES markup_plan,
    created_at     timestamptz NOT NULL,
    PRIMARY KEY (msp_cdr_id, version)
);
REVOKE UPDATE, DELETE ON msp_cdr_version FROM voltaire_app;
