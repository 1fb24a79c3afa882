-- Applying a run goes on where it stopped instead of passing over what it has applied.
CREATE INDEX rerating_change_planned ON rerating_change (run_id, msp_cdr_id) WHERE outcome = 'PLANNED';
