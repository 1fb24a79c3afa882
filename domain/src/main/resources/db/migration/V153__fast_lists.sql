-- Lists of hundreds of thousands of rows: a column to search in, and an index for each order they can be read in.
ALTER TABLE app_user ADD COLUMN search text
    GENERATED ALWAYS AS (email::text || ' ' || first_name || ' ' || last_name) STORED;
DROP INDEX app_user_search;
CREATE INDEX app_user_search ON app_user USING gin (search gin_trgm_ops) WHERE deleted_at IS NULL;
CREATE INDEX app_user_by_email ON app_user (email, id) WHERE deleted_at IS NULL;
CREATE INDEX app_user_by_first_name ON app_user (first_name, id) WHERE deleted_at IS NULL;
CREATE INDEX app_user_by_last_name ON app_user (last_name, id) WHERE deleted_at IS NULL;
CREATE INDEX app_user_by_active ON app_user (active, id) WHERE deleted_at IS NULL;
CREATE INDEX app_user_by_confirmation ON app_user ((email_confirmed_at IS NOT NULL), id) WHERE deleted_at IS NULL;

ALTER TABLE profile ADD COLUMN search text
    GENERATED ALWAYS AS (name || ' ' || email::text || ' ' || coalesce(external_id, '')) STORED;
DROP INDEX profile_search;
CREATE INDEX profile_search ON profile USING gin (search gin_trgm_ops) WHERE deleted_at IS NULL;
CREATE INDEX profile_by_name ON profile (name, id) WHERE deleted_at IS NULL;
CREATE INDEX profile_by_email ON profile (email, id) WHERE deleted_at IS NULL;
CREATE INDEX profile_by_shared ON profile (shared, id) WHERE deleted_at IS NULL;
CREATE INDEX profile_by_external_id ON profile (external_id, id) WHERE deleted_at IS NULL;

-- The name of the profile beside its tokens: an order over two tables has no index.
ALTER TABLE token ADD COLUMN holder_name text;
UPDATE token SET holder_name = profile.name FROM profile WHERE profile.id = token.profile_id;
CREATE FUNCTION token_holder_is_named() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    NEW.holder_name := (SELECT name FROM profile WHERE id = NEW.profile_id);
    RETURN NEW;
END
$$;
CREATE TRIGGER token_holder_is_named BEFORE INSERT OR UPDATE OF profile_id ON token
    FOR EACH ROW EXECUTE FUNCTION token_holder_is_named();
CREATE FUNCTION profile_renames_its_tokens() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    UPDATE token SET holder_name = NEW.name WHERE profile_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER profile_renames_its_tokens AFTER UPDATE ON profile
    FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION profile_renames_its_tokens();

ALTER TABLE token ADD COLUMN search text GENERATED ALWAYS AS
    (visual_number || ' ' || uid || ' ' || contract_id || ' ' || coalesce(external_id, '')) STORED;
DROP INDEX token_search;
CREATE INDEX token_search ON token USING gin (search gin_trgm_ops);
CREATE INDEX token_by_visual_number ON token (visual_number, id);
CREATE INDEX token_by_status ON token (status, id);
CREATE INDEX token_by_holder ON token (holder_name, id);
CREATE INDEX token_by_holder_backwards ON token (holder_name DESC NULLS LAST, id);
CREATE INDEX token_by_valid_from ON token (valid_from, id);
CREATE INDEX token_by_valid_until ON token (valid_until, id);

-- Under row-level security an index serves only operators that are known to tell nothing of the rows they look at.
-- ILIKE fails on nothing but a pattern that ends with its escape character, which ours never do. Only a superuser may
-- say so; where the owner is none, a search reads all rows of the caller's units.
DO
$$
BEGIN
    ALTER FUNCTION pg_catalog.texticlike(text, text) LEAKPROOF;
EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'searching under row-level security will not use the trigram indexes';
END
$$;
