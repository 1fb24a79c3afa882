-- An accepted remote start is no session yet: which one it became, written when that begins.
ALTER TABLE charger_command ADD COLUMN session_id uuid REFERENCES session;
CREATE INDEX charger_command_starting ON charger_command (charger_id)
    WHERE action = 'REMOTE_START' AND session_id IS NULL AND state IN ('SENT', 'ACCEPTED');
CREATE INDEX charger_command_unfollowed ON charger_command (finished_at)
    WHERE action = 'REMOTE_START' AND session_id IS NULL AND state = 'ACCEPTED' AND progress IS NULL;
-- Looked at several times a second: never by reading all that was ever sent.
CREATE INDEX charger_command_under_way ON charger_command (sent_at) WHERE state = 'SENT';
