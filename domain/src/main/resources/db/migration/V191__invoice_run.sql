-- By which rules an issuer taxes, where it is registered, and in which currency it reports.
ALTER TABLE issuer
    ADD currency          text   NOT NULL DEFAULT 'EUR',
    ADD vat_rules         text   NOT NULL DEFAULT 'SIMPLE' CHECK (vat_rules IN ('SIMPLE', 'CONSUMPTION_COUNTRY')),
    ADD vat_registrations text[] NOT NULL DEFAULT '{}';

-- How a payer wants its invoices, beside its billing account.
CREATE TABLE invoice_settings (
    organisation_unit_id uuid    PRIMARY KEY REFERENCES organisation_unit,
    revision             integer NOT NULL,
    invoice_per          text    NOT NULL CHECK (invoice_per IN ('UNIT', 'PROFILE')),
    line_per_cost_centre boolean NOT NULL,
    purchase_order       text,
    contact_name         text,
    endpoint             text,
    e_invoice_channel    text    CHECK (e_invoice_channel IN ('FILE')),
    e_invoice_form       text
);
ALTER TABLE invoice_settings ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_scope ON invoice_settings USING (
    (SELECT scope_is_everything())
    OR organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (scope_paths())));

-- One invoice per payer, driver where it wants that, and currency.
ALTER TABLE invoice DROP CONSTRAINT invoice_run_id_organisation_unit_id_currency_key;
CREATE UNIQUE INDEX invoice_once_per_run ON invoice (run_id, organisation_unit_id, profile_id, currency) NULLS NOT DISTINCT
    WHERE run_id IS NOT NULL;
CREATE INDEX invoice_run_drafts ON invoice (run_id) WHERE status = 'DRAFT';
CREATE INDEX invoice_profile ON invoice (profile_id) WHERE profile_id IS NOT NULL;
CREATE INDEX invoice_preceding ON invoice (preceding_invoice_id) WHERE preceding_invoice_id IS NOT NULL;
CREATE INDEX invoice_search ON invoice USING gin ((coalesce(number::text, '') || ' ' || coalesce(reference, '')) gin_trgm_ops);

ALTER TABLE invoice_run ADD report jsonb;
CREATE INDEX invoice_run_started ON invoice_run (started_at, id);

-- What a line was summed from, for its tax and cost centre.
ALTER TABLE invoiced_cdr ADD country text;

-- Cards ordered are charged once they are shipped.
CREATE TABLE invoiced_card_order (
    token_request_id uuid           PRIMARY KEY REFERENCES token_request,
    invoice_id       uuid           NOT NULL REFERENCES invoice,
    cards            integer        NOT NULL,
    net              numeric(19, 2) NOT NULL
);
CREATE INDEX invoiced_card_order_invoice ON invoiced_card_order (invoice_id);
CREATE INDEX token_request_shipped ON token_request (organisation_unit_id, shipped_at) WHERE shipped_at IS NOT NULL;
