import java.sql.SQLException;

/// CDRs of the demo driver's card that were received and charged in the past ninety days, written straight into the
/// tables: thirteen to forty-two kWh each at 0.40 EUR.
final class CdrHistory {
    private static final int AT_ONCE = 50_000;

    private CdrHistory() {}

    static void add(Server server, int cdrs) throws Exception {
        try (var connection = server.database();
                var statement = connection.createStatement()) {
            // what a table refers to is there; the checks of it would take most of the time
            statement.execute("SET session_replication_role = replica");
            for (int from = 0; from < cdrs; from += AT_ONCE) {
                statement.execute(FILL.formatted(from, Math.min(cdrs, from + AT_ONCE) - 1));
            }
            statement.execute("VACUUM ANALYZE cpo_cdr, cdr_assessment, msp_cdr, msp_cdr_version");
        }
    }

    /// Half of the time it takes to fill a million rows goes into the search of lists.
    static void withoutSearch(Server server) throws Exception {
        try (var connection = server.database();
                var statement = connection.createStatement()) {
            statement.execute("DROP INDEX cpo_cdr_search, msp_cdr_search");
        } catch (SQLException renamed) {
            throw new IllegalStateException("the search indexes have other names now", renamed);
        }
    }

    private static final String FILL = """
            WITH session AS MATERIALIZED (
                SELECT n, uuidv7() AS cpo_id, uuidv7() AS msp_id, 'H' || n AS cdr_id,
                       1300 + n %% 2900 AS decawatthours, 'Parking ' || n %% 500 AS place,
                       date_trunc('second', now()) - n %% 90 * interval '1 day' - n %% 1000 * interval '1 minute'
                           - interval '3 hours' AS start
                FROM generate_series(%d, %d) n),
            charge AS MATERIALIZED (
                SELECT s.*, s.decawatthours / 100.0 AS kwh, round(s.decawatthours / 100.0 * 0.4, 4) AS cost,
                       s.start + interval '80 minutes' AS stop,
                       to_char(s.start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS start_text,
                       to_char((s.start + interval '80 minutes') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                           AS stop_text,
                       t.id AS token_id, t.profile_id, t.organisation_unit_id
                FROM session s, token t WHERE t.uid = '04A1B2C3D4E5F6'),
            received AS (
                INSERT INTO cpo_cdr (id, origin, country_code, party_id, cdr_id, raw, received_at, started_at, ended_at,
                    location_reference, location_name, address, city, country, token_uid, token_type, contract_id,
                    evse_uid, evse_id, connector_power_type, currency, total_cost, energy_kwh, duration_hours, credit,
                    home_charging_compensation)
                SELECT cpo_id, 'ROAMING', 'NL', 'HIS', cdr_id, convert_to(format(
                        '{"country_code":"NL","party_id":"HIS","id":"%%s","start_date_time":"%%s","end_date_time":"%%s",'
                        '"cdr_token":{"uid":"04A1B2C3D4E5F6","type":"RFID","contract_id":"NLVLTC00000001"},'
                        '"auth_method":"WHITELIST","cdr_location":{"id":"P%%s","name":"%%s","address":"Kade 1",'
                        '"city":"Delft","country":"NLD","coordinates":{"latitude":"52.0","longitude":"4.3"},'
                        '"evse_uid":"E%%s","evse_id":"NL*HIS*E%%s","connector_id":"1",'
                        '"connector_standard":"IEC_62196_T2","connector_format":"SOCKET",'
                        '"connector_power_type":"AC_3_PHASE"},"currency":"EUR","tariffs":[{"country_code":"NL",'
                        '"party_id":"HIS","id":"T1","currency":"EUR","elements":[{"price_components":['
                        '{"type":"ENERGY","price":0.40,"vat":21.0,"step_size":1}]}],'
                        '"last_updated":"2026-05-01T08:00:00Z"}],"charging_periods":[{"start_date_time":"%%s",'
                        '"tariff_id":"T1","dimensions":[{"type":"ENERGY","volume":%%s}]}],'
                        '"total_cost":{"excl_vat":%%s},"total_energy_cost":{"excl_vat":%%s},"total_energy":%%s,'
                        '"total_time":1.3333,"last_updated":"%%s"}',
                        cdr_id, start_text, stop_text, n %% 500, place, n, n, start_text, kwh, cost, cost, kwh,
                        stop_text), 'UTF8'),
                    stop, start, stop, 'P' || n %% 500, place, 'Kade 1', 'Delft', 'NLD', '04A1B2C3D4E5F6', 'RFID',
                    'NLVLTC00000001', 'E' || n, 'NL*HIS*E' || n, 'AC_3_PHASE', 'EUR', cost, kwh, 1.3333, false, false
                FROM charge),
            assessed AS (
                INSERT INTO cdr_assessment (cpo_cdr_id, organisation_unit_id, profile_id, token_id, costs, verdict,
                    difference, plausibility, findings, assessed_at)
                SELECT cpo_id, organisation_unit_id, profile_id, token_id, format(
                        '{"rows":[{"component":"ENERGY","received":%%s,"calculatedLocal":%%s,"calculatedBase":%%s}],'
                        '"total":{"received":%%s,"calculatedLocal":%%s,"calculatedBase":%%s}}',
                        cost, cost, cost, cost, cost, cost)::jsonb, 'OK', 0, 'PASS', '[]', stop
                FROM charge),
            charged AS (
                INSERT INTO msp_cdr (id, cpo_cdr_id, organisation_unit_id, profile_id, token_id, cdr_id, country_code,
                    party_id, started_at, ended_at, evse_id, location_name, energy_kwh, credit, billable,
                    approval_state, approval_changed_at, current_version, price_calculated, currency, total_excl_vat,
                    created_at)
                SELECT msp_id, cpo_id, organisation_unit_id, profile_id, token_id, cdr_id, 'NL', 'HIS', start, stop,
                    'NL*HIS*E' || n, place, kwh, false, true, 'APPROVED', stop, 1, true, 'EUR', cost, stop
                FROM charge)
            INSERT INTO msp_cdr_version (msp_cdr_id, version, reason, currency, costs, total_excl_vat, created_at)
            SELECT msp_id, 1, 'RATED', 'EUR', jsonb_build_object('ENERGY', cost), cost, stop FROM charge
            """;
}
