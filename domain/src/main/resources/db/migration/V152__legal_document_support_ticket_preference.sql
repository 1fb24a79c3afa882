-- Terms, privacy statements, licence agreements: texts that people accept, never changed once published.
CREATE TABLE legal_document (
    id           uuid        PRIMARY KEY,
    type         text        NOT NULL CHECK (type IN ('TERMS_AND_CONDITIONS', 'PRIVACY_POLICY', 'LICENCE_AGREEMENT')),
    language     text        NOT NULL,
    version      integer     NOT NULL CHECK (version > 0),
    title        text        NOT NULL,
    content      text        NOT NULL,
    published_by text        NOT NULL,
    published_at timestamptz NOT NULL,
    UNIQUE (type, version, language)
);

CREATE TABLE consent (
    id          uuid        PRIMARY KEY,
    user_id     uuid        NOT NULL REFERENCES app_user,
    document_id uuid        NOT NULL REFERENCES legal_document,
    accepted_at timestamptz NOT NULL,
    UNIQUE (user_id, document_id)
);
REVOKE UPDATE, DELETE ON legal_document, consent FROM voltaire_app;

CREATE SEQUENCE support_ticket_number START 10001;

-- Questions to the support team. Whoever opened one sees it; managers see those of their units, the operator all.
CREATE TABLE support_ticket (
    id                   uuid        PRIMARY KEY,
    version              integer     NOT NULL,
    number               bigint      NOT NULL UNIQUE,
    organisation_unit_id uuid        REFERENCES organisation_unit,
    opened_by            uuid        NOT NULL REFERENCES app_user,
    opened_by_label      text        NOT NULL,
    subject              text        NOT NULL,
    category             text        NOT NULL,
    priority             text        NOT NULL,
    status               text        NOT NULL,
    related_type         text,
    related_id           uuid,
    assignee_id          uuid        REFERENCES app_user,
    assignee_label       text,
    opened_at            timestamptz NOT NULL,
    last_activity_at     timestamptz NOT NULL,
    resolved_at          timestamptz,
    CHECK ((related_type IS NULL) = (related_id IS NULL))
);
CREATE INDEX support_ticket_unit ON support_ticket (organisation_unit_id, last_activity_at);
CREATE INDEX support_ticket_author ON support_ticket (opened_by, last_activity_at);
CREATE INDEX support_ticket_active ON support_ticket (last_activity_at, id);
ALTER TABLE support_ticket ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_scope ON support_ticket USING (
    (SELECT scope_is_everything())
    OR organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (scope_paths())));

CREATE TABLE ticket_message (
    id           uuid        PRIMARY KEY,
    ticket_id    uuid        NOT NULL REFERENCES support_ticket,
    author_id    uuid        NOT NULL,
    author_label text        NOT NULL,
    from_support boolean     NOT NULL,
    internal     boolean     NOT NULL,
    text         text        NOT NULL,
    at           timestamptz NOT NULL,
    CHECK (from_support OR NOT internal)
);
CREATE INDEX ticket_message_ticket ON ticket_message (ticket_id, at);

CREATE TABLE ticket_attachment (
    id           uuid        PRIMARY KEY,
    ticket_id    uuid        NOT NULL REFERENCES support_ticket,
    name         text        NOT NULL,
    media_type   text        NOT NULL,
    size         integer     NOT NULL,
    content      bytea       NOT NULL,
    uploaded_by  text        NOT NULL,
    at           timestamptz NOT NULL
);
CREATE INDEX ticket_attachment_ticket ON ticket_attachment (ticket_id, at);

-- How a person likes a list: columns, filters, sort. Means nothing to the server.
CREATE TABLE list_preference (
    user_id    uuid        NOT NULL REFERENCES app_user,
    list_id    text        NOT NULL,
    value      jsonb       NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, list_id)
);
