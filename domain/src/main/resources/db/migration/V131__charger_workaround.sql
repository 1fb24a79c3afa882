-- Chargers that present one made-up tag whoever charges: whose token is meant by it.
ALTER TABLE charger ADD COLUMN fixed_token_id uuid REFERENCES token;
-- Chargers that drop their connection when a start is answered at once.
ALTER TABLE charger ADD COLUMN start_delay_millis integer CHECK (start_delay_millis BETWEEN 0 AND 10000);
