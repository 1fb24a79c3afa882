-- What a plan adds for roaming is stated apart from our own margin: AFIR (EU 2023/1804) Art. 5(5) wants e-roaming costs
-- told from other fees before charging. In the currency of the plan, before tax.
ALTER TABLE tariff_plan
    ADD COLUMN roaming_per_kwh     numeric(10, 4) NOT NULL DEFAULT 0 CHECK (roaming_per_kwh >= 0),
    ADD COLUMN roaming_per_session numeric(10, 4) NOT NULL DEFAULT 0 CHECK (roaming_per_session >= 0),
    ADD CHECK (kind = 'MARKUP' OR (roaming_per_kwh = 0 AND roaming_per_session = 0));
