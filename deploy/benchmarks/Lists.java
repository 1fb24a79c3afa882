import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

final class Lists implements Scenario {
    private static final int PEOPLE = Integer.parseInt(System.getenv().getOrDefault("PEOPLE", "100000"));
    private static final int CALLS = Integer.parseInt(System.getenv().getOrDefault("CALLS", "300"));
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return "lists";
    }

    @Override
    public String purpose() {
        return "Lists of users, profiles and tokens with " + PEOPLE + " of each in one organisation, as its manager";
    }

    @Override
    public void run(Report report) throws Exception {
        try (var server = Server.with(Map.of());
                var http = HttpClient.newHttpClient()) {
            fill(server);
            var token = signIn(server, http);
            for (var list : List.of(
                    "users?size=25",
                    "users?size=25&sort=-lastName",
                    "users?size=25&page=100&sort=email",
                    "users?active=false&role=EV_DRIVER&sort=createdAt",
                    "users?q=driver9999",
                    "users?q=driver",
                    "users?q=nobody+at+all",
                    "profiles?size=25",
                    "profiles?size=100&sort=name",
                    "profiles?shared=true&sort=-externalId",
                    "profiles?q=VE012345",
                    "profiles?q=Kabel&sort=name",
                    "tokens?size=25",
                    "tokens?size=25&sort=-profile",
                    "tokens?status=BLOCKED&sort=visualNumber",
                    "tokens?q=NL-VLT-CAB",
                    "tokens?q=04&sort=-validFrom",
                    "org-units?q=depot")) {
                measure(report, http, request(server, "/api/v1/" + list, token));
            }
        }
    }

    private static void measure(Report report, HttpClient http, HttpRequest request) throws Exception {
        for (int i = 0; i < 30; i++) {
            http.send(request, HttpResponse.BodyHandlers.discarding());
        }
        var micros = new long[CALLS];
        for (int i = 0; i < CALLS; i++) {
            var started = System.nanoTime();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            micros[i] = (System.nanoTime() - started) / 1000;
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(request.uri() + " answered " + answer.body());
            }
        }
        report.figure(
                request.uri().getPath().substring("/api/v1/".length()) + "?"
                        + request.uri().getQuery(),
                "p99 " + Report.millis(Statistics.percentile(micros, CALLS, 99)),
                "median %s of %d calls, one at a time"
                        .formatted(Report.millis(Statistics.percentile(micros, CALLS, 50)), CALLS));
    }

    private static String signIn(Server server, HttpClient http) throws Exception {
        var request = HttpRequest.newBuilder(server.http("/api/v1/auth/login"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"email\":\"manager@voltaire.example\",\"password\":\"Voltaire-demo-1\"}"))
                .build();
        return JSON.readTree(
                        http.send(request, HttpResponse.BodyHandlers.ofString()).body())
                .path("accessToken")
                .asText();
    }

    private static HttpRequest request(Server server, String path, String token) {
        return HttpRequest.newBuilder(server.http(path))
                .header("Authorization", "Bearer " + token)
                .build();
    }

    /// Everybody in twenty depots below the manager's unit; a fifth as many belong to another customer.
    private static void fill(Server server) throws Exception {
        try (var connection = server.database();
                var statement = connection.createStatement()) {
            for (var sql : FILL.formatted(PEOPLE, PEOPLE * 6 / 5).split(";\n")) {
                statement.execute(sql);
            }
        }
    }

    private static final String FILL = """
            create temporary table depot as
                select row_number() over () as place, uuidv7() as id, u.id as parent, u.path, 900000 + n as number
                from organisation_unit u, generate_series(1, 20) n
                where u.id = (select organisation_unit_ids[1] from app_user where email = 'manager@voltaire.example');
            insert into organisation_unit (id, version, number, path, parent_id, name, country, currency, language,
                vat_visible, billable, status, credit_hold, created_at)
                select id, 0, number, path || number::text, parent, 'Depot ' || place, 'NL', 'EUR', 'NL', true, true,
                    'ACTIVE', false, now() from depot;
            insert into organisation_unit (id, version, number, path, name, country, currency, language, vat_visible,
                billable, status, credit_hold, created_at)
                values (uuidv7(), 0, 999999, '999999', 'Another customer', 'NL', 'EUR', 'NL', true, true, 'ACTIVE', false,
                    now());
            create temporary table newcomer as
                select i, uuidv7() as user_id, uuidv7() as profile_id, case when i > %d
                    then (select id from organisation_unit where number = 999999)
                    else (select id from depot where place = 1 + i %% 20) end as unit_id,
                    (array['Mia', 'Noor', 'Jos', 'Anna', 'Piet', 'Lena', 'Omar', 'Ines'])[1 + i %% 8] as first_name,
                    (array['Laden', 'Kabel', 'Stekker', 'Accu', 'Volt', 'Zomer'])[1 + i %% 6] || ' ' || md5(i::text)
                        as last_name,
                    now() - i * interval '1 minute' as at
                from generate_series(1, %d) i;
            insert into app_user (id, version, email, first_name, last_name, vat_visibility, active, lockout_enabled,
                roles, organisation_unit_ids, token_version, failed_logins, created_at, email_confirmed_at)
                select user_id, 0, 'driver' || i || '@example.org', first_name, last_name, 'INHERIT', i %% 10 > 0, true,
                    array['EV_DRIVER'], array[unit_id], 0, 0, at, case when i %% 3 > 0 then at end from newcomer;
            insert into profile (id, version, user_id, organisation_unit_id, name, email, external_id, billable,
                fraud_detection_enabled, shared, status, credit_hold, created_at)
                select profile_id, 0, user_id, unit_id, first_name || ' ' || last_name, 'driver' || i || '@example.org',
                    'VE' || lpad(i::text, 6, '0'), 'INHERIT', false, i %% 50 = 0, 'ACTIVE', false, at from newcomer;
            insert into token (id, revision, uid, type, kind, contract_id, visual_number, organisation_unit_id,
                profile_id, status, valid_from, whitelist, open_blocks, version, last_updated, created_at)
                select uuidv7(), 0, '04' || upper(substr(md5(i::text), 1, 12)), 'RFID', 'PHYSICAL',
                    'NLVLTC' || number, 'NL-VLT-C' || number,
                    unit_id, profile_id, (array['ACTIVE', 'ACTIVE', 'ACTIVE', 'BLOCKED', 'LINKED'])[1 + i %% 5], at,
                    'ALLOWED', 0, 1, at, at
                from newcomer, upper(lpad(to_hex(i * 2654435761 %% 4294967296), 8, '0')) number;
            vacuum analyze
            """;
}
