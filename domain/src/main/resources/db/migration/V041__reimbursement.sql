-- What a kWh at home costs the driver: for all chargers the driver uses, or for one. No two prices for the same day.
CREATE TABLE home_energy_price (
    id                   uuid           PRIMARY KEY DEFAULT uuidv7(),
    organisation_unit_id uuid           NOT NULL REFERENCES organisation_unit,
    profile_id           uuid           NOT NULL REFERENCES profile,
    charger_id           uuid           REFERENCES charger,
    price_per_kwh        numeric(10, 4) NOT NULL CHECK (price_per_kwh >= 0),
    currency             text           NOT NULL,
    source               text           NOT NULL CHECK (source IN ('CONTRACT', 'STATUTORY_RATE', 'EMPLOYER_CAP', 'DYNAMIC')),
    valid                daterange      NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
    note                 text,
    entered_by           text           NOT NULL,
    entered_at           timestamptz    NOT NULL,
    CONSTRAINT home_energy_price_no_overlap EXCLUDE USING gist (
        profile_id WITH =,
        coalesce(charger_id, '00000000-0000-0000-0000-000000000000') WITH =,
        valid WITH &&)
);
CREATE INDEX home_energy_price_unit ON home_energy_price (organisation_unit_id);
ALTER TABLE home_energy_price ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_scope ON home_energy_price USING (
    (SELECT scope_is_everything())
    OR organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (scope_paths())));

-- What a driver gets back for one home session. A line is priced once and never changes after that; a session corrected
-- later adds a line with the difference.
CREATE TABLE reimbursement (
    id                   uuid           PRIMARY KEY DEFAULT uuidv7(),
    organisation_unit_id uuid           NOT NULL REFERENCES organisation_unit,
    profile_id           uuid           REFERENCES profile,
    charger_id           uuid           NOT NULL REFERENCES charger,
    session_id           uuid           NOT NULL REFERENCES session,
    cpo_cdr_id           uuid           NOT NULL UNIQUE REFERENCES cpo_cdr,
    kind                 text           NOT NULL CHECK (kind IN ('CHARGE', 'CORRECTION')),
    started_at           timestamptz    NOT NULL,
    ended_at             timestamptz    NOT NULL,
    charged_on           date           NOT NULL,
    kwh                  numeric(12, 4) NOT NULL,
    status               text           NOT NULL CHECK (status IN ('PRICE_MISSING', 'PRICED', 'NOT_ELIGIBLE')),
    reason               text,
    price_id             uuid           REFERENCES home_energy_price,
    price_per_kwh        numeric(10, 4),
    currency             text,
    amount               numeric(19, 4),
    created_at           timestamptz    NOT NULL,
    priced_at            timestamptz,
    invoice_id           uuid,
    CHECK ((status = 'PRICED') = (amount IS NOT NULL)),
    CHECK ((status = 'NOT_ELIGIBLE') = (reason IS NOT NULL))
);
CREATE INDEX reimbursement_unit ON reimbursement (organisation_unit_id, started_at, id);
CREATE INDEX reimbursement_profile ON reimbursement (profile_id, started_at);
CREATE INDEX reimbursement_started ON reimbursement (started_at, id);
CREATE INDEX reimbursement_session ON reimbursement (session_id);
CREATE INDEX reimbursement_waiting ON reimbursement (profile_id, charged_on) WHERE status = 'PRICE_MISSING';
CREATE INDEX reimbursement_not_invoiced ON reimbursement (organisation_unit_id, ended_at)
    WHERE status = 'PRICED' AND invoice_id IS NULL;
ALTER TABLE reimbursement ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_scope ON reimbursement USING (
    (SELECT scope_is_everything())
    OR organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (scope_paths())));

CREATE FUNCTION reimbursement_stays_as_priced() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    IF OLD.status <> 'PRICE_MISSING' AND (NEW.status, NEW.amount, NEW.kwh, NEW.price_per_kwh, NEW.currency)
            IS DISTINCT FROM (OLD.status, OLD.amount, OLD.kwh, OLD.price_per_kwh, OLD.currency) THEN
        RAISE EXCEPTION 'a reimbursement that has its price does not change';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER reimbursement_stays_as_priced BEFORE UPDATE ON reimbursement
    FOR EACH ROW EXECUTE FUNCTION reimbursement_stays_as_priced();
