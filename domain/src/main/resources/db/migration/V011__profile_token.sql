-- Profiles: the contracts under which users charge.
CREATE TABLE profile (
    id                          uuid        PRIMARY KEY,
    version                     integer     NOT NULL,
    user_id                     uuid        NOT NULL REFERENCES app_user,
    organisation_unit_id        uuid        NOT NULL REFERENCES organisation_unit,
    name                        text        NOT NULL,
    email                       citext      NOT NULL,
    billing_email               text,
    external_id                 text,
    cost_centre                 text,
    billable                    text        NOT NULL,
    fraud_detection_enabled     boolean     NOT NULL,
    shared                      boolean     NOT NULL,
    chamber_of_commerce         text,
    vat_number                  text,
    address_company_name        text,
    address_street              text,
    address_house_number        text,
    address_house_number_suffix text,
    address_addition            text,
    address_postal_code         text,
    address_city                text,
    address_country             text,
    delivery_company_name        text,
    delivery_street              text,
    delivery_house_number        text,
    delivery_house_number_suffix text,
    delivery_addition            text,
    delivery_postal_code         text,
    delivery_city                text,
    delivery_country             text,
    status                      text        NOT NULL,
    credit_hold                 boolean     NOT NULL,
    created_at                  timestamptz NOT NULL,
    deleted_at                  timestamptz
);
CREATE INDEX profile_user ON profile (user_id);
CREATE INDEX profile_unit ON profile (organisation_unit_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX profile_created ON profile (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX profile_search ON profile
    USING gin ((name || ' ' || email::text || ' ' || coalesce(external_id, '')) gin_trgm_ops) WHERE deleted_at IS NULL;

ALTER TABLE profile ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_scope ON profile USING (
    (SELECT scope_is_everything())
    OR organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (scope_paths())));

-- Tokens. uid is canonical: upper case, no separators. A card in the operator's stock has no organisation unit.
CREATE TABLE token (
    id                   uuid        PRIMARY KEY,
    revision             integer     NOT NULL,
    uid                  text        NOT NULL,
    type                 text        NOT NULL,
    kind                 text        NOT NULL,
    contract_id          text        NOT NULL UNIQUE,
    visual_number        text        NOT NULL,
    external_id          text,
    organisation_unit_id uuid        REFERENCES organisation_unit,
    profile_id           uuid        REFERENCES profile,
    status               text        NOT NULL,
    valid_from           timestamptz,
    valid_until          timestamptz,
    whitelist            text        NOT NULL,
    language             text,
    open_blocks          integer     NOT NULL CHECK (open_blocks >= 0),
    version              bigint      NOT NULL,
    last_updated         timestamptz NOT NULL,
    created_at           timestamptz NOT NULL,
    activated_at         timestamptz,
    deactivated_at       timestamptz,
    UNIQUE (uid, type)
);
CREATE INDEX token_profile ON token (profile_id);
CREATE INDEX token_unit ON token (organisation_unit_id, created_at, id);
CREATE INDEX token_created ON token (created_at, id);
CREATE INDEX token_last_updated ON token (last_updated, id);
CREATE UNIQUE INDEX token_one_physical_per_profile ON token (profile_id)
    WHERE kind = 'PHYSICAL' AND status <> 'INACTIVE';
CREATE INDEX token_search ON token
    USING gin ((visual_number || ' ' || uid || ' ' || contract_id || ' ' || coalesce(external_id, '')) gin_trgm_ops);

ALTER TABLE token ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_scope ON token USING (
    (SELECT scope_is_everything())
    OR organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (scope_paths())));

CREATE TABLE token_event (
    id       uuid        PRIMARY KEY,
    token_id uuid        NOT NULL REFERENCES token,
    status   text        NOT NULL,
    cause    text        NOT NULL,
    actor    text        NOT NULL,
    at       timestamptz NOT NULL
);
CREATE INDEX token_event_token ON token_event (token_id, at);

CREATE TABLE token_block (
    id         uuid        PRIMARY KEY,
    token_id   uuid        NOT NULL REFERENCES token,
    reason     text        NOT NULL,
    initiator  text        NOT NULL,
    note       text,
    blocked_by text        NOT NULL,
    blocked_at timestamptz NOT NULL,
    lifted_by  text,
    lifted_at  timestamptz
);
CREATE INDEX token_block_token ON token_block (token_id, blocked_at);
