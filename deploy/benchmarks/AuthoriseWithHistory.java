import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;

final class AuthoriseWithHistory implements Scenario {
    private static final int SOCKETS = 64;
    private static final String TOKENS = """
            INSERT INTO token (id, revision, uid, type, kind, contract_id, visual_number, status, whitelist, open_blocks,
                               version, last_updated, created_at)
            SELECT uuidv7(), 0, 'B' || lpad(n::text, 13, '0'), 'RFID', 'CARD', 'NL-VLT-B' || lpad(n::text, 8, '0') || '-X',
                   'B' || n, 'AVAILABLE', 'ALWAYS', 0, 1, now(), now()
            FROM generate_series(1, 100000) AS n
            """;
    private static final String SESSIONS = """
            INSERT INTO session (id, origin, status, organisation_unit_id, started_at, ended_at, last_updated, created_at,
                                 charger_id, evse, connector, transaction_number, transaction_key)
            SELECT uuidv7(), 'HOME', 'COMPLETED', c.organisation_unit_id, now() - make_interval(mins => n),
                   now() - make_interval(mins => n - 1), now(), now(), c.id, 1, 1, n, 'history-' || n
            FROM generate_series(1, 1000000) AS n
            JOIN (SELECT id, organisation_unit_id, row_number() OVER () AS place FROM charger WHERE identity LIKE 'LOAD-%')
                 AS c ON c.place = 1 + n % (SELECT count(*) FROM charger WHERE identity LIKE 'LOAD-%')
            """;

    @Override
    public String name() {
        return "history";
    }

    @Override
    public String purpose() {
        return "Authorize with an empty database, and with 100,000 tokens and 1,000,000 past sessions";
    }

    @Override
    public void run(Report report) throws Exception {
        try (var server = Server.withChargers(SOCKETS);
                var chargers = Chargers.connect(server, 1, SOCKETS, 16)) {
            measure(report, chargers, "Authorize, no history");
            try (Connection database = server.database();
                    var statement = database.createStatement()) {
                statement.execute(TOKENS);
                statement.execute(SESSIONS);
                statement.execute("ANALYZE");
            }
            measure(report, chargers, "Authorize, a million sessions");
        }
    }

    private static void measure(Report report, Chargers chargers, String what) throws InterruptedException {
        var call = "\"Authorize\",{\"idTag\":\"04A1B2C3D4E5F6\"}";
        chargers.load(call, Duration.ofSeconds(8));
        var rounds = new ArrayList<Round>();
        for (int i = 0; i < 3; i++) {
            rounds.add(chargers.load(call, Duration.ofSeconds(5)));
        }
        report.rates(what, rounds);
    }
}
