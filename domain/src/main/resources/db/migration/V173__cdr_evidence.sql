-- Where a session took place, for what cannot be true of two places.
ALTER TABLE cpo_cdr ADD COLUMN latitude numeric, ADD COLUMN longitude numeric;
