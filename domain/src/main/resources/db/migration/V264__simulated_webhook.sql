-- What the simulated provider will tell later, as real ones do.
CREATE TABLE simulated_webhook (
    id         uuid        PRIMARY KEY DEFAULT uuidv7(),
    payment_id uuid        NOT NULL REFERENCES simulated_checkout,
    what       text        NOT NULL,
    reference  text        NOT NULL,
    amount     numeric(19, 2),
    reason     text        NOT NULL,
    due_at     timestamptz NOT NULL,
    told_at    timestamptz
);
CREATE INDEX simulated_webhook_due ON simulated_webhook (due_at) WHERE told_at IS NULL;
