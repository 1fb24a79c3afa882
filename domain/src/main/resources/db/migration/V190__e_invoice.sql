-- What structured invoices (EN 16931) say beyond the printed ones.
ALTER TABLE issuer
    ADD contact_name        text,
    ADD phone               text,
    ADD creditor_identifier text;

ALTER TABLE invoice
    ADD profile_id          uuid REFERENCES profile,
    ADD purchase_order      text,
    ADD direct_debit        jsonb,
    ADD exchange            jsonb,
    ADD preceding_number    bigint,
    ADD preceding_issued_on date;

ALTER TABLE invoice_line
    ADD cost_centre      text,
    ADD credited_line_id uuid REFERENCES invoice_line;
CREATE INDEX invoice_line_credited ON invoice_line (credited_line_id) WHERE credited_line_id IS NOT NULL;

-- One invoice has several structured forms and specifications.
ALTER TABLE invoice_document
    DROP CONSTRAINT invoice_document_invoice_id_type_media_type_key,
    ADD form text NOT NULL DEFAULT '',
    ADD CONSTRAINT invoice_document_once UNIQUE (invoice_id, type, form, media_type);

-- Frozen with the invoice, for its specification.
ALTER TABLE invoiced_cdr ADD cost_centre text;
ALTER TABLE invoiced_reimbursement ADD cost_centre text;
