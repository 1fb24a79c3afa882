-- The parties behind a hub, as the hub reports them (OCPI 2.2.1 ClientInfo).
CREATE TABLE partner_party (
    partner_id   uuid        NOT NULL REFERENCES partner ON DELETE CASCADE,
    country_code text        NOT NULL,
    party_id     text        NOT NULL,
    role         text        NOT NULL,
    status       text        NOT NULL CHECK (status IN ('CONNECTED', 'OFFLINE', 'PLANNED', 'SUSPENDED')),
    last_updated timestamptz NOT NULL,
    seen_at      timestamptz NOT NULL,
    raw          jsonb       NOT NULL,
    PRIMARY KEY (partner_id, country_code, party_id)
);
