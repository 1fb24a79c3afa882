-- Whether the person asked to be remembered on this device; otherwise a session ends after half a day without use.
ALTER TABLE refresh_token ADD COLUMN remembered boolean NOT NULL DEFAULT true;
ALTER TABLE refresh_token ALTER COLUMN remembered DROP DEFAULT;
