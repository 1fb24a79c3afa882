-- Whether somebody may decide about what they are paid themselves. A unit says so for itself and those below it; where
-- nobody says anything, a second person is needed.
CREATE TABLE four_eyes (
    organisation_unit_id uuid        PRIMARY KEY REFERENCES organisation_unit,
    required             boolean     NOT NULL,
    set_by               text        NOT NULL,
    set_at               timestamptz NOT NULL
);
ALTER TABLE four_eyes ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_scope ON four_eyes USING (
    (SELECT scope_is_everything())
    OR organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (scope_paths())));

-- The word of the nearest unit counts, also of one above the caller's own: the owner's rights are lent to this function.
CREATE FUNCTION needs_four_eyes(unit uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
$$
SELECT coalesce((SELECT f.required
                 FROM organisation_unit u
                 JOIN organisation_unit a ON u.path <@ a.path
                 JOIN four_eyes f ON f.organisation_unit_id = a.id
                 WHERE u.id = unit
                 ORDER BY nlevel(a.path) DESC LIMIT 1), true)
$$;
