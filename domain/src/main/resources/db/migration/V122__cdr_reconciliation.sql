-- What a daily comparison of a partner's list of CDRs with ours found.
CREATE TABLE cdr_reconciliation (
    id          uuid        PRIMARY KEY DEFAULT uuidv7(),
    partner_id  uuid        NOT NULL REFERENCES partner ON DELETE CASCADE,
    started_at  timestamptz NOT NULL,
    finished_at timestamptz NOT NULL,
    since       timestamptz,
    listed      integer     NOT NULL,
    missed      integer     NOT NULL,
    contrary    integer     NOT NULL,
    set_aside   integer     NOT NULL
);
CREATE INDEX cdr_reconciliation_partner ON cdr_reconciliation (partner_id, started_at DESC);

-- CDRs we had to fetch because they were never pushed, and those that the partner lists otherwise than it pushed them.
-- The comparison they were reported in is absent until it is complete.
CREATE TABLE cdr_discrepancy (
    cpo_cdr_id        uuid        NOT NULL REFERENCES cpo_cdr,
    kind              text        NOT NULL CHECK (kind IN ('NEVER_PUSHED', 'CONTRARY')),
    partner_id        uuid        NOT NULL REFERENCES partner ON DELETE CASCADE,
    found_at          timestamptz NOT NULL,
    reconciliation_id uuid        REFERENCES cdr_reconciliation ON DELETE CASCADE,
    PRIMARY KEY (cpo_cdr_id, kind)
);
CREATE INDEX cdr_discrepancy_open ON cdr_discrepancy (partner_id) WHERE reconciliation_id IS NULL;
CREATE INDEX cdr_discrepancy_report ON cdr_discrepancy (reconciliation_id);

-- Sessions that go on for ever or end without a CDR.
CREATE INDEX session_unfinished ON session (last_updated)
    WHERE origin = 'ROAMING' AND status IN ('PENDING', 'ACTIVE', 'RESERVATION');
CREATE INDEX cpo_cdr_session ON cpo_cdr (country_code, party_id, session_reference) WHERE session_reference IS NOT NULL;
