-- Who changed what. Rows are only ever added; the chain (sequence, hash) is filled in once, shortly after, by one
-- writer, so that business transactions do not queue behind each other for the previous hash.
CREATE TABLE audit_event (
    id                   uuid        PRIMARY KEY DEFAULT uuidv7(),
    at                   timestamptz NOT NULL,
    actor_kind           text        NOT NULL,
    actor_id             text,
    actor_label          text        NOT NULL,
    action               text        NOT NULL,
    entity_type          text        NOT NULL,
    entity_id            uuid        NOT NULL,
    organisation_unit_id uuid,
    details              jsonb       NOT NULL DEFAULT '{}',
    sequence             bigint      UNIQUE,
    hash                 bytea,
    CHECK ((sequence IS NULL) = (hash IS NULL))
);
CREATE INDEX audit_event_entity ON audit_event (entity_type, entity_id, at DESC);
CREATE INDEX audit_event_unit ON audit_event (organisation_unit_id, at DESC);
CREATE INDEX audit_event_unchained ON audit_event (id) WHERE sequence IS NULL;

REVOKE UPDATE, DELETE ON audit_event FROM voltaire_app;
GRANT UPDATE (sequence, hash) ON audit_event TO voltaire_app;

CREATE FUNCTION audit_event_is_append_only() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.hash IS NOT NULL THEN
        RAISE EXCEPTION 'an audit event in the chain cannot be changed';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER audit_event_append_only BEFORE UPDATE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION audit_event_is_append_only();

ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_scope ON audit_event
    USING ((SELECT scope_is_everything())
        OR organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (scope_paths())))
    WITH CHECK (true);
