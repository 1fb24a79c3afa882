-- A period rated again after a tariff or a plan was wrong: first calculated, then applied by whoever has read the report.
CREATE TABLE rerating_run (
    id                   uuid        PRIMARY KEY DEFAULT uuidv7(),
    reason               text        NOT NULL,
    started_from         timestamptz NOT NULL,
    started_to           timestamptz NOT NULL,
    organisation_unit_id uuid        REFERENCES organisation_unit,
    partner_id           uuid        REFERENCES partner,
    state                text        NOT NULL CHECK (state IN ('CALCULATING', 'CALCULATED', 'APPLYING', 'APPLIED')),
    reached              uuid,
    examined             integer     NOT NULL DEFAULT 0,
    created_by           text        NOT NULL,
    created_at           timestamptz NOT NULL,
    applied_by           text,
    finished_at          timestamptz,
    CHECK (started_from < started_to)
);
CREATE TABLE rerating_change (
    run_id         uuid           NOT NULL REFERENCES rerating_run,
    msp_cdr_id     uuid           NOT NULL REFERENCES msp_cdr,
    from_version   integer        NOT NULL,
    currency       text           NOT NULL,
    before_total   numeric(19, 4),
    after_total    numeric(19, 4),
    costs          jsonb          NOT NULL,
    tariff_plan_id uuid           REFERENCES tariff_plan,
    outcome        text           NOT NULL CHECK (outcome IN ('PLANNED', 'APPLIED', 'OVERTAKEN')),
    PRIMARY KEY (run_id, msp_cdr_id)
);
CREATE INDEX rerating_change_cdr ON rerating_change (msp_cdr_id);
