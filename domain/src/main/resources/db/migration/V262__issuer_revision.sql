-- Issuers are edited by merge patches, which need to know what they change.
ALTER TABLE issuer ADD COLUMN revision integer NOT NULL DEFAULT 0;
