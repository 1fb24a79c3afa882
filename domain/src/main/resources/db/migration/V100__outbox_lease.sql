-- While a handler runs outside a transaction its message is leased: a retry by hand must wait until then.
ALTER TABLE outbox_message ADD COLUMN leased_until timestamptz;
CREATE INDEX outbox_message_published ON outbox_message (published_at, id);

-- Readiness compares the migrations of the database with those the release brings along.
GRANT SELECT ON flyway_schema_history TO voltaire_app;
