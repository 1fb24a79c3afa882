-- Legal entities that issue invoices, each with its series of numbers.
CREATE TABLE issuer (
    id                  uuid        PRIMARY KEY DEFAULT uuidv7(),
    legal_name          text        NOT NULL,
    street              text        NOT NULL,
    postal_code         text        NOT NULL,
    city                text        NOT NULL,
    country             text        NOT NULL,
    vat_number          text        NOT NULL,
    registration_number text        NOT NULL,
    email               text        NOT NULL,
    iban                text        NOT NULL,
    bic                 text,
    party_country       text        NOT NULL,
    party_id            text        NOT NULL,
    zone                text        NOT NULL,
    created_at          timestamptz NOT NULL
);

-- A locked row, not a sequence: a rolled-back transaction gives its number back, so that there are no gaps.
CREATE TABLE invoice_number_series (
    issuer_id      uuid        PRIMARY KEY REFERENCES issuer,
    last_number    bigint      NOT NULL,
    last_issued_at timestamptz NOT NULL
);

-- Standard rates by country. A line keeps the rate it was taxed with.
CREATE TABLE vat_rate (
    country text          NOT NULL,
    percent numeric(5, 2) NOT NULL CHECK (percent >= 0),
    valid   daterange     NOT NULL,
    EXCLUDE USING gist (country WITH =, valid WITH &&)
);
INSERT INTO vat_rate (country, percent, valid) VALUES
    ('AT', 20, '[2020-01-01,)'), ('BE', 21, '[2020-01-01,)'), ('BG', 20, '[2020-01-01,)'), ('CY', 19, '[2020-01-01,)'),
    ('CZ', 21, '[2020-01-01,)'), ('DE', 19, '[2021-01-01,)'), ('DK', 25, '[2020-01-01,)'), ('EE', 22, '[2024-01-01,2025-07-01)'),
    ('EE', 24, '[2025-07-01,)'), ('ES', 21, '[2020-01-01,)'), ('FI', 24, '[2020-01-01,2024-09-01)'),
    ('FI', 25.5, '[2024-09-01,)'), ('FR', 20, '[2020-01-01,)'), ('GB', 20, '[2020-01-01,)'), ('GR', 24, '[2020-01-01,)'),
    ('HR', 25, '[2020-01-01,)'), ('HU', 27, '[2020-01-01,)'), ('IE', 23, '[2021-03-01,)'), ('IT', 22, '[2020-01-01,)'),
    ('LT', 21, '[2020-01-01,)'), ('LU', 17, '[2024-01-01,)'), ('LV', 21, '[2020-01-01,)'), ('MT', 18, '[2020-01-01,)'),
    ('NL', 21, '[2020-01-01,)'), ('PL', 23, '[2020-01-01,)'), ('PT', 23, '[2020-01-01,)'), ('RO', 19, '[2020-01-01,2025-08-01)'),
    ('RO', 21, '[2025-08-01,)'), ('SE', 25, '[2020-01-01,)'), ('SI', 22, '[2020-01-01,)'), ('SK', 20, '[2020-01-01,2025-01-01)'),
    ('SK', 23, '[2025-01-01,)');

-- One closing of a period. It may be cut off anywhere and continued: drafts and numbers have unique keys.
CREATE TABLE invoice_run (
    id            uuid        PRIMARY KEY DEFAULT uuidv7(),
    issuer_id     uuid        NOT NULL REFERENCES issuer,
    period_start  timestamptz NOT NULL,
    period_end    timestamptz NOT NULL,
    payer_ids     uuid[]      NOT NULL,
    state         text        NOT NULL CHECK (state IN ('RUNNING', 'COMPLETED')),
    started_by    text        NOT NULL,
    started_at    timestamptz NOT NULL,
    completed_at  timestamptz,
    CHECK (period_start < period_end)
);

CREATE TABLE invoice (
    id                   uuid           PRIMARY KEY,
    revision             integer        NOT NULL,
    run_id               uuid           REFERENCES invoice_run,
    issuer_id            uuid           NOT NULL REFERENCES issuer,
    organisation_unit_id uuid           NOT NULL REFERENCES organisation_unit,
    type                 text           NOT NULL,
    status               text           NOT NULL,
    number               bigint,
    reference            text           UNIQUE,
    currency             text           NOT NULL,
    language             text           NOT NULL,
    zone                 text           NOT NULL,
    period_end           timestamptz,
    created_at           timestamptz    NOT NULL,
    issued_at            timestamptz,
    due_on               date,
    net                  numeric(19, 2) NOT NULL,
    vat                  numeric(19, 2) NOT NULL,
    gross                numeric(19, 2) NOT NULL,
    payment_method       text           NOT NULL,
    payment_term_days    integer        NOT NULL CHECK (payment_term_days >= 0),
    seller               jsonb          NOT NULL,
    buyer                jsonb          NOT NULL,
    bank_account         jsonb          NOT NULL,
    customer_number      text,
    unit_number          bigint         NOT NULL,
    buyer_reference      text,
    recipient_email      text,
    external_id          text,
    preceding_invoice_id uuid           REFERENCES invoice,
    session_count        integer        NOT NULL,
    UNIQUE (issuer_id, number),
    UNIQUE (run_id, organisation_unit_id, currency),
    CHECK ((status = 'DRAFT') = (number IS NULL))
);
CREATE INDEX invoice_unit ON invoice (organisation_unit_id, issued_at);
CREATE INDEX invoice_issued ON invoice (issued_at, id);
ALTER TABLE invoice ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_scope ON invoice USING (
    (SELECT scope_is_everything())
    OR organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (scope_paths())));

CREATE TABLE invoice_line (
    id           uuid           PRIMARY KEY,
    invoice_id   uuid           NOT NULL REFERENCES invoice,
    position     integer        NOT NULL,
    kind         text           NOT NULL,
    description  text           NOT NULL,
    quantity     numeric(12, 4) NOT NULL,
    net          numeric(19, 2) NOT NULL,
    vat_category text           NOT NULL,
    vat_percent  numeric(5, 2)  NOT NULL,
    vat_rule     text           NOT NULL,
    period_start timestamptz,
    period_end   timestamptz,
    UNIQUE (invoice_id, position)
);

-- Which version of which CDR an invoice charges: each version once.
CREATE TABLE invoiced_cdr (
    msp_cdr_id uuid           NOT NULL,
    version    integer        NOT NULL,
    invoice_id uuid           NOT NULL REFERENCES invoice,
    late       boolean        NOT NULL,
    net        numeric(19, 4) NOT NULL,
    PRIMARY KEY (msp_cdr_id, version),
    FOREIGN KEY (msp_cdr_id, version) REFERENCES msp_cdr_version
);
CREATE INDEX invoiced_cdr_invoice ON invoiced_cdr (invoice_id);

CREATE TABLE invoiced_reimbursement (
    reimbursement_id uuid           PRIMARY KEY REFERENCES reimbursement,
    invoice_id       uuid           NOT NULL REFERENCES invoice,
    net              numeric(19, 4) NOT NULL
);
CREATE INDEX invoiced_reimbursement_invoice ON invoiced_reimbursement (invoice_id);

CREATE TABLE invoice_event (
    id         uuid        PRIMARY KEY DEFAULT uuidv7(),
    invoice_id uuid        NOT NULL REFERENCES invoice,
    at         timestamptz NOT NULL,
    type       text        NOT NULL,
    actor      text        NOT NULL,
    detail     jsonb       NOT NULL
);
CREATE INDEX invoice_event_invoice ON invoice_event (invoice_id, at);
REVOKE UPDATE, DELETE ON invoice_event FROM voltaire_app;

-- Documents as they were rendered, once.
CREATE TABLE invoice_document (
    id         uuid        PRIMARY KEY DEFAULT uuidv7(),
    invoice_id uuid        NOT NULL REFERENCES invoice,
    type       text        NOT NULL CHECK (type IN ('INVOICE', 'SPECIFICATION', 'E_INVOICE')),
    media_type text        NOT NULL,
    language   text        NOT NULL,
    content    bytea       NOT NULL,
    sha256     bytea       NOT NULL,
    created_at timestamptz NOT NULL,
    UNIQUE (invoice_id, type, media_type)
);
REVOKE UPDATE, DELETE ON invoice_document FROM voltaire_app;
