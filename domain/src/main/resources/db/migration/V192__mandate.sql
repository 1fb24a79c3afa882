-- SEPA direct debit mandates: who lets us collect from which account.
CREATE TABLE mandate (
    id                   uuid        PRIMARY KEY,
    revision             integer     NOT NULL,
    organisation_unit_id uuid        NOT NULL REFERENCES organisation_unit,
    reference            text        NOT NULL UNIQUE CHECK (length(reference) <= 35),
    scheme               text        NOT NULL CHECK (scheme IN ('CORE', 'B2B')),
    holder               text        NOT NULL,
    iban                 text        NOT NULL,
    bic                  text,
    signed_on            date        NOT NULL,
    status               text        NOT NULL CHECK (status IN ('ACTIVE', 'REVOKED')),
    collected            boolean     NOT NULL DEFAULT false,
    created_by           text        NOT NULL,
    created_at           timestamptz NOT NULL,
    revoked_by           text,
    revoked_at           timestamptz
);
CREATE UNIQUE INDEX mandate_one_active ON mandate (organisation_unit_id) WHERE status = 'ACTIVE';
CREATE INDEX mandate_unit ON mandate (organisation_unit_id, created_at);
ALTER TABLE mandate ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_scope ON mandate USING (
    (SELECT scope_is_everything())
    OR organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (scope_paths())));
