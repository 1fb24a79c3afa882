-- How a charger writes the uid of a card: some turn its bytes round, or know their own list in lower case only.
ALTER TABLE charger ADD COLUMN tag_format text NOT NULL DEFAULT 'AS_PRINTED'
    CHECK (tag_format IN ('AS_PRINTED', 'LOWER_CASE', 'REVERSED'));
