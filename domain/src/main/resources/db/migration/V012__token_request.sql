-- Orders of cards.
CREATE SEQUENCE token_request_number START 100001;

CREATE TABLE token_request (
    id                   uuid          PRIMARY KEY,
    version              integer       NOT NULL,
    number               bigint        NOT NULL UNIQUE,
    organisation_unit_id uuid          NOT NULL REFERENCES organisation_unit,
    status               text          NOT NULL,
    price_amount         numeric(19,2) NOT NULL,
    price_currency       text          NOT NULL,
    requested_by         text          NOT NULL,
    requested_at         timestamptz   NOT NULL,
    produced_at          timestamptz,
    shipped_at           timestamptz,
    delivered_at         timestamptz,
    cancelled_at         timestamptz,
    tracking_code        text
);
CREATE INDEX token_request_unit ON token_request (organisation_unit_id, requested_at, id);
CREATE INDEX token_request_open ON token_request (number) WHERE status = 'REQUESTED';

ALTER TABLE token_request ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_scope ON token_request USING (
    (SELECT scope_is_everything())
    OR organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (scope_paths())));

-- The address is a snapshot: where the card was to be sent when it was ordered.
CREATE TABLE token_request_line (
    id                  uuid PRIMARY KEY,
    request_id          uuid NOT NULL REFERENCES token_request,
    profile_id          uuid NOT NULL REFERENCES profile,
    driver_name         text NOT NULL,
    company_name        text,
    street              text,
    house_number        text,
    house_number_suffix text,
    addition            text,
    postal_code         text,
    city                text,
    country             text,
    token_id            uuid REFERENCES token
);
CREATE INDEX token_request_line_request ON token_request_line (request_id);
CREATE INDEX token_request_line_profile ON token_request_line (profile_id);

-- Requests that must happen once though they arrive twice.
CREATE TABLE idempotency_key (
    user_id     uuid        NOT NULL,
    key         text        NOT NULL,
    fingerprint bytea       NOT NULL,
    resource_id uuid,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (user_id, key)
);
CREATE INDEX idempotency_key_created ON idempotency_key (created_at);
