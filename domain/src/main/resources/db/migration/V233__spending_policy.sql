-- How much may be spent, and where and when charging is allowed: for a unit and those below it, one profile, or one token.
-- unit_path is that of the unit, which never changes: whoever is below it may read the policy.
CREATE TABLE spending_policy (
    id                   uuid           PRIMARY KEY DEFAULT uuidv7(),
    revision             integer        NOT NULL DEFAULT 0,
    name                 text           NOT NULL,
    organisation_unit_id uuid           NOT NULL REFERENCES organisation_unit,
    unit_path            ltree          NOT NULL,
    profile_id           uuid           REFERENCES profile,
    token_id             uuid           REFERENCES token,
    each_profile         boolean        NOT NULL,
    place                text           NOT NULL CHECK (place IN ('ANYWHERE', 'ROAMING', 'HOME')),
    currency             text           NOT NULL,
    period               text           CHECK (period IN ('DAY', 'WEEK', 'MONTH')),
    budget               numeric(19, 2) CHECK (budget > 0),
    per_session          numeric(19, 2) CHECK (per_session > 0),
    sessions_per_day     integer        CHECK (sessions_per_day > 0),
    time_zone            text           NOT NULL,
    weekdays             text[],
    time_from            time,
    time_until           time,
    countries            text[],
    operators            text[],
    power_types          text[],
    created_at           timestamptz    NOT NULL,
    created_by           text           NOT NULL,
    ended_at             timestamptz,
    CHECK (profile_id IS NULL OR token_id IS NULL),
    CHECK ((budget IS NULL) = (period IS NULL)),
    CHECK ((time_from IS NULL) = (time_until IS NULL))
);
CREATE INDEX spending_policy_unit ON spending_policy USING gist (unit_path)
    WHERE ended_at IS NULL AND profile_id IS NULL AND token_id IS NULL;
CREATE INDEX spending_policy_profile ON spending_policy (profile_id) WHERE profile_id IS NOT NULL;
CREATE INDEX spending_policy_token ON spending_policy (token_id) WHERE token_id IS NOT NULL;
ALTER TABLE spending_policy ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_scope ON spending_policy USING (
    (SELECT scope_is_everything())
    OR organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (scope_paths()))
    OR unit_path @> ANY (scope_paths()))
    WITH CHECK (
    (SELECT scope_is_everything())
    OR organisation_unit_id IN (SELECT id FROM organisation_unit WHERE path <@ ANY (scope_paths())));

-- What a session costs so far, by its operator's last report; amount is absent where there is no price. Counted until
-- the session has an MSP CDR.
CREATE TABLE session_estimate (
    session_id  uuid        PRIMARY KEY REFERENCES session,
    as_of       timestamptz NOT NULL,
    currency    text,
    amount      numeric(19, 4),
    unavailable text,
    computed_at timestamptz NOT NULL,
    CHECK ((amount IS NULL) = (unavailable IS NOT NULL))
) WITH (fillfactor = 70);

-- What all below a unit have spent together, kept by a job: too much to add up whenever somebody shows a card.
CREATE TABLE spending_usage (
    policy_id    uuid           NOT NULL REFERENCES spending_policy,
    period_start timestamptz    NOT NULL,
    spent        numeric(19, 4) NOT NULL,
    computed_at  timestamptz    NOT NULL,
    PRIMARY KEY (policy_id, period_start)
);

-- Thresholds passed, once per period. The holder is a token, a profile or a unit.
CREATE TABLE spending_alert (
    policy_id    uuid           NOT NULL REFERENCES spending_policy,
    holder_id    uuid           NOT NULL,
    period_start timestamptz    NOT NULL,
    threshold    integer        NOT NULL CHECK (threshold IN (50, 80, 100)),
    profile_id   uuid           REFERENCES profile,
    spent        numeric(19, 4) NOT NULL,
    raised_at    timestamptz    NOT NULL,
    PRIMARY KEY (policy_id, holder_id, period_start, threshold)
);

-- When the present period of a policy began, in its own zone.
CREATE FUNCTION spending_period_start(period text, zone text, moment timestamptz) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN date_trunc(lower(period), moment AT TIME ZONE zone) AT TIME ZONE zone;

-- Spent by one profile, or with one token of it: what is charged for sessions of the period, and estimates of those
-- whose CDR has not come. A session counts with its CDR or with its estimate, never with both.
CREATE FUNCTION spent_by(holder uuid, card uuid, money text, since timestamptz) RETURNS numeric
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce((SELECT sum(m.total_excl_vat) FROM msp_cdr m
                     WHERE m.profile_id = holder AND (card IS NULL OR m.token_id = card) AND m.started_at >= since
                       AND m.currency = money AND m.approval_state <> 'REJECTED'), 0)
         + coalesce((SELECT sum(e.amount) FROM session s JOIN session_estimate e ON e.session_id = s.id
                     WHERE s.profile_id = holder AND (card IS NULL OR s.token_id = card) AND s.started_at >= since
                       AND s.status <> 'INVALID' AND e.currency = money
                       AND NOT EXISTS (SELECT FROM msp_cdr m WHERE m.session_id = s.id)), 0);

CREATE FUNCTION spent_below(top ltree, money text, since timestamptz) RETURNS numeric
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce((SELECT sum(m.total_excl_vat) FROM organisation_unit u JOIN msp_cdr m ON m.organisation_unit_id = u.id
                     WHERE u.path <@ top AND m.started_at >= since AND m.currency = money
                       AND m.approval_state <> 'REJECTED'), 0)
         + coalesce((SELECT sum(e.amount) FROM organisation_unit u JOIN session s ON s.organisation_unit_id = u.id
                     JOIN session_estimate e ON e.session_id = s.id
                     WHERE u.path <@ top AND s.started_at >= since AND s.status <> 'INVALID' AND e.currency = money
                       AND NOT EXISTS (SELECT FROM msp_cdr m WHERE m.session_id = s.id)), 0);

-- Whose spending a policy with a budget measures.
CREATE VIEW spending_holder WITH (security_invoker = true) AS
    SELECT y.id AS policy_id, y.token_id AS holder_id, t.profile_id, y.token_id
    FROM spending_policy y JOIN token t ON t.id = y.token_id
    UNION ALL
    SELECT y.id, y.profile_id, y.profile_id, NULL FROM spending_policy y WHERE y.profile_id IS NOT NULL
    UNION ALL
    SELECT y.id, f.id, f.id, NULL
    FROM spending_policy y
    JOIN organisation_unit u ON u.path <@ y.unit_path
    JOIN profile f ON f.organisation_unit_id = u.id AND f.status = 'ACTIVE'
    WHERE y.profile_id IS NULL AND y.token_id IS NULL AND y.each_profile
    UNION ALL
    SELECT y.id, y.organisation_unit_id, NULL, NULL FROM spending_policy y
    WHERE y.profile_id IS NULL AND y.token_id IS NULL AND NOT y.each_profile;
