-- Rates that an authority lets employers use without proof, by country and, where it distinguishes them, region
-- (ISO 3166-2). A rate per mile or kilometre is on record, but is no price of energy.
CREATE TABLE statutory_rate (
    id         uuid           PRIMARY KEY DEFAULT uuidv7(),
    country    text           NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
    region     text           CHECK (region ~ '^[A-Z]{2}-[A-Z0-9]{1,3}$'),
    unit       text           NOT NULL CHECK (unit IN ('KWH', 'MILE', 'KILOMETRE')),
    rate       numeric(10, 4) NOT NULL CHECK (rate >= 0),
    currency   text           NOT NULL,
    valid      daterange      NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
    source     text           NOT NULL,
    entered_by text           NOT NULL,
    entered_at timestamptz    NOT NULL,
    CONSTRAINT statutory_rate_no_overlap EXCLUDE USING gist (
        country WITH =, coalesce(region, '') WITH =, unit WITH =, valid WITH &&)
);
REVOKE UPDATE, DELETE ON statutory_rate FROM voltaire_app;
GRANT UPDATE (valid) ON statutory_rate TO voltaire_app;
INSERT INTO statutory_rate (country, region, unit, rate, currency, valid, source, entered_by, entered_at)
SELECT 'BE', region, 'KWH', rate, 'EUR', quarter, 'CREG, Circular 2025/C/38', 'system', now()
FROM (VALUES
    ('BE-VLG', 0.2822, daterange('2025-01-01', '2025-04-01')), ('BE-VLG', 0.3194, daterange('2025-04-01', '2025-07-01')),
    ('BE-VLG', 0.3456, daterange('2025-07-01', '2025-10-01')), ('BE-VLG', 0.3070, daterange('2025-10-01', '2026-01-01')),
    ('BE-BRU', 0.3294, daterange('2025-01-01', '2025-04-01')), ('BE-BRU', 0.3585, daterange('2025-04-01', '2025-07-01')),
    ('BE-BRU', 0.3787, daterange('2025-07-01', '2025-10-01')), ('BE-BRU', 0.3356, daterange('2025-10-01', '2026-01-01')),
    ('BE-WAL', 0.3256, daterange('2025-01-01', '2025-04-01')), ('BE-WAL', 0.3617, daterange('2025-04-01', '2025-07-01')),
    ('BE-WAL', 0.3843, daterange('2025-07-01', '2025-10-01')), ('BE-WAL', 0.3457, daterange('2025-10-01', '2026-01-01'))
    ) AS creg (region, rate, quarter);
INSERT INTO statutory_rate (country, unit, rate, currency, valid, source, entered_by, entered_at) VALUES
    ('DE', 'KWH', 0.34, 'EUR', '[2026-01-01,2027-01-01)', 'BMF, 11 November 2025', 'system', now()),
    ('GB', 'MILE', 0.07, 'GBP', '[2026-03-01,)', 'HMRC advisory electric rate, charged at home', 'system', now());

-- Prices that change by the hour or quarter of an hour, all taxes included. Without a unit a series is everybody's.
CREATE TABLE energy_price_series (
    id                   uuid        PRIMARY KEY DEFAULT uuidv7(),
    organisation_unit_id uuid        REFERENCES organisation_unit,
    name                 text        NOT NULL,
    currency             text        NOT NULL,
    interval_minutes     integer     NOT NULL CHECK (interval_minutes IN (15, 30, 60)),
    created_by           text        NOT NULL,
    created_at           timestamptz NOT NULL
);
CREATE INDEX energy_price_series_unit ON energy_price_series (organisation_unit_id);
ALTER TABLE energy_price_series ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_scope ON energy_price_series USING (
    (SELECT scope_is_everything()) OR organisation_unit_id IS NULL
    OR organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (scope_paths())));
CREATE TABLE energy_price_point (
    series_id uuid           NOT NULL REFERENCES energy_price_series,
    starts_at timestamptz    NOT NULL,
    per_kwh   numeric(12, 6) NOT NULL,
    PRIMARY KEY (series_id, starts_at)
);
REVOKE UPDATE, DELETE ON energy_price_point FROM voltaire_app;

-- Where a driver's price comes from: a number, a statutory table or a series; beside it the most an employer pays. Until
-- now every source was a number.
UPDATE home_energy_price SET source = 'CONTRACT';
ALTER TABLE home_energy_price
    DROP CONSTRAINT home_energy_price_no_overlap,
    ALTER COLUMN price_per_kwh DROP NOT NULL,
    ALTER COLUMN currency DROP NOT NULL,
    ADD COLUMN status text NOT NULL DEFAULT 'CONFIRMED' CHECK (status IN ('PROPOSED', 'CONFIRMED', 'REFUSED')),
    ADD COLUMN country       text,
    ADD COLUMN region        text,
    ADD COLUMN series_id     uuid REFERENCES energy_price_series,
    ADD COLUMN decided_by    text,
    ADD COLUMN decided_at    timestamptz,
    ADD COLUMN decision_note text,
    ADD CONSTRAINT home_energy_price_of_source CHECK (CASE source
        WHEN 'STATUTORY_RATE' THEN country IS NOT NULL AND price_per_kwh IS NULL
        WHEN 'DYNAMIC' THEN series_id IS NOT NULL AND price_per_kwh IS NULL
        ELSE price_per_kwh IS NOT NULL AND currency IS NOT NULL END),
    ADD CONSTRAINT home_energy_price_no_overlap EXCLUDE USING gist (
        profile_id WITH =, coalesce(charger_id, '00000000-0000-0000-0000-000000000000') WITH =, valid WITH &&)
        WHERE (status = 'CONFIRMED' AND source <> 'EMPLOYER_CAP'),
    ADD CONSTRAINT home_energy_cap_no_overlap EXCLUDE USING gist (
        profile_id WITH =, coalesce(charger_id, '00000000-0000-0000-0000-000000000000') WITH =, valid WITH &&)
        WHERE (status = 'CONFIRMED' AND source = 'EMPLOYER_CAP');
ALTER TABLE home_energy_price ALTER COLUMN status DROP DEFAULT;
REVOKE UPDATE, DELETE ON home_energy_price FROM voltaire_app;
GRANT UPDATE (valid, status, decided_by, decided_at, decision_note) ON home_energy_price TO voltaire_app;

-- The contract or bill a price was taken from.
CREATE TABLE home_energy_price_proof (
    id          uuid        PRIMARY KEY DEFAULT uuidv7(),
    price_id    uuid        NOT NULL REFERENCES home_energy_price,
    file_name   text        NOT NULL,
    media_type  text        NOT NULL,
    content     bytea       NOT NULL,
    sha256      bytea       NOT NULL,
    uploaded_by text        NOT NULL,
    uploaded_at timestamptz NOT NULL
);
CREATE INDEX home_energy_price_proof_price ON home_energy_price_proof (price_id, uploaded_at);
REVOKE UPDATE, DELETE ON home_energy_price_proof FROM voltaire_app;
