-- A CDR is named by its owner and its id; a hub and its owner may both bring it. Each keeps what it brought, and the one
-- that came first is the CDR that counts.
ALTER TABLE cpo_cdr ADD COLUMN duplicate_of uuid REFERENCES cpo_cdr;
CREATE UNIQUE INDEX cpo_cdr_partner_key ON cpo_cdr (country_code, party_id, lower(cdr_id), partner_id)
    NULLS NOT DISTINCT;
DROP INDEX cpo_cdr_key;
CREATE UNIQUE INDEX cpo_cdr_key ON cpo_cdr (country_code, party_id, lower(cdr_id)) WHERE duplicate_of IS NULL;

-- Unreadable CDRs of a list are reported on the day they are first seen.
CREATE INDEX cpo_cdr_refused_first ON cpo_cdr_refused (partner_id, first_received_at);
