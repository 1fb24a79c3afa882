-- The object as the partner last sent it, cut off, and a bound for how many objects one kind of finding lists.
ALTER TABLE partner_finding ADD COLUMN example text;
CREATE INDEX partner_finding_kind ON partner_finding (partner_id, module, code);
