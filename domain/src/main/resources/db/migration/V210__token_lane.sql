-- Which node brings tokens to a partner at present. It renews its hold while it does; after a crash another node takes
-- over when the hold has run out.
CREATE TABLE token_lane (
    partner_id uuid        PRIMARY KEY REFERENCES partner ON DELETE CASCADE,
    holder     uuid        NOT NULL,
    held_until timestamptz NOT NULL
);
