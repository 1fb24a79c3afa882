-- Money that comes in for an invoice (positive) and goes back (negative). Only what succeeded counts.
CREATE TABLE payment (
    id                   uuid           PRIMARY KEY,
    revision             integer        NOT NULL,
    invoice_id           uuid           NOT NULL REFERENCES invoice,
    organisation_unit_id uuid           NOT NULL REFERENCES organisation_unit,
    kind                 text           NOT NULL CHECK (kind IN ('PAYMENT', 'REFUND', 'REVERSAL')),
    method               text           NOT NULL CHECK (method IN ('TRANSFER', 'DIRECT_DEBIT', 'ONLINE')),
    status               text           NOT NULL CHECK (status IN ('PENDING', 'SUCCEEDED', 'FAILED')),
    amount               numeric(19, 2) NOT NULL CHECK ((kind = 'PAYMENT') = (amount > 0)),
    currency             text           NOT NULL,
    provider             text           NOT NULL,
    provider_reference   text,
    reverses_id          uuid           REFERENCES payment,
    failure              text,
    created_at           timestamptz    NOT NULL,
    settled_at           timestamptz,
    UNIQUE (provider, provider_reference)
);
CREATE INDEX payment_invoice ON payment (invoice_id, created_at);
CREATE INDEX payment_unit ON payment (organisation_unit_id);
CREATE UNIQUE INDEX payment_one_debit_at_a_time ON payment (invoice_id) WHERE method = 'DIRECT_DEBIT' AND status = 'PENDING';
ALTER TABLE payment ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_scope ON payment USING (
    (SELECT scope_is_everything())
    OR organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (scope_paths())));

-- One link of an invoice works at a time. Of the token only the hash is kept.
CREATE TABLE payment_link (
    id         uuid        PRIMARY KEY,
    revision   integer     NOT NULL,
    invoice_id uuid        NOT NULL REFERENCES invoice,
    token_hash bytea       NOT NULL UNIQUE,
    status     text        NOT NULL CHECK (status IN ('ACTIVE', 'REPLACED', 'USED')),
    created_by text        NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX payment_link_one_active ON payment_link (invoice_id) WHERE status = 'ACTIVE';
CREATE INDEX payment_link_invoice ON payment_link (invoice_id, created_at);
ALTER TABLE payment ADD payment_link_id uuid REFERENCES payment_link;
CREATE INDEX payment_link_payment ON payment (payment_link_id) WHERE payment_link_id IS NOT NULL;

-- What a provider told us, once per event, as it was sent.
CREATE TABLE payment_event (
    id          uuid        PRIMARY KEY DEFAULT uuidv7(),
    provider    text        NOT NULL,
    event_id    text        NOT NULL,
    body        bytea       NOT NULL,
    payment_id  uuid,
    payment_reference text,
    what        text        NOT NULL,
    reference   text        NOT NULL,
    amount      numeric(19, 2),
    reason      text,
    received_at timestamptz NOT NULL,
    handled_at  timestamptz,
    outcome     text,
    UNIQUE (provider, event_id)
);

-- What the simulated provider was asked to collect.
CREATE TABLE simulated_checkout (
    payment_id uuid           PRIMARY KEY,
    amount     numeric(19, 2) NOT NULL,
    currency   text           NOT NULL,
    return_url text           NOT NULL,
    outcome    text,
    created_at timestamptz    NOT NULL
);

-- Files of direct debits for a bank (ISO 20022 pain.008), and what is in them.
CREATE TABLE collection (
    id         uuid           PRIMARY KEY DEFAULT uuidv7(),
    issuer_id  uuid           NOT NULL REFERENCES issuer,
    message_id text           NOT NULL UNIQUE,
    collect_on date           NOT NULL,
    items      integer        NOT NULL,
    total      numeric(19, 2) NOT NULL,
    content    bytea          NOT NULL,
    created_by text           NOT NULL,
    created_at timestamptz    NOT NULL
);
CREATE INDEX collection_created ON collection (created_at, id);

-- Bank statements (ISO 20022 camt.053), each once, and what became of their entries.
CREATE TABLE bank_statement (
    id           uuid        PRIMARY KEY DEFAULT uuidv7(),
    iban         text        NOT NULL,
    statement_id text        NOT NULL,
    imported_by  text        NOT NULL,
    imported_at  timestamptz NOT NULL,
    UNIQUE (iban, statement_id)
);
CREATE TABLE bank_entry (
    id           uuid           PRIMARY KEY DEFAULT uuidv7(),
    statement_id uuid           NOT NULL REFERENCES bank_statement,
    reference    text           NOT NULL,
    booked_on    date           NOT NULL,
    amount       numeric(19, 2) NOT NULL,
    currency     text           NOT NULL,
    counterparty text,
    remittance   text,
    outcome      text           NOT NULL CHECK (outcome IN ('MATCHED', 'RETURNED', 'UNMATCHED', 'IGNORED')),
    payment_id   uuid           REFERENCES payment,
    UNIQUE (statement_id, reference)
);
CREATE INDEX bank_entry_open ON bank_entry (booked_on, id) WHERE outcome = 'UNMATCHED';

-- Reminders sent and tokens blocked for a debt.
CREATE TABLE dunning_step (
    invoice_id uuid        NOT NULL REFERENCES invoice,
    step       integer     NOT NULL,
    at         timestamptz NOT NULL,
    PRIMARY KEY (invoice_id, step)
);
CREATE TABLE dunning_block (
    token_id   uuid NOT NULL REFERENCES token,
    block_id   uuid NOT NULL,
    invoice_id uuid NOT NULL REFERENCES invoice,
    payer_id   uuid NOT NULL REFERENCES organisation_unit,
    PRIMARY KEY (token_id)
);
CREATE INDEX dunning_block_payer ON dunning_block (payer_id);
CREATE INDEX invoice_awaiting_payment ON invoice (due_on)
    WHERE status IN ('FINALIZED', 'SENT', 'PARTIALLY_PAID', 'PAYMENT_FAILED', 'OVERDUE');

-- Mails of invoices that went out, each request once.
CREATE TABLE invoice_sending (
    request_id uuid        PRIMARY KEY,
    invoice_id uuid        NOT NULL REFERENCES invoice,
    recipient  text        NOT NULL,
    sent_at    timestamptz NOT NULL
);
CREATE INDEX invoice_sending_invoice ON invoice_sending (invoice_id, sent_at);
