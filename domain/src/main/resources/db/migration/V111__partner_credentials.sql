-- What we presented to the partner before the present token, until the present one has worked once; when the tokens of
-- both sides were last renewed.
ALTER TABLE partner
    ADD COLUMN their_token_before     text,
    ADD COLUMN credentials_renewed_at timestamptz;
UPDATE partner SET credentials_renewed_at = connected_at;

-- A token that we offered in a request whose answer is not known: the partner may use it or not.
ALTER TABLE partner_token
    DROP CONSTRAINT partner_token_purpose_check,
    ADD CONSTRAINT partner_token_purpose_check CHECK (purpose IN ('REGISTRATION', 'OFFERED', 'CONNECTION'));
