-- How each charged CDR is taxed, and by which rule that was decided: kept with it, since rules and rates change.
ALTER TABLE invoiced_cdr
    ADD vat_rule     text,
    ADD vat_category text,
    ADD vat_percent  numeric(5, 2);
