import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

final class CommandsAcrossNodes implements Scenario {
    private static final int CHARGERS = 100;
    private static final int ROUNDS = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return "commands";
    }

    @Override
    public String purpose() {
        return "Commands asked of one server for chargers whose sockets another holds, on one database";
    }

    @Override
    public void run(Report report) throws Exception {
        try (var asked = Server.withChargers(CHARGERS);
                var holder = asked.beside(Map.of("VOLTAIRE_ROLES", "ocpp"));
                var chargers = Chargers.connect(holder, 1, CHARGERS, 16);
                var http = HttpClient.newHttpClient()) {
            while (asked.count("SELECT count(*) FROM charger_connection WHERE connection_id IS NOT NULL") < CHARGERS) {
                Thread.sleep(50);
            }
            var ids = ids(asked);
            var token = signIn(asked, http);
            var arrivals = new ArrayList<Long>();
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < CHARGERS; i++) {
                    var micros = arrival(asked, http, token, ids.get(i), chargers.all.get(i));
                    if (round > 0) {
                        arrivals.add(micros);
                    }
                }
            }
            var sorted = arrivals.stream().mapToLong(Long::longValue).toArray();
            report.figure(
                    "request to arrival at the charger",
                    "p99 " + Report.millis(Statistics.percentile(sorted, sorted.length, 99)),
                    "median %s of %d commands, one at a time"
                            .formatted(
                                    Report.millis(Statistics.percentile(sorted, sorted.length, 50)), sorted.length));
        }
    }

    private static long arrival(
            Server server, HttpClient http, String token, String id, Chargers.Charger charger) throws Exception {
        var arrived = new CompletableFuture<Long>();
        charger.answers(_ -> {
            arrived.complete(System.nanoTime());
            return "{\"status\":\"Accepted\"}";
        });
        var request = HttpRequest.newBuilder(server.http("/api/v1/home-chargers/" + id + "/commands"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"action\":\"CLEAR_CACHE\"}"))
                .build();
        var started = System.nanoTime();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 202) {
            throw new IllegalStateException(answer.body());
        }
        return (arrived.get(30, TimeUnit.SECONDS) - started) / 1000;
    }

    private static ArrayList<String> ids(Server server) throws Exception {
        var ids = new ArrayList<String>();
        try (var database = server.database();
                var rows = database.createStatement()
                        .executeQuery("SELECT id FROM charger WHERE identity LIKE 'LOAD-%' ORDER BY identity")) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    private static String signIn(Server server, HttpClient http) throws Exception {
        var request = HttpRequest.newBuilder(server.http("/api/v1/auth/login"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"email\":\"operator@voltaire.example\",\"password\":\"Voltaire-demo-1\"}"))
                .build();
        JsonNode answer = JSON.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        return answer.get("accessToken").asText();
    }
}
