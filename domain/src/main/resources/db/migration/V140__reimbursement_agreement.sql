-- Who is paid back for charging where, agreed between employer and driver. The day of the charge decides which
-- agreement counts; a charger has at most one agreement per driver and one for a whole unit on a day.
CREATE TABLE reimbursement_agreement (
    id                   uuid        PRIMARY KEY,
    version              integer     NOT NULL,
    organisation_unit_id uuid        NOT NULL REFERENCES organisation_unit,
    profile_id           uuid        NOT NULL REFERENCES profile,
    origin               text        NOT NULL CHECK (origin IN ('INVITED', 'REQUESTED')),
    state                text        NOT NULL CHECK (state IN ('REQUESTED', 'APPROVED', 'ACTIVE', 'ENDED', 'REJECTED')),
    charger_id           uuid        REFERENCES charger,
    location_country     text,
    location_party       text,
    location_reference   text,
    target               text        NOT NULL CHECK (target IN ('TOKEN', 'PROFILE', 'UNIT')),
    token_id             uuid        REFERENCES token,
    default_purpose      text        NOT NULL CHECK (default_purpose IN ('BUSINESS', 'PRIVATE')),
    reassign_days        integer     NOT NULL CHECK (reassign_days BETWEEN 0 AND 92),
    starts_on            date        NOT NULL,
    ends_on              date,
    note                 text,
    decision_note        text,
    requested_by         text        NOT NULL,
    requested_at         timestamptz NOT NULL,
    decided_by           text,
    decided_at           timestamptz,
    activated_at         timestamptz,
    ended_by             text,
    ended_at             timestamptz,
    CHECK ((target = 'TOKEN') = (token_id IS NOT NULL)),
    CHECK (state NOT IN ('ACTIVE', 'ENDED') OR charger_id IS NOT NULL OR location_reference IS NOT NULL),
    CHECK ((location_reference IS NULL) = (location_country IS NULL)
           AND (location_reference IS NULL) = (location_party IS NULL)),
    CHECK (charger_id IS NULL OR location_reference IS NULL),
    CHECK (ends_on IS NULL OR ends_on >= starts_on),
    CONSTRAINT reimbursement_agreement_one_per_driver EXCLUDE USING gist (
        profile_id WITH =, charger_id WITH =, daterange(starts_on, ends_on) WITH &&)
        WHERE (state IN ('ACTIVE', 'ENDED') AND charger_id IS NOT NULL),
    CONSTRAINT reimbursement_agreement_one_unit EXCLUDE USING gist (
        charger_id WITH =, daterange(starts_on, ends_on) WITH &&)
        WHERE (state IN ('ACTIVE', 'ENDED') AND charger_id IS NOT NULL AND target = 'UNIT'),
    CONSTRAINT reimbursement_agreement_one_location EXCLUDE USING gist (
        profile_id WITH =, location_country WITH =, location_party WITH =, location_reference WITH =,
        daterange(starts_on, ends_on) WITH &&)
        WHERE (state IN ('ACTIVE', 'ENDED') AND location_reference IS NOT NULL)
);
CREATE UNIQUE INDEX reimbursement_agreement_undecided ON reimbursement_agreement (
    profile_id, coalesce(charger_id, '00000000-0000-0000-0000-000000000000'), coalesce(location_reference, ''))
    WHERE state IN ('REQUESTED', 'APPROVED');
CREATE INDEX reimbursement_agreement_unit ON reimbursement_agreement (organisation_unit_id, requested_at, id);
CREATE INDEX reimbursement_agreement_profile ON reimbursement_agreement (profile_id);
CREATE INDEX reimbursement_agreement_charger ON reimbursement_agreement (charger_id) WHERE state IN ('ACTIVE', 'ENDED');
CREATE INDEX reimbursement_agreement_location ON reimbursement_agreement (location_reference)
    WHERE state IN ('ACTIVE', 'ENDED');
ALTER TABLE reimbursement_agreement ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_scope ON reimbursement_agreement USING (
    (SELECT scope_is_everything())
    OR organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (scope_paths())));

-- Whoever was paid back until now keeps being paid back.
INSERT INTO reimbursement_agreement (id, version, organisation_unit_id, profile_id, origin, state, charger_id, target,
    default_purpose, reassign_days, starts_on, requested_by, requested_at, decided_by, decided_at, activated_at)
SELECT uuidv7(), 0, p.organisation_unit_id, p.id, 'INVITED', 'ACTIVE', r.charger_id, 'PROFILE', 'BUSINESS', 14,
       min(r.charged_on), 'system', min(r.created_at), 'system', min(r.created_at), min(r.created_at)
FROM reimbursement r JOIN profile p ON p.id = r.profile_id
WHERE r.status <> 'NOT_ELIGIBLE'
GROUP BY p.id, p.organisation_unit_id, r.charger_id;

-- What a person decided about a doubtful session. The last decision counts as long as the session still says what the
-- person saw. Rows are only ever added.
CREATE TABLE session_resolution (
    id          uuid           PRIMARY KEY DEFAULT uuidv7(),
    session_id  uuid           NOT NULL REFERENCES session,
    resolution  text           NOT NULL CHECK (resolution IN ('ACCEPTED', 'ADJUSTED', 'VOID')),
    seen_kwh    numeric(18, 6) NOT NULL,
    kwh         numeric(12, 4) NOT NULL CHECK (kwh >= 0),
    reason      text           NOT NULL,
    resolved_by text           NOT NULL,
    resolved_at timestamptz    NOT NULL
);
CREATE INDEX session_resolution_session ON session_resolution (session_id, resolved_at);
REVOKE UPDATE, DELETE ON session_resolution FROM voltaire_app;

-- Business or private, as the driver or a manager says; the last word counts. Rows are only ever added.
CREATE TABLE session_purpose (
    id          uuid        PRIMARY KEY DEFAULT uuidv7(),
    session_id  uuid        NOT NULL REFERENCES session,
    purpose     text        NOT NULL CHECK (purpose IN ('BUSINESS', 'PRIVATE')),
    note        text,
    assigned_by text        NOT NULL,
    assigned_at timestamptz NOT NULL
);
CREATE INDEX session_purpose_session ON session_purpose (session_id, assigned_at);
REVOKE UPDATE, DELETE ON session_purpose FROM voltaire_app;

-- The ledger. What is known of a session is one place after another of its subject: a session, or a partner's CDR. A
-- line that waits or is refused is replaced by the next one; amounts add up. Nothing is ever changed but the invoice
-- that took a line.
DROP TRIGGER reimbursement_stays_as_priced ON reimbursement;
DROP FUNCTION reimbursement_stays_as_priced();
ALTER TABLE reimbursement
    ADD COLUMN subject_id   uuid,
    ADD COLUMN position     integer,
    ADD COLUMN agreement_id uuid REFERENCES reimbursement_agreement,
    ADD COLUMN cause        text NOT NULL DEFAULT 'CHARGED',
    ADD COLUMN price_source text,
    ADD COLUMN place_name   text,
    ALTER COLUMN session_id DROP NOT NULL,
    ALTER COLUMN charger_id DROP NOT NULL,
    DROP CONSTRAINT reimbursement_cpo_cdr_id_key,
    DROP CONSTRAINT reimbursement_status_check,
    DROP CONSTRAINT reimbursement_check1;
UPDATE reimbursement r SET subject_id = r.session_id, position = n.position
FROM (SELECT id, row_number() OVER (PARTITION BY session_id ORDER BY created_at, id) AS position FROM reimbursement) n
WHERE n.id = r.id;
UPDATE reimbursement r SET price_source = h.source FROM home_energy_price h WHERE h.id = r.price_id;
ALTER TABLE reimbursement
    ALTER COLUMN subject_id SET NOT NULL,
    ALTER COLUMN position SET NOT NULL,
    ALTER COLUMN cause DROP DEFAULT,
    ADD CONSTRAINT reimbursement_place UNIQUE (subject_id, position),
    ADD CONSTRAINT reimbursement_status_check
        CHECK (status IN ('PRICE_MISSING', 'IN_REVIEW', 'PRICED', 'NOT_ELIGIBLE')),
    -- A priced line with a reason takes back what was paid.
    ADD CONSTRAINT reimbursement_reason_check
        CHECK (CASE status WHEN 'NOT_ELIGIBLE' THEN reason IS NOT NULL WHEN 'PRICED' THEN true ELSE reason IS NULL END);
CREATE INDEX reimbursement_cpo_cdr ON reimbursement (cpo_cdr_id);
REVOKE UPDATE, DELETE ON reimbursement FROM voltaire_app;
GRANT UPDATE (invoice_id) ON reimbursement TO voltaire_app;
