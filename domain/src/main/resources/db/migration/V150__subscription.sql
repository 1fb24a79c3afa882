-- What the operator sells: a monthly fee per profile.
CREATE TABLE subscription_template (
    id           uuid        PRIMARY KEY,
    version      integer     NOT NULL,
    name         text        NOT NULL,
    description  text,
    included     text[]      NOT NULL,
    currency     text        NOT NULL,
    proration    text        NOT NULL CHECK (proration IN ('NONE', 'DAILY')),
    non_billable text        NOT NULL CHECK (non_billable IN ('CHARGED', 'FREE')),
    status       text        NOT NULL CHECK (status IN ('ACTIVE', 'RETIRED')),
    created_at   timestamptz NOT NULL,
    retired_at   timestamptz
);
CREATE UNIQUE INDEX subscription_template_name ON subscription_template (lower(name)) WHERE status = 'ACTIVE';

-- The fee by day: the newest line that begins on or before the first day of a period holds for all of it.
CREATE TABLE subscription_price (
    id          uuid           PRIMARY KEY,
    template_id uuid           NOT NULL REFERENCES subscription_template,
    valid_from  date           NOT NULL,
    amount      numeric(19, 2) NOT NULL CHECK (amount >= 0),
    UNIQUE (template_id, valid_from)
);

-- Which unit has which template when; it holds for the unit and those below it that have none of their own.
CREATE TABLE subscription (
    id                   uuid        PRIMARY KEY,
    version              integer     NOT NULL,
    organisation_unit_id uuid        NOT NULL REFERENCES organisation_unit,
    template_id          uuid        NOT NULL REFERENCES subscription_template,
    starts_on            date        NOT NULL,
    ends_on              date        CHECK (ends_on > starts_on),
    created_by           text        NOT NULL,
    created_at           timestamptz NOT NULL,
    CONSTRAINT subscription_one_at_a_time EXCLUDE USING gist (
        organisation_unit_id WITH =, daterange(starts_on, ends_on) WITH &&)
);
CREATE INDEX subscription_template_used ON subscription (template_id);
ALTER TABLE subscription ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_scope ON subscription USING (
    (SELECT scope_is_everything())
    OR organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (scope_paths())));

-- What one profile owes for one period, once the period is over. Invoices take these rows; they never change otherwise.
CREATE TABLE subscription_fee (
    id                   uuid           PRIMARY KEY DEFAULT uuidv7(),
    subscription_id      uuid           NOT NULL REFERENCES subscription,
    organisation_unit_id uuid           NOT NULL REFERENCES organisation_unit,
    profile_id           uuid           NOT NULL REFERENCES profile,
    period_start         date           NOT NULL,
    period_end           date           NOT NULL CHECK (period_end > period_start),
    days                 integer        NOT NULL CHECK (days > 0),
    days_in_period       integer        NOT NULL CHECK (days_in_period >= days),
    price                numeric(19, 2) NOT NULL,
    amount               numeric(19, 2) NOT NULL,
    currency             text           NOT NULL,
    waived               boolean        NOT NULL,
    due_on               date           NOT NULL,
    accrued_at           timestamptz    NOT NULL,
    invoice_id           uuid,
    UNIQUE (subscription_id, profile_id, period_start),
    CHECK (NOT waived OR amount = 0)
);
CREATE INDEX subscription_fee_profile ON subscription_fee (profile_id, period_start);
CREATE INDEX subscription_fee_unit ON subscription_fee (organisation_unit_id, due_on, id);
CREATE INDEX subscription_fee_not_invoiced ON subscription_fee (organisation_unit_id, due_on)
    WHERE invoice_id IS NULL AND amount > 0;
CREATE INDEX subscription_fee_invoice ON subscription_fee (invoice_id) WHERE invoice_id IS NOT NULL;
ALTER TABLE subscription_fee ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_scope ON subscription_fee USING (
    (SELECT scope_is_everything())
    OR organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (scope_paths())));

CREATE FUNCTION subscription_fee_stays_as_accrued() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    IF (NEW.subscription_id, NEW.profile_id, NEW.period_start, NEW.period_end, NEW.amount, NEW.currency)
            IS DISTINCT FROM
       (OLD.subscription_id, OLD.profile_id, OLD.period_start, OLD.period_end, OLD.amount, OLD.currency) THEN
        RAISE EXCEPTION 'an accrued fee does not change';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER subscription_fee_stays_as_accrued BEFORE UPDATE ON subscription_fee
    FOR EACH ROW EXECUTE FUNCTION subscription_fee_stays_as_accrued();
