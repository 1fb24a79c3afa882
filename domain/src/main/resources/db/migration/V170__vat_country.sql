-- What countries do about suppliers from abroad. A country that is not here is not assumed to do anything. Whether a
-- member state shifts the tax to its own businesses (Art. 194 of the VAT Directive) is for the operator's tax adviser to
-- confirm before the rule set CONSUMPTION_COUNTRY is chosen.
CREATE TABLE vat_country (
    country        text    PRIMARY KEY,
    member_state   boolean NOT NULL,
    reverse_charge boolean NOT NULL
);
INSERT INTO vat_country (country, member_state, reverse_charge)
SELECT country, true, country IN ('BE', 'ES', 'FR', 'IT', 'NL')
FROM unnest(ARRAY['AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU', 'IE', 'IT', 'LT',
                  'LU', 'LV', 'MT', 'NL', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK']) AS country;
INSERT INTO vat_country (country, member_state, reverse_charge)
VALUES ('CH', false, false), ('GB', false, false), ('NO', false, false);
