-- Who asked for a command and whose it is; charging preferences and charging profiles go the same way: asked here,
-- carried by the gateway, answered at once and in the end.
ALTER TABLE roaming_command
    ADD COLUMN organisation_unit_id uuid REFERENCES organisation_unit,
    ADD COLUMN requested_by         text NOT NULL DEFAULT 'system',
    ADD COLUMN outcome              jsonb,
    DROP CONSTRAINT roaming_command_type_check,
    ADD CONSTRAINT roaming_command_type_check CHECK (type IN
        ('START_SESSION', 'STOP_SESSION', 'RESERVE_NOW', 'CANCEL_RESERVATION', 'UNLOCK_CONNECTOR',
         'SET_CHARGING_PREFERENCES', 'SET_CHARGING_PROFILE', 'GET_CHARGING_PROFILE', 'CLEAR_CHARGING_PROFILE'));
CREATE INDEX roaming_command_requested ON roaming_command (requested_at DESC, id);
CREATE INDEX roaming_command_token ON roaming_command (token_id, requested_at DESC) WHERE token_id IS NOT NULL;
ALTER TABLE roaming_command ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_scope ON roaming_command USING (
    (SELECT scope_is_everything())
    OR organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (scope_paths())));

-- What partners say a session will draw from now on: the latest per session.
CREATE TABLE active_charging_profile (
    session_id  uuid        PRIMARY KEY REFERENCES session,
    starts_at   timestamptz NOT NULL,
    profile     jsonb       NOT NULL,
    received_at timestamptz NOT NULL
);

-- Sessions as partners name them, and the latest of a token.
CREATE INDEX session_external ON session (partner_id, lower(external_id)) WHERE origin = 'ROAMING';
CREATE INDEX session_token ON session (token_id, created_at) WHERE origin = 'ROAMING' AND token_id IS NOT NULL;
