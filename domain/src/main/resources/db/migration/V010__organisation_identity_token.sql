-- Organisation units: the customers' tree. The path is the chain of numbers from the root.
CREATE SEQUENCE organisation_unit_number START 1000;

CREATE TABLE organisation_unit (
    id                          uuid        PRIMARY KEY,
    version                     integer     NOT NULL,
    number                      bigint      NOT NULL UNIQUE,
    parent_id                   uuid        REFERENCES organisation_unit,
    path                        ltree       NOT NULL UNIQUE,
    name                        text        NOT NULL,
    customer_number             text,
    country                     text        NOT NULL,
    currency                    text        NOT NULL,
    language                    text        NOT NULL,
    vat_visible                 boolean     NOT NULL,
    billable                    boolean     NOT NULL,
    status                      text        NOT NULL,
    credit_hold                 boolean     NOT NULL,
    legal_name                  text,
    billing_company_name        text,
    billing_street              text,
    billing_house_number        text,
    billing_house_number_suffix text,
    billing_address_addition    text,
    billing_postal_code         text,
    billing_city                text,
    billing_country             text,
    vat_number                  text,
    registration_number         text,
    invoice_email               text,
    buyer_reference             text,
    iban                        text,
    payment_method              text,
    payment_term_days           integer,
    created_at                  timestamptz NOT NULL,
    closed_at                   timestamptz
);
CREATE INDEX organisation_unit_path ON organisation_unit USING gist (path);

ALTER TABLE organisation_unit ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_scope ON organisation_unit USING (
    (SELECT scope_is_everything()) OR path <@ ANY (scope_paths()));

-- Users. The organisation units are an array, not a join table: row-level security and long lists read it in the row.
CREATE TABLE app_user (
    id                    uuid        PRIMARY KEY,
    version               integer     NOT NULL,
    email                 citext      NOT NULL,
    first_name            text        NOT NULL,
    last_name             text        NOT NULL,
    phone                 text,
    locale                text,
    vat_visibility        text        NOT NULL,
    active                boolean     NOT NULL,
    lockout_enabled       boolean     NOT NULL,
    roles                 text[]      NOT NULL CHECK (cardinality(roles) > 0),
    organisation_unit_ids uuid[]      NOT NULL,
    active_profile_id     uuid,
    password_hash         text,
    token_version         integer     NOT NULL,
    failed_logins         integer     NOT NULL,
    locked_until          timestamptz,
    email_confirmed_at    timestamptz,
    last_login_at         timestamptz,
    created_at            timestamptz NOT NULL,
    deleted_at            timestamptz
);
CREATE UNIQUE INDEX app_user_email ON app_user (email) WHERE deleted_at IS NULL;
CREATE INDEX app_user_units ON app_user USING gin (organisation_unit_ids) WHERE deleted_at IS NULL;
CREATE INDEX app_user_search ON app_user
    USING gin ((email::text || ' ' || first_name || ' ' || last_name) gin_trgm_ops) WHERE deleted_at IS NULL;
CREATE INDEX app_user_created ON app_user (created_at, id) WHERE deleted_at IS NULL;

ALTER TABLE app_user ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_scope ON app_user USING (
    (SELECT scope_is_everything())
    OR organisation_unit_ids && ARRAY(SELECT id FROM organisation_unit WHERE path <@ ANY (scope_paths())));

-- Links mailed to users: invitations, password resets, e-mail confirmations. Only hashes of their secrets.
CREATE TABLE account_link (
    id          uuid        PRIMARY KEY,
    user_id     uuid        NOT NULL REFERENCES app_user,
    purpose     text        NOT NULL,
    email       citext      NOT NULL,
    secret_hash bytea       NOT NULL UNIQUE,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    used_at     timestamptz
);
CREATE INDEX account_link_user ON account_link (user_id, purpose) WHERE used_at IS NULL;

CREATE TABLE refresh_token (
    id            uuid        PRIMARY KEY,
    family_id     uuid        NOT NULL,
    user_id       uuid        NOT NULL REFERENCES app_user,
    secret_hash   bytea       NOT NULL UNIQUE,
    token_version integer     NOT NULL,
    issued_at     timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    used_at       timestamptz,
    revoked_at    timestamptz
);
CREATE INDEX refresh_token_family ON refresh_token (family_id);
CREATE INDEX refresh_token_expires ON refresh_token (expires_at);

-- ES256 key pairs of the access tokens, PKCS #8 and X.509.
CREATE TABLE signing_key (
    id          uuid        PRIMARY KEY,
    private_key bytea       NOT NULL,
    public_key  bytea       NOT NULL,
    created_at  timestamptz NOT NULL,
    retired_at  timestamptz
);
