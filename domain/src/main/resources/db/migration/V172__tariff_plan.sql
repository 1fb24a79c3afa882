-- A markup on the operator's price becomes one of two kinds of plan: the other is a tariff of our own. Plans can be for a
-- group of partners and for AC or DC. There is no column for the country of the charge point, and there must never be
-- one: AFIR (EU 2023/1804) Art. 5(5) forbids a surcharge for charging abroad.
ALTER TABLE markup_plan RENAME TO tariff_plan;
ALTER TABLE msp_cdr_version RENAME COLUMN markup_plan_id TO tariff_plan_id;

CREATE TABLE partner_group (
    id         uuid        PRIMARY KEY DEFAULT uuidv7(),
    revision   integer     NOT NULL DEFAULT 0,
    name       text        NOT NULL UNIQUE,
    created_at timestamptz NOT NULL
);
CREATE TABLE partner_group_member (
    group_id   uuid NOT NULL REFERENCES partner_group ON DELETE CASCADE,
    partner_id uuid NOT NULL REFERENCES partner ON DELETE CASCADE,
    PRIMARY KEY (group_id, partner_id)
);
CREATE INDEX partner_group_member_partner ON partner_group_member (partner_id);

ALTER TABLE tariff_plan
    ADD COLUMN revision integer NOT NULL DEFAULT 0,
    ADD COLUMN kind text NOT NULL DEFAULT 'MARKUP' CHECK (kind IN ('MARKUP', 'OWN_TARIFF')),
    ADD COLUMN partner_group_id uuid REFERENCES partner_group,
    ADD COLUMN connector_group text CHECK (connector_group IN ('AC', 'DC')),
    ADD COLUMN tariff jsonb,
    ADD COLUMN created_by text NOT NULL DEFAULT 'system',
    ADD CHECK ((kind = 'OWN_TARIFF') = (tariff IS NOT NULL));
DO $$
DECLARE
    old text;
BEGIN
    SELECT conname INTO old FROM pg_constraint WHERE conrelid = 'tariff_plan'::regclass AND contype = 'x';
    EXECUTE format('ALTER TABLE tariff_plan DROP CONSTRAINT %I', old);
END
$$;
ALTER TABLE tariff_plan ADD CONSTRAINT tariff_plan_one_at_a_time EXCLUDE USING gist (
    coalesce(organisation_unit_id, '00000000-0000-0000-0000-000000000000') WITH =,
    coalesce(partner_group_id, '00000000-0000-0000-0000-000000000000') WITH =,
    coalesce(connector_group, '') WITH =,
    currency WITH =,
    valid WITH &&);
CREATE INDEX tariff_plan_unit ON tariff_plan (organisation_unit_id);
