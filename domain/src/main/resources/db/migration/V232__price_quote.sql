-- What a driver was told charging would cost. The quote is never changed: only that a start used it is noted. With it is
-- kept what it rests on: the operator's tariff as it was sent, the plan (whose terms never change) and the rate.
CREATE TABLE price_quote (
    id                      uuid           PRIMARY KEY DEFAULT uuidv7(),
    organisation_unit_id    uuid           NOT NULL REFERENCES organisation_unit,
    profile_id              uuid           NOT NULL REFERENCES profile,
    partner_id              uuid           NOT NULL,
    country_code            text           NOT NULL,
    party_id                text           NOT NULL,
    location_id             text           NOT NULL,
    evse_uid                text           NOT NULL,
    evse_id                 text,
    connector_id            text           NOT NULL,
    power_type              text,
    time_zone               text           NOT NULL,
    kwh                     numeric(10, 3) NOT NULL,
    minutes                 integer        NOT NULL,
    currency                text           NOT NULL,
    total_excl_vat          numeric(19, 4) NOT NULL,
    lines                   jsonb          NOT NULL,
    working                 jsonb          NOT NULL,
    operator_tariff_id      text,
    operator_tariffs        jsonb          NOT NULL,
    tariff_plan_id          uuid           REFERENCES tariff_plan,
    operator_currency       text,
    exchange_rate           numeric,
    exchange_on             date,
    exchange_source         text,
    ad_hoc                  jsonb,
    created_at              timestamptz    NOT NULL,
    created_by              text           NOT NULL,
    expires_at              timestamptz    NOT NULL,
    used_at                 timestamptz,
    token_id                uuid,
    authorisation_reference text
);
CREATE INDEX price_quote_profile ON price_quote (profile_id, created_at DESC);
CREATE INDEX price_quote_used ON price_quote (token_id, used_at) WHERE used_at IS NOT NULL;
REVOKE UPDATE, DELETE ON price_quote FROM voltaire_app;
GRANT UPDATE (used_at, token_id, authorisation_reference) ON price_quote TO voltaire_app;
ALTER TABLE price_quote ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_scope ON price_quote USING (
    (SELECT scope_is_everything())
    OR organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (scope_paths())));

-- What was charged beside what the quote's terms make of what was really used.
CREATE TABLE price_quote_outcome (
    quote_id       uuid           PRIMARY KEY REFERENCES price_quote,
    msp_cdr_id     uuid           NOT NULL UNIQUE REFERENCES msp_cdr,
    currency       text           NOT NULL,
    expected       numeric(19, 4),
    charged        numeric(19, 4),
    deviation      numeric(19, 4) GENERATED ALWAYS AS (charged - expected) STORED,
    compared_at    timestamptz    NOT NULL
);
REVOKE UPDATE, DELETE ON price_quote_outcome FROM voltaire_app;
