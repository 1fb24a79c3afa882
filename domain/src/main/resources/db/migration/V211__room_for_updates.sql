-- Partners change the status of EVSEs thousands of times a second. With room on its page a row is changed in place, and
-- no index hears of it.
ALTER TABLE location SET (fillfactor = 80);
ALTER TABLE evse SET (fillfactor = 80);
