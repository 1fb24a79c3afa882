-- Time-based one-time passwords (RFC 6238). A secret that is not confirmed yet asks nothing of anybody.
CREATE TABLE second_factor (
    user_id      uuid        PRIMARY KEY REFERENCES app_user,
    secret       bytea       NOT NULL,
    created_at   timestamptz NOT NULL,
    confirmed_at timestamptz,
    last_step    bigint      NOT NULL
);

-- Work once each, instead of the device.
CREATE TABLE recovery_code (
    user_id   uuid        NOT NULL REFERENCES app_user,
    code_hash bytea       NOT NULL,
    used_at   timestamptz,
    PRIMARY KEY (user_id, code_hash)
);

-- Programs of integrators. Only hashes of their secrets; after a rotation the one before works for a while.
CREATE TABLE api_client (
    id                   uuid        PRIMARY KEY,
    version              integer     NOT NULL,
    client_id            text        NOT NULL UNIQUE,
    name                 text        NOT NULL,
    organisation_unit_id uuid        REFERENCES organisation_unit,
    role                 text        NOT NULL CHECK (role IN ('SUPPORT_AGENT', 'ORG_UNIT_ADMIN', 'PLATFORM_OPERATOR')),
    scopes               text[]      NOT NULL CHECK (cardinality(scopes) > 0),
    secret_hash          bytea       NOT NULL,
    secret_since         timestamptz NOT NULL,
    former_secret_hash   bytea,
    former_secret_until  timestamptz,
    token_version        integer     NOT NULL,
    created_by           text        NOT NULL,
    created_at           timestamptz NOT NULL,
    last_used_at         timestamptz,
    revoked_at           timestamptz,
    CHECK ((organisation_unit_id IS NULL) = (role = 'PLATFORM_OPERATOR'))
);
CREATE INDEX api_client_unit ON api_client (organisation_unit_id, name);
ALTER TABLE api_client ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_scope ON api_client USING (
    (SELECT scope_is_everything())
    OR organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (scope_paths())));
