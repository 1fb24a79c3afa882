-- When a partner's copy of a token was last compared with ours.
ALTER TABLE token_distribution ADD COLUMN verified_at timestamptz;
CREATE INDEX token_distribution_unverified ON token_distribution (partner_id, verified_at NULLS FIRST)
    WHERE next_attempt_at IS NULL AND outcome IN ('DELIVERED', 'PULLED');

-- Free text over partners' locations.
CREATE INDEX location_search ON location
    USING gin ((coalesce(name, '') || ' ' || coalesce(address, '') || ' ' || coalesce(city, '')) gin_trgm_ops)
    WHERE withdrawn_at IS NULL;
CREATE INDEX location_partner ON location (partner_id, id) WHERE withdrawn_at IS NULL;
