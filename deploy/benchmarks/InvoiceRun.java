import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

final class InvoiceRun implements Scenario {
    private static final int UNITS = Integer.parseInt(System.getenv().getOrDefault("UNITS", "1000"));
    private static final int CDRS = Integer.parseInt(System.getenv().getOrDefault("CDRS", "100000"));
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();

    @Override
    public String name() {
        return "invoice-run";
    }

    @Override
    public String purpose() {
        return "closing a period of %,d units and %,d CDRs, then every document of every invoice"
                .formatted(UNITS, CDRS);
    }

    @Override
    public void run(Report report) throws Exception {
        try (var server = Server.with(Map.of())) {
            seed(server);
            var operator = signIn(server);
            var end = Instant.now().truncatedTo(ChronoUnit.HOURS);
            var request = JSON.writeValueAsString(Map.of(
                    "periodStart", end.minus(Duration.ofDays(30)).toString(),
                    "periodEnd", end.toString(),
                    "dryRun", false));
            var started = System.nanoTime();
            var run = JSON.readTree(call(server, operator, "POST", "/api/v1/invoice-runs", request));
            var finalised = seconds(started);
            if (run.path("invoices").size() != UNITS) {
                throw new IllegalStateException(run.path("invoices").size() + " invoices: " + run.path("left"));
            }
            report.figure("finalised invoices", "%.1f s".formatted(finalised), UNITS + " invoices, one run");
            while (server.count("SELECT count(*) FROM invoice_document WHERE type = 'INVOICE'") < UNITS) {
                if (seconds(started) > 900) {
                    throw new IllegalStateException("not printed after fifteen minutes");
                }
                Thread.sleep(200);
            }
            report.figure("printed with their data (Factur-X)", "%.1f s".formatted(seconds(started)), "from the start");
            specifications(server, run.path("invoices"));
            report.figure("all documents", "%.1f s".formatted(seconds(started)), "and specifications in three formats");
            report.figure(
                    "live heap afterwards",
                    "%d MB".formatted(server.liveHeapBytes() >> 20),
                    "limit: " + System.getenv().getOrDefault("SERVER_OPTS", "-Xmx1g"));
        }
    }

    private void specifications(Server server, JsonNode invoices) throws Exception {
        var ids = new ArrayList<String>();
        invoices.forEach(invoice -> ids.add(invoice.path("invoiceId").asText()));
        var operator = signIn(server);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var pending = new ArrayList<java.util.concurrent.Future<byte[]>>();
            for (var id : ids) {
                for (var format : List.of("pdf", "csv", "xlsx")) {
                    pending.add(threads.submit(() -> call(
                            server,
                            operator,
                            "GET",
                            "/api/v1/invoices/" + id + "/document?type=SPECIFICATION&format=" + format,
                            null)));
                }
            }
            for (var document : pending) {
                document.get();
            }
        }
    }

    private String signIn(Server server) throws Exception {
        var credentials = JSON.writeValueAsString(
                Map.of("email", "operator@voltaire.example", "password", "Voltaire-demo-1"));
        return JSON.readTree(call(server, null, "POST", "/api/v1/auth/login", credentials))
                .path("accessToken")
                .asText();
    }

    private byte[] call(Server server, String token, String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(server.http(path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        var response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(path + " answered " + response.statusCode() + ": "
                    + new String(response.body(), java.nio.charset.StandardCharsets.UTF_8));
        }
        return response.body();
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    /// Customers with a billing account, and approved CDRs spread evenly over them.
    private static void seed(Server server) throws Exception {
        try (var connection = server.database();
                var statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO organisation_unit (id, version, number, path, name, country, currency, language,
                        vat_visible, billable, status, credit_hold, legal_name, billing_street, billing_house_number,
                        billing_postal_code, billing_city, billing_country, vat_number, payment_method,
                        payment_term_days, created_at)
                    SELECT uuidv7(), 0, 500000 + n, (500000 + n)::text::ltree, 'Fleet ' || n, 'NL', 'EUR', 'NL', true,
                        true, 'ACTIVE', false, 'Fleet ' || n || ' B.V.', 'Dijk', n::text, '1011 AA', 'Amsterdam', 'NL',
                        'NL804629365B01', 'BANK_TRANSFER', 14, now()
                    FROM generate_series(1, %d) n
                    """.formatted(UNITS));
            statement.execute("""
                    WITH cdr AS (
                        INSERT INTO cpo_cdr (origin, country_code, party_id, cdr_id, raw, received_at, started_at,
                            ended_at, location_name, country, evse_id, currency, total_cost, energy_kwh, credit,
                            home_charging_compensation)
                        SELECT 'ROAMING', 'FR', 'BNC', 'B' || n, '{}', now(), now() - interval '2 days',
                            now() - interval '2 days' + interval '40 minutes', 'Parking ' || n %% 500, 'NLD',
                            'FR*BNC*E' || n, 'EUR', 5 + n %% 700 / 100.0, 12.5, false, false
                        FROM generate_series(1, %d) n
                        RETURNING id, cdr_id, started_at, ended_at, location_name, evse_id, total_cost, energy_kwh),
                    charged AS (
                        INSERT INTO msp_cdr (cpo_cdr_id, organisation_unit_id, token_id, cdr_id, country_code, party_id,
                            started_at, ended_at, evse_id, location_name, energy_kwh, credit, billable, approval_state,
                            approval_changed_at, current_version, price_calculated, currency, total_excl_vat, created_at)
                        SELECT c.id, u.id, (SELECT id FROM token LIMIT 1), c.cdr_id, 'FR', 'BNC', c.started_at,
                            c.ended_at, c.evse_id, c.location_name, c.energy_kwh, false, true, 'APPROVED', now(), 1,
                            true, 'EUR', c.total_cost, now()
                        FROM cdr c
                        JOIN organisation_unit u ON u.number = 500001 + substr(c.cdr_id, 2)::int %% %d
                        RETURNING id, total_excl_vat)
                    INSERT INTO msp_cdr_version (msp_cdr_id, version, reason, currency, costs, total_excl_vat, created_at)
                    SELECT id, 1, 'RATED', 'EUR', jsonb_build_object('ENERGY', total_excl_vat), total_excl_vat, now()
                    FROM charged
                    """.formatted(CDRS, UNITS));
            statement.execute("ANALYZE");
        }
    }
}
