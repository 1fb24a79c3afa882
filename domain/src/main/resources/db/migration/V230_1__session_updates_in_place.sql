-- As V220: no index of sessions holds what changes with every meter value. A session that ended and does not say when
-- counts from its beginning.
DROP INDEX session_completed;
CREATE INDEX session_completed ON session (coalesce(ended_at, started_at))
    WHERE origin = 'ROAMING' AND status = 'COMPLETED';
