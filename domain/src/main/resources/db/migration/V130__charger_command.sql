-- What a charger reports of a command after it has accepted it. The number is the request id that we gave it.
ALTER TABLE charger_command ADD COLUMN request_number integer;
ALTER TABLE charger_command ADD COLUMN progress text;
ALTER TABLE charger_command ADD COLUMN progress_at timestamptz;
CREATE INDEX charger_command_number ON charger_command (charger_id, request_number) WHERE request_number IS NOT NULL;
CREATE INDEX charger_command_sent ON charger_command (charger_id, sent_at DESC) WHERE sent_at IS NOT NULL;

-- The security profile that a charger has accepted to move to; its first connection there makes it the minimum.
ALTER TABLE charger ADD COLUMN ordered_security smallint;

-- What chargers want signed. Who signs is outside: the signed chain comes back as a command.
CREATE TABLE charger_certificate_request (
    id          uuid        PRIMARY KEY DEFAULT uuidv7(),
    charger_id  uuid        NOT NULL REFERENCES charger,
    kind        text        NOT NULL,
    csr         text        NOT NULL,
    received_at timestamptz NOT NULL,
    answered_at timestamptz
);
CREATE INDEX charger_certificate_request_charger ON charger_certificate_request (charger_id, received_at DESC);
