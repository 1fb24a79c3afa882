-- Flyway runs as the owner of the database. The application works as voltaire_app, which owns nothing,
-- so that row-level security binds it. The pool switches with SET ROLE after connecting.
CREATE EXTENSION IF NOT EXISTS citext;
CREATE EXTENSION IF NOT EXISTS ltree;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS btree_gist;

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'voltaire_app') THEN
        CREATE ROLE voltaire_app NOLOGIN;
    END IF;
    IF NOT pg_has_role(current_user, 'voltaire_app', 'MEMBER') THEN
        EXECUTE format('GRANT voltaire_app TO %I', current_user);
    END IF;
END
$$;

GRANT USAGE ON SCHEMA public TO voltaire_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO voltaire_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO voltaire_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO voltaire_app;

-- The organisation scope of a transaction is the setting app.scope: '*' for the system itself (gateways, workers),
-- otherwise the ltree paths of the caller's organisation units, separated by commas. Unset means: sees nothing.
CREATE FUNCTION scope_is_everything() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(current_setting('app.scope', true), '') = '*';

CREATE FUNCTION scope_paths() RETURNS ltree[]
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE WHEN coalesce(current_setting('app.scope', true), '') IN ('', '*') THEN '{}'::ltree[]
                ELSE string_to_array(current_setting('app.scope', true), ',')::ltree[] END;

-- An organisation-scoped table protects itself with
--   ALTER TABLE t ENABLE ROW LEVEL SECURITY;
--   CREATE POLICY organisation_scope ON t USING (
--       (SELECT scope_is_everything())
--       OR organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (scope_paths())));

-- Consequences of committed facts: one row per (event, handler), deleted by the transaction that carried it out.
CREATE TABLE outbox_message (
    id              uuid        PRIMARY KEY DEFAULT uuidv7(),
    event_type      text        NOT NULL,
    handler         text        NOT NULL,
    payload         jsonb       NOT NULL,
    published_at    timestamptz NOT NULL,
    attempts        integer     NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    last_error      text
);
CREATE INDEX outbox_message_due ON outbox_message (next_attempt_at, id);
CREATE INDEX outbox_message_failing ON outbox_message (attempts) WHERE attempts > 0;

-- Recurring and one-off jobs (db-scheduler's table).
CREATE TABLE scheduled_tasks (
    task_name            text        NOT NULL,
    task_instance        text        NOT NULL,
    task_data            bytea,
    execution_time       timestamptz NOT NULL,
    picked               boolean     NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      NOT NULL,
    priority             smallint,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_execution_time ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_last_heartbeat ON scheduled_tasks (last_heartbeat);
