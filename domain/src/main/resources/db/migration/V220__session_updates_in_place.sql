-- An index on a column that changes with every meter value, whatever rows it is for, makes every such update write all
-- indexes of the table. The few sessions under way at partners are found without it.
DROP INDEX session_unfinished;
CREATE INDEX session_unfinished ON session (partner_id)
    WHERE origin = 'ROAMING' AND status IN ('PENDING', 'ACTIVE', 'RESERVATION');
