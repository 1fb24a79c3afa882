-- What a person decided about a partner's CDR of a home charger that our checks found suspicious. The last decision
-- counts as long as the CDR comes to what the person saw. Rows are only ever added.
CREATE TABLE home_cdr_resolution (
    id                   uuid           PRIMARY KEY DEFAULT uuidv7(),
    cpo_cdr_id           uuid           NOT NULL REFERENCES cpo_cdr,
    organisation_unit_id uuid           NOT NULL REFERENCES organisation_unit,
    resolution           text           NOT NULL CHECK (resolution IN ('ACCEPTED', 'ADJUSTED', 'VOID')),
    seen_kwh             numeric(18, 6) NOT NULL,
    kwh                  numeric(12, 4) NOT NULL CHECK (kwh >= 0),
    reason               text           NOT NULL,
    resolved_by          text           NOT NULL,
    resolved_at          timestamptz    NOT NULL
);
CREATE INDEX home_cdr_resolution_cdr ON home_cdr_resolution (cpo_cdr_id, resolved_at);
ALTER TABLE home_cdr_resolution ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_scope ON home_cdr_resolution USING (
    (SELECT scope_is_everything())
    OR organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (scope_paths())));
REVOKE UPDATE, DELETE ON home_cdr_resolution FROM voltaire_app;
