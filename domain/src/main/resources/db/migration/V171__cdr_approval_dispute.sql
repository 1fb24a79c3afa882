-- Who decided that a CDR is (not) charged on, and why.
ALTER TABLE msp_cdr ADD COLUMN approval_note text;
ALTER TABLE msp_cdr ADD COLUMN approval_changed_by text;

-- A correction of what was invoiced takes the invoiced version back with a credit of its own: the CPO CDR has one MSP CDR
-- and as many credits of it as versions were invoiced wrongly.
ALTER TABLE msp_cdr ADD COLUMN corrects_version integer;
ALTER TABLE msp_cdr DROP CONSTRAINT msp_cdr_cpo_cdr_id_key;
CREATE UNIQUE INDEX msp_cdr_cpo_cdr ON msp_cdr (cpo_cdr_id) WHERE corrects_version IS NULL;
CREATE UNIQUE INDEX msp_cdr_correction ON msp_cdr (credited_msp_cdr_id, corrects_version) WHERE corrects_version IS NOT NULL;
CREATE INDEX msp_cdr_credited ON msp_cdr (credited_msp_cdr_id) WHERE credited_msp_cdr_id IS NOT NULL;

-- What we tell a partner about a CDR of theirs, and how it ends. While it is open the CDR is not charged on.
CREATE TABLE cdr_dispute (
    id                uuid        PRIMARY KEY DEFAULT uuidv7(),
    revision          integer     NOT NULL DEFAULT 0,
    cpo_cdr_id        uuid        NOT NULL REFERENCES cpo_cdr,
    msp_cdr_id        uuid        NOT NULL REFERENCES msp_cdr,
    partner_id        uuid,
    state             text        NOT NULL CHECK (state IN ('OPEN', 'SENT', 'ACCEPTED', 'REJECTED')),
    reason            text        NOT NULL,
    expected_total    numeric,
    currency          text,
    credit_cpo_cdr_id uuid        REFERENCES cpo_cdr,
    opened_at         timestamptz NOT NULL,
    changed_at        timestamptz NOT NULL
);
CREATE UNIQUE INDEX cdr_dispute_open ON cdr_dispute (cpo_cdr_id) WHERE state IN ('OPEN', 'SENT');
CREATE INDEX cdr_dispute_partner ON cdr_dispute (partner_id, opened_at);
CREATE INDEX cdr_dispute_msp_cdr ON cdr_dispute (msp_cdr_id);

CREATE TABLE cdr_dispute_entry (
    id         uuid        PRIMARY KEY DEFAULT uuidv7(),
    dispute_id uuid        NOT NULL REFERENCES cdr_dispute,
    state      text        NOT NULL,
    note       text,
    by         text        NOT NULL,
    at         timestamptz NOT NULL
);
CREATE INDEX cdr_dispute_entry_dispute ON cdr_dispute_entry (dispute_id, at);
REVOKE UPDATE, DELETE ON cdr_dispute_entry FROM voltaire_app;
