-- Models of home chargers and how their firmware differs, so that a new charger is treated rightly from its first
-- connection on. Kept by the operator.
CREATE TABLE charger_model (
    id                uuid        PRIMARY KEY DEFAULT uuidv7(),
    version           integer     NOT NULL DEFAULT 0,
    brand             text        NOT NULL,
    model             text        NOT NULL,
    ocpp_version      text        NOT NULL CHECK (ocpp_version IN ('ocpp1.6', 'ocpp2.0.1')),
    assume_ocpp16     boolean     NOT NULL,
    no_trigger        boolean     NOT NULL,
    ping_seconds      integer     CHECK (ping_seconds BETWEEN 5 AND 3600),
    heartbeat_seconds integer     CHECK (heartbeat_seconds BETWEEN 10 AND 86400),
    fixed_tag         text,
    instructions      text,
    entered_by        text        NOT NULL,
    entered_at        timestamptz NOT NULL
);
CREATE UNIQUE INDEX charger_model_name ON charger_model (lower(brand), lower(model));
INSERT INTO charger_model (brand, model, ocpp_version, assume_ocpp16, no_trigger, ping_seconds, heartbeat_seconds,
    fixed_tag, instructions, entered_by, entered_at) VALUES
    ('Northlight', 'Wall 11', 'ocpp1.6', false, false, NULL, NULL, NULL,
     'Installer menu, Back office: enter the address and the password.', 'system', now()),
    ('Northlight', 'Wall 22', 'ocpp2.0.1', false, false, NULL, NULL, NULL,
     'Installer menu, Back office: enter the address and the password.', 'system', now()),
    ('Voltkast', 'W1', 'ocpp1.6', true, true, 60, 300, 'VOLTKAST-FREE',
     'Names no sub-protocol. In free mode it reports one tag for everybody: switch that mode off.', 'system', now());

-- Where a charger stands: private to its organisation. The zone decides on which day a session was charged.
CREATE TABLE charger_place (
    charger_id           uuid        PRIMARY KEY REFERENCES charger,
    organisation_unit_id uuid        NOT NULL REFERENCES organisation_unit,
    street               text,
    house_number         text,
    postal_code          text,
    city                 text,
    country              text        CHECK (country ~ '^[A-Z]{2}$'),
    region               text        CHECK (region ~ '^[A-Z]{2}-[A-Z0-9]{1,3}$'),
    zone                 text
);
CREATE INDEX charger_place_unit ON charger_place (organisation_unit_id);
ALTER TABLE charger_place ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_scope ON charger_place USING (
    (SELECT scope_is_everything())
    OR organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (scope_paths())));

-- Whose home it is: who may look after the charger in the app.
CREATE TABLE charger_host (
    charger_id    uuid        PRIMARY KEY REFERENCES charger,
    profile_id    uuid        NOT NULL REFERENCES profile,
    registered_by text        NOT NULL,
    registered_at timestamptz NOT NULL
);
CREATE INDEX charger_host_profile ON charger_host (profile_id);
