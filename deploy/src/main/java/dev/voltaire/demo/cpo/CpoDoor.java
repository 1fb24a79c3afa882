package dev.voltaire.demo.cpo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// The operator's HTTP server: versions, credentials, locations and tariffs to read, tokens to write.
final class CpoDoor implements AutoCloseable {
    private static final int MISSING_PARAMETER = 2001;
    private static final int UNKNOWN_TOKEN = 2004;

    private final CpoParty party;
    private final CpoCatalogue catalogue;
    private final PeerCalls calls;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, JsonNode> tokens = new ConcurrentHashMap<>();
    private volatile @Nullable String expectedToken;
    private volatile boolean down;

    CpoDoor(CpoParty party, CpoCatalogue catalogue, PeerCalls calls, int port) throws IOException {
        this.party = party;
        this.catalogue = catalogue;
        this.calls = calls;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/ocpi", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    URI versionsUrl() {
        return URI.create(base() + "/versions");
    }

    void expect(String token) {
        expectedToken = token;
    }

    void breakDown() {
        down = true;
    }

    void recover() {
        down = false;
    }

    Optional<JsonNode> receivedToken(String uid) {
        return Optional.ofNullable(tokens.get(uid));
    }

    Optional<JsonNode> tokenOfType(String type) {
        return tokens.values().stream()
                .filter(token -> token.path("type").asText().equals(type))
                .filter(token -> token.path("valid").asBoolean())
                .findFirst();
    }

    int receivedTokens() {
        return tokens.size();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/ocpi";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (down) {
                send(exchange, 503, OcpiJson.envelope(3000, null));
            } else if (!isAuthorised(exchange)) {
                send(exchange, 401, OcpiJson.envelope(MISSING_PARAMETER, null));
            } else {
                route(exchange, exchange.getRequestURI().getPath().substring("/ocpi".length()));
            }
        }
    }

    private void route(HttpExchange exchange, String path) throws IOException {
        switch (path) {
            case "/versions" -> send(exchange, 200, OcpiJson.envelope(OcpiJson.SUCCESS, versions()));
            case "/2.2.1" -> send(exchange, 200, OcpiJson.envelope(OcpiJson.SUCCESS, details()));
            case "/2.2.1/credentials" -> replaceCredentials(exchange);
            case "/2.2.1/locations" -> sendList(exchange, catalogue.locations());
            case "/2.2.1/tariffs" -> sendList(exchange, catalogue.tariffs());
            case "/2.2.1/sessions", "/2.2.1/cdrs" -> sendList(exchange, List.of());
            default -> {
                if (path.startsWith("/2.2.1/tokens/")) {
                    receiveToken(exchange, path.substring("/2.2.1/tokens/".length()));
                } else {
                    send(exchange, 404, OcpiJson.envelope(MISSING_PARAMETER, null));
                }
            }
        }
    }

    /// Tokens receiver (OCPI 2.2.1 §12.2.1): `{country_code}/{party_id}/{token_uid}`.
    private void receiveToken(HttpExchange exchange, String path) throws IOException {
        var uid = path.substring(path.lastIndexOf('/') + 1);
        var known = tokens.get(uid);
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                tokens.put(uid, body(exchange));
                send(exchange, known == null ? 201 : 200, OcpiJson.envelope(OcpiJson.SUCCESS, null));
            }
            case "PATCH" -> {
                if (known == null) {
                    send(exchange, 404, OcpiJson.envelope(UNKNOWN_TOKEN, null));
                    return;
                }
                var patched = known.<ObjectNode>deepCopy();
                body(exchange).properties().forEach(field -> patched.set(field.getKey(), field.getValue()));
                tokens.put(uid, patched);
                send(exchange, 200, OcpiJson.envelope(OcpiJson.SUCCESS, null));
            }
            default -> {
                if (known == null) {
                    send(exchange, 404, OcpiJson.envelope(UNKNOWN_TOKEN, null));
                } else {
                    send(exchange, 200, OcpiJson.envelope(OcpiJson.SUCCESS, known));
                }
            }
        }
    }

    /// The peer renews the tokens of both sides (OCPI 2.2.1 §7.2.3), or only looks.
    private void replaceCredentials(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("PUT")) {
            calls.callWith(body(exchange).path("token").asText());
            expectedToken = UUID.randomUUID().toString();
        }
        var data = OcpiJson.object();
        data.put("token", expectedToken);
        data.put("url", versionsUrl().toString());
        var role = data.putArray("roles").addObject();
        role.put("role", "CPO").put("country_code", party.countryCode()).put("party_id", party.partyId());
        role.putObject("business_details").put("name", party.name());
        send(exchange, 200, OcpiJson.envelope(OcpiJson.SUCCESS, data));
    }

    private ArrayNode versions() {
        var versions = OcpiJson.object().arrayNode();
        versions.addObject().put("version", "2.2.1").put("url", base() + "/2.2.1");
        return versions;
    }

    private ObjectNode details() {
        var details = OcpiJson.object().put("version", "2.2.1");
        var endpoints = details.putArray("endpoints");
        addEndpoint(endpoints, "credentials", "SENDER");
        addEndpoint(endpoints, "locations", "SENDER");
        addEndpoint(endpoints, "tariffs", "SENDER");
        addEndpoint(endpoints, "sessions", "SENDER");
        addEndpoint(endpoints, "cdrs", "SENDER");
        addEndpoint(endpoints, "tokens", "RECEIVER");
        return details;
    }

    private void addEndpoint(ArrayNode endpoints, String module, String role) {
        endpoints.addObject().put("identifier", module).put("role", role).put("url", base() + "/2.2.1/" + module);
    }

    /// One page holds everything; the headers say so (OCPI 2.2.1 §4.1.3).
    private static void sendList(HttpExchange exchange, List<? extends JsonNode> items) throws IOException {
        exchange.getResponseHeaders().add("X-Total-Count", String.valueOf(items.size()));
        exchange.getResponseHeaders().add("X-Limit", "100");
        var offset = offset(exchange);
        var list = OcpiJson.object().arrayNode();
        items.stream().skip(offset).forEach(list::add);
        send(exchange, 200, OcpiJson.envelope(OcpiJson.SUCCESS, list));
    }

    private static int offset(HttpExchange exchange) {
        @Nullable String query = exchange.getRequestURI().getQuery();
        if (query == null) {
            return 0;
        }
        for (var parameter : query.split("&", -1)) {
            if (parameter.startsWith("offset=")) {
                return Integer.parseInt(parameter.substring("offset=".length()));
            }
        }
        return 0;
    }

    private boolean isAuthorised(HttpExchange exchange) {
        @Nullable String expected = expectedToken;
        @Nullable String header = exchange.getRequestHeaders().getFirst("Authorization");
        if (expected == null || header == null) {
            return false;
        }
        var encoded = Base64.getEncoder().encodeToString(expected.getBytes(StandardCharsets.UTF_8));
        return header.equals("Token " + encoded);
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        return OcpiJson.read(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, JsonNode envelope) throws IOException {
        var bytes = OcpiJson.write(envelope).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
