-- Up to when tokens were announced to partners that became valid or invalid by the passing of time alone.
CREATE TABLE token_validity_sweep (
    singleton   boolean     PRIMARY KEY DEFAULT true CHECK (singleton),
    swept_until timestamptz NOT NULL
);
INSERT INTO token_validity_sweep (swept_until) VALUES (now());
CREATE INDEX token_valid_from ON token (valid_from) WHERE valid_from IS NOT NULL;
CREATE INDEX token_valid_until ON token (valid_until) WHERE valid_until IS NOT NULL;

-- PATCH is sent only to partners of which somebody said that they apply it.
UPDATE partner SET settings = settings || '{"patchSupported": false}';
