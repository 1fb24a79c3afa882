-- What a driver gets back for a month: the lines of the ledger that no earlier statement has. A rejected statement sets
-- its lines free. What it says never changes; only what became of it does.
CREATE SEQUENCE reimbursement_statement_number START 1000;
CREATE TABLE reimbursement_statement (
    id                   uuid           PRIMARY KEY,
    version              integer        NOT NULL,
    organisation_unit_id uuid           NOT NULL REFERENCES organisation_unit,
    profile_id           uuid           NOT NULL REFERENCES profile,
    number               text           NOT NULL UNIQUE,
    month                date           NOT NULL CHECK (extract(day FROM month) = 1),
    revision             integer        NOT NULL,
    currency             text           NOT NULL,
    language             text           NOT NULL,
    lines                integer        NOT NULL,
    kwh                  numeric(14, 4) NOT NULL,
    amount               numeric(19, 2) NOT NULL,
    state                text           NOT NULL
        CHECK (state IN ('ISSUED', 'APPROVED', 'REJECTED', 'IN_PAYOUT', 'PAID')),
    issued_at            timestamptz    NOT NULL,
    issued_by            text           NOT NULL,
    decided_by           text,
    decided_at           timestamptz,
    decision_note        text,
    paid_at              timestamptz,
    payment_reference    text,
    UNIQUE (profile_id, month, currency, revision)
);
CREATE INDEX reimbursement_statement_unit ON reimbursement_statement (organisation_unit_id, issued_at, id);
CREATE INDEX reimbursement_statement_payable ON reimbursement_statement (currency, profile_id) WHERE state = 'APPROVED';
ALTER TABLE reimbursement_statement ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_scope ON reimbursement_statement USING (
    (SELECT scope_is_everything())
    OR organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (scope_paths())));
REVOKE UPDATE, DELETE ON reimbursement_statement FROM voltaire_app;
GRANT UPDATE (version, state, decided_by, decided_at, decision_note, paid_at, payment_reference)
    ON reimbursement_statement TO voltaire_app;

-- `attempt` counts the rejected statements that had the line before: a line is in one statement that stands.
CREATE TABLE reimbursement_statement_line (
    statement_id     uuid           NOT NULL REFERENCES reimbursement_statement,
    reimbursement_id uuid           NOT NULL REFERENCES reimbursement,
    attempt          integer        NOT NULL,
    amount           numeric(19, 4) NOT NULL,
    PRIMARY KEY (statement_id, reimbursement_id),
    UNIQUE (reimbursement_id, attempt)
);
REVOKE UPDATE, DELETE ON reimbursement_statement_line FROM voltaire_app;
CREATE INDEX reimbursement_not_stated ON reimbursement (profile_id, charged_on) WHERE status = 'PRICED';

CREATE TABLE reimbursement_statement_document (
    statement_id uuid        PRIMARY KEY REFERENCES reimbursement_statement,
    content      bytea       NOT NULL,
    sha256       bytea       NOT NULL,
    created_at   timestamptz NOT NULL
);
REVOKE UPDATE, DELETE ON reimbursement_statement_document FROM voltaire_app;

-- The lines whose cost is the company's: what a statement says that was approved. Invoices take them from here.
CREATE VIEW reimbursement_debit WITH (security_invoker = true) AS
SELECT l.reimbursement_id, s.id AS statement_id, s.organisation_unit_id, s.profile_id, s.month, s.currency, l.amount
FROM reimbursement_statement_line l JOIN reimbursement_statement s ON s.id = l.statement_id
WHERE s.state IN ('APPROVED', 'IN_PAYOUT', 'PAID');

-- Where a driver is paid; the newest counts. Rows are only ever added.
CREATE TABLE payout_account (
    id         uuid        PRIMARY KEY DEFAULT uuidv7(),
    user_id    uuid        NOT NULL REFERENCES app_user,
    holder     text        NOT NULL,
    iban       text        NOT NULL,
    bic        text,
    entered_by text        NOT NULL,
    entered_at timestamptz NOT NULL
);
CREATE INDEX payout_account_user ON payout_account (user_id, entered_at);
REVOKE UPDATE, DELETE ON payout_account FROM voltaire_app;

-- One payment file, and the payments in it. The account is the one at that time.
CREATE TABLE payout_run (
    id           uuid           PRIMARY KEY,
    issuer_id    uuid           NOT NULL REFERENCES issuer,
    message_id   text           NOT NULL UNIQUE,
    execution_on date           NOT NULL,
    currency     text           NOT NULL,
    payments     integer        NOT NULL,
    total        numeric(19, 2) NOT NULL,
    file         bytea          NOT NULL,
    sha256       bytea          NOT NULL,
    created_by   text           NOT NULL,
    created_at   timestamptz    NOT NULL
);
REVOKE UPDATE, DELETE ON payout_run FROM voltaire_app;
CREATE TABLE payout (
    id                   uuid           PRIMARY KEY,
    run_id               uuid           NOT NULL REFERENCES payout_run,
    organisation_unit_id uuid           NOT NULL REFERENCES organisation_unit,
    profile_id           uuid           NOT NULL REFERENCES profile,
    end_to_end_id        text           NOT NULL UNIQUE,
    holder               text           NOT NULL,
    iban                 text           NOT NULL,
    bic                  text,
    currency             text           NOT NULL,
    amount               numeric(19, 2) NOT NULL CHECK (amount > 0),
    remittance           text           NOT NULL,
    state                text           NOT NULL CHECK (state IN ('SENT', 'PAID', 'FAILED')),
    reason               text,
    changed_by           text,
    changed_at           timestamptz
);
CREATE INDEX payout_of_run ON payout (run_id);
CREATE INDEX payout_unit ON payout (organisation_unit_id);
ALTER TABLE payout ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_scope ON payout USING (
    (SELECT scope_is_everything())
    OR organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (scope_paths())));
REVOKE UPDATE, DELETE ON payout FROM voltaire_app;
GRANT UPDATE (state, reason, changed_by, changed_at) ON payout TO voltaire_app;
CREATE TABLE payout_statement (
    payout_id    uuid           NOT NULL REFERENCES payout,
    statement_id uuid           NOT NULL REFERENCES reimbursement_statement,
    amount       numeric(19, 2) NOT NULL,
    PRIMARY KEY (payout_id, statement_id)
);
CREATE INDEX payout_statement_statement ON payout_statement (statement_id);
REVOKE UPDATE, DELETE ON payout_statement FROM voltaire_app;
