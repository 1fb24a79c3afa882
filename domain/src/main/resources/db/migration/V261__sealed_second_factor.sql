-- By which key outside the database the secret is sealed; null for one kept as it is, until it is next used.
ALTER TABLE second_factor ADD COLUMN sealed_with text;
