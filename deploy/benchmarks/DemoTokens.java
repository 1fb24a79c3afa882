import java.time.Instant;

/// Copies of the demo driver's card.
final class DemoTokens {
    private DemoTokens() {}

    static String uid(int number) {
        return "04BE%08X".formatted(number);
    }

    static void add(Server server, int tokens) throws Exception {
        try (var database = server.database();
                var names = database.createStatement().executeQuery("""
                        SELECT string_agg(column_name, ', ') FROM information_schema.columns
                        WHERE table_schema = 'public' AND table_name = 'token' AND is_generated = 'NEVER'""")) {
            names.next();
            var columns = names.getString(1);
            try (var statement = database.prepareStatement("""
                    INSERT INTO token (%s) SELECT %s FROM (
                        SELECT (jsonb_populate_record(t, jsonb_build_object(
                            'id', uuidv7(), 'kind', 'VIRTUAL', 'uid', '04BE' || upper(lpad(to_hex(n), 8, '0')),
                            'contract_id', 'NLVLTB' || lpad(n::text, 8, '0'),
                            'visual_number', 'NL-VLT-B' || lpad(n::text, 8, '0') || '-X'))).*
                        FROM token t, generate_series(0, ? - 1) n WHERE t.uid = '04A1B2C3D4E5F6') copies
                    """.formatted(columns, columns))) {
                statement.setInt(1, tokens);
                statement.executeUpdate();
            }
        }
    }

    /// All of them end at that moment by time alone, which is a change partners are told.
    static void endAt(Server server, Instant end) throws Exception {
        try (var database = server.database();
                var statement = database.prepareStatement("UPDATE token SET valid_until = ? WHERE uid LIKE '04BE%'")) {
            statement.setObject(1, end.atOffset(java.time.ZoneOffset.UTC));
            statement.executeUpdate();
        }
    }
}
