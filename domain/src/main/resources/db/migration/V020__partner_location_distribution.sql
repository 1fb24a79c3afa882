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
