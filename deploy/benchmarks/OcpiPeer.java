import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Pattern;

/// A CPO that costs little: one event loop, ready-made answers.
final class OcpiPeer implements AutoCloseable {
    private static final Pattern OFFSET = Pattern.compile("offset=(\\d+)");
    private static final String DONE = "{\"status_code\":1000,\"timestamp\":\"2026-05-01T08:00:00Z\"}";

    final String partyId;
    final AtomicLong tokensReceived = new AtomicLong();
    String token = "";
    private final Vertx vertx;
    private final HttpServer server;
    private final int locations;
    private final int pageSize;
    private final Function<Integer, String> location;
    private volatile long delayMillis;
    private volatile boolean dead;

    private OcpiPeer(Vertx vertx, String partyId, int locations, int pageSize) throws Exception {
        this.vertx = vertx;
        this.partyId = partyId;
        this.locations = locations;
        this.pageSize = pageSize;
        this.location = number -> location(partyId, number);
        this.server = vertx.createHttpServer()
                .requestHandler(this::handle)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    static OcpiPeer withLocations(Vertx vertx, String partyId, int locations) throws Exception {
        return new OcpiPeer(vertx, partyId, locations, 200);
    }

    static OcpiPeer withoutLocations(Vertx vertx, String partyId) throws Exception {
        return new OcpiPeer(vertx, partyId, 0, 200);
    }

    void answersAfter(long millis) {
        delayMillis = millis;
    }

    void dies() {
        dead = true;
    }

    /// Invited by the operator, then the credentials exchange.
    void register(Server target) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var login = post(
                    http,
                    target.http("/api/v1/auth/login"),
                    "{\"email\":\"operator@voltaire.example\",\"password\":\"Voltaire-demo-1\"}",
                    Map.of());
            var invited = post(
                    http,
                    target.http("/api/v1/partners"),
                    "{\"name\":\"Operator " + partyId + "\",\"type\":\"CPO\"}",
                    Map.of("Authorization", "Bearer " + field(login, "accessToken")));
            var registered = post(
                    http,
                    target.http("/ocpi/2.2.1/credentials"),
                    """
                    {"token": "%s", "url": "%s/versions", "roles": [{"role": "CPO", "country_code": "NL",
                     "party_id": "%s", "business_details": {"name": "Operator %s"}}]}"""
                            .formatted(UUID.randomUUID(), base(), partyId, partyId),
                    Map.of("Authorization", header(field(invited, "registrationToken"))));
            token = field(registered, "token");
        }
    }

    static String header(String token) {
        return "Token " + Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8));
    }

    private static String post(HttpClient http, URI url, String body, Map<String, String> headers) throws Exception {
        var request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(url + ": " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    private static String field(String json, String name) {
        var matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]+)\"").matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + name + " in " + json);
        }
        return matcher.group(1);
    }

    private String base() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    private void handle(HttpServerRequest request) {
        switch (request.path()) {
            case "/versions" -> answer(request, data("[{\"version\":\"2.2.1\",\"url\":\"" + base() + "/details\"}]"));
            case "/details" -> answer(request, data(details()));
            case "/locations" -> page(request);
            default -> {
                if (dead) {
                    request.connection().close();
                } else if (delayMillis > 0) {
                    vertx.setTimer(delayMillis, timer -> received(request));
                } else {
                    received(request);
                }
            }
        }
    }

    private void received(HttpServerRequest request) {
        tokensReceived.incrementAndGet();
        answer(request, DONE);
    }

    private static void answer(HttpServerRequest request, String body) {
        request.response().putHeader("Content-Type", "application/json").end(body);
    }

    private void page(HttpServerRequest request) {
        var query = String.valueOf(request.query());
        var matcher = OFFSET.matcher(query);
        var offset = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        var end = Math.min(locations, offset + pageSize);
        var body = new StringBuilder(pageSize * 2_000);
        for (int i = offset; i < end; i++) {
            body.append(i == offset ? "" : ",").append(location.apply(i));
        }
        request.response()
                .putHeader("X-Total-Count", String.valueOf(locations))
                .putHeader("X-Limit", String.valueOf(pageSize));
        if (end < locations) {
            request.response()
                    .putHeader("Link", "<" + base() + "/locations?offset=" + end + "&limit=" + pageSize + ">; rel=\"next\"");
        }
        answer(request, data("[" + body + "]"));
    }

    private static String data(String json) {
        return "{\"data\":" + json + ",\"status_code\":1000,\"timestamp\":\"2026-05-01T08:00:00Z\"}";
    }

    private String details() {
        var endpoints = new StringBuilder(endpoint("credentials", "SENDER")).append(",").append(endpoint("tokens", "RECEIVER"));
        if (locations > 0) {
            endpoints.append(",").append(endpoint("locations", "SENDER"));
        }
        return "{\"version\":\"2.2.1\",\"endpoints\":[" + endpoints + "]}";
    }

    private String endpoint(String module, String role) {
        return "{\"identifier\":\"%s\",\"role\":\"%s\",\"url\":\"%s/%s\"}".formatted(module, role, base(), module);
    }

    /// Three EVSEs of one connector each, about 2 KB.
    static String location(String partyId, int number) {
        var evses = new StringBuilder();
        for (int evse = 1; evse <= 3; evse++) {
            evses.append(evse == 1 ? "" : ",")
                    .append("{\"uid\":\"E").append(number).append('-').append(evse)
                    .append("\",\"evse_id\":\"NL*").append(partyId).append("*E").append(number).append('*').append(evse)
                    .append("\",\"status\":\"AVAILABLE\",\"capabilities\":[\"REMOTE_START_STOP_CAPABLE\",\"RFID_READER\"],")
                    .append("\"connectors\":[{\"id\":\"1\",\"standard\":\"IEC_62196_T2\",\"format\":\"SOCKET\",")
                    .append("\"power_type\":\"AC_3_PHASE\",\"max_voltage\":230,\"max_amperage\":32,")
                    .append("\"max_electric_power\":22000,\"tariff_ids\":[\"T1\"],")
                    .append("\"last_updated\":\"2026-05-01T08:00:00Z\"}],")
                    .append("\"physical_reference\":\"").append(evse)
                    .append("\",\"floor_level\":\"0\",\"last_updated\":\"2026-05-01T08:00:00Z\"}");
        }
        return "{\"country_code\":\"NL\",\"party_id\":\"" + partyId + "\",\"id\":\"LOC" + number
                + "\",\"publish\":true,\"name\":\"Kade " + number + "\",\"address\":\"Kade " + number
                + "\",\"city\":\"Delft\",\"postal_code\":\"2611 AA\",\"country\":\"NLD\",\"coordinates\":{\"latitude\":\""
                + "52.%05d".formatted(number % 100_000) + "\",\"longitude\":\"4.%05d".formatted(number % 99_991)
                + "\"},\"parking_type\":\"ON_STREET\",\"time_zone\":\"Europe/Amsterdam\",\"operator\":{\"name\":\"Operator\"},"
                + "\"opening_times\":{\"twentyfourseven\":true},\"charging_when_closed\":true,\"evses\":[" + evses
                + "],\"last_updated\":\"2026-05-01T08:00:00Z\"}";
    }

    @Override
    public void close() throws Exception {
        server.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
