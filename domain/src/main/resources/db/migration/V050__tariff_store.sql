-- Partners' tariffs as they were at every moment: a changed tariff is a new row, and a withdrawn one stays, because
-- charge detail records are checked against what was in force when the session started.
CREATE TABLE stored_tariff (
    id            uuid        PRIMARY KEY DEFAULT uuidv7(),
    partner_id    uuid        NOT NULL REFERENCES partner,
    country_code  text        NOT NULL,
    party_id      text        NOT NULL,
    tariff_id     text        NOT NULL,
    tariff_key    text        NOT NULL,
    currency      text,
    type          text,
    starts_at     timestamptz,
    ends_at       timestamptz,
    last_updated  timestamptz NOT NULL,
    content_hash  bytea       NOT NULL,
    raw           jsonb       NOT NULL,
    received_at   timestamptz NOT NULL,
    last_seen_at  timestamptz NOT NULL,
    superseded_at timestamptz
);
CREATE UNIQUE INDEX stored_tariff_current ON stored_tariff (partner_id, country_code, party_id, tariff_key)
    WHERE superseded_at IS NULL;
CREATE INDEX stored_tariff_history ON stored_tariff (country_code, party_id, tariff_key, received_at);
