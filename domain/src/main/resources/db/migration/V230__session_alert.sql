-- Sessions at partners somebody should ask about: they go on for ever, or ended long ago and no CDR came. What settles by
-- itself is resolved by the job that noticed it; a person can dismiss the rest.
CREATE TABLE session_alert (
    id                   uuid        PRIMARY KEY DEFAULT uuidv7(),
    session_id           uuid        NOT NULL REFERENCES session,
    kind                 text        NOT NULL CHECK (kind IN ('STALE', 'WITHOUT_CDR')),
    organisation_unit_id uuid        REFERENCES organisation_unit,
    noticed_at           timestamptz NOT NULL,
    resolved_at          timestamptz,
    resolution           text        CHECK (resolution IN ('SETTLED', 'DISMISSED')),
    resolved_by          text,
    note                 text,
    UNIQUE (session_id, kind),
    CHECK ((resolved_at IS NULL) = (resolution IS NULL))
);
CREATE INDEX session_alert_open ON session_alert (noticed_at DESC, id) WHERE resolved_at IS NULL;
CREATE INDEX session_alert_unit ON session_alert (organisation_unit_id, noticed_at DESC);
ALTER TABLE session_alert ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_scope ON session_alert USING (
    (SELECT scope_is_everything())
    OR organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (scope_paths())));

CREATE INDEX session_completed ON session (coalesce(ended_at, last_updated))
    WHERE origin = 'ROAMING' AND status = 'COMPLETED';
CREATE INDEX session_party ON session (party_id, started_at DESC, id) WHERE party_id IS NOT NULL;
CREATE INDEX msp_cdr_session ON msp_cdr (session_id) WHERE session_id IS NOT NULL;
