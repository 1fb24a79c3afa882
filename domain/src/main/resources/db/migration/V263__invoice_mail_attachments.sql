-- What travels with the mail of an invoice beside its PDF.
ALTER TABLE invoice_settings
    ADD COLUMN mail_attachments text[] NOT NULL DEFAULT '{}' CHECK (mail_attachments <@ ARRAY
        ['E_INVOICE', 'SPECIFICATION_PDF', 'SPECIFICATION_CSV', 'SPECIFICATION_XLSX']);
