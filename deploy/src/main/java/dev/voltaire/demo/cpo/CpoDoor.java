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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The operator's HTTP server: versions, credentials, locations and tariffs to read, tokens to write.
final class CpoDoor implements AutoCloseable {
    private static final int MISSING_PARAMETER = 2001;
    private static final int UNKNOWN_TOKEN = 2004;
    private static final int SERVER_ERROR = 3000;
    private static final int UNUSABLE_CLIENT_API = 3001;

    private static final int MOST_PER_PAGE = 100;

    private final CpoParty party;
    private final CpoVersion version;
    private final CpoCatalogue catalogue;
    private final PeerCalls calls;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, JsonNode> tokens = new ConcurrentHashMap<>();
    private final Discovery discovery;
    private final HubBook hub;
    private final List<Addressed> requests = new CopyOnWriteArrayList<>();
    private volatile @Nullable String expectedToken;
    private final List<JsonNode> commands = new CopyOnWriteArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();
    private volatile Misbehaviour misbehaviour = Misbehaviour.NONE;

    /// Reads the versions and endpoints of a peer that exchanges credentials, as the specification demands.
    @FunctionalInterface
    interface Discovery {
        boolean reads(URI versionsUrl);
    }

    CpoDoor(
            CpoParty party,
            CpoVersion version,
            CpoCatalogue catalogue,
            PeerCalls calls,
            Discovery discovery,
            HubBook hub,
            int port)
            throws IOException {
        this.party = party;
        this.version = version;
        this.catalogue = catalogue;
        this.calls = calls;
        this.discovery = discovery;
        this.hub = hub;
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

    void misbehave(Misbehaviour chosen) {
        misbehaviour = chosen;
    }

    /// @param to the party named in the routing headers, `NL-LMP`; empty without them
    record Addressed(String module, String to) {}

    List<String> addressees(String module) {
        return requests.stream()
                .filter(request -> request.module().equals(module))
                .map(Addressed::to)
                .toList();
    }

    List<JsonNode> commands() {
        return List.copyOf(commands);
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
            var path = exchange.getRequestURI().getPath().substring("/ocpi".length());
            note(exchange, path);
            if (goesWrong(exchange, path)) {
                return;
            }
            if (!isAuthorised(exchange)) {
                send(exchange, 401, OcpiJson.envelope(MISSING_PARAMETER, null));
            } else if (path.equals("/versions")) {
                send(exchange, 200, OcpiJson.envelope(OcpiJson.SUCCESS, versions()));
            } else if (path.equals("/" + version.number())) {
                send(exchange, 200, OcpiJson.envelope(OcpiJson.SUCCESS, details()));
            } else if (path.startsWith("/" + version.number() + "/")) {
                route(exchange, path.substring(version.number().length() + 2));
            } else {
                send(exchange, 404, OcpiJson.envelope(MISSING_PARAMETER, null));
            }
        }
    }

    private void note(HttpExchange exchange, String path) {
        var headers = exchange.getRequestHeaders();
        @Nullable String country = headers.getFirst("OCPI-to-country-code");
        var segments = path.split("/", -1);
        requests.add(new Addressed(
                segments.length > 2 ? segments[2] : segments[1],
                country == null ? "" : country + "-" + headers.getFirst("OCPI-to-party-id")));
    }

    private void route(HttpExchange exchange, String path) throws IOException {
        var slash = path.indexOf('/');
        var module = slash < 0 ? path : path.substring(0, slash);
        switch (module) {
            case "credentials" -> replaceCredentials(exchange);
            case "locations" -> sendList(exchange, catalogue.locations());
            case "tariffs" -> sendList(exchange, catalogue.tariffs());
            case "sessions", "cdrs" -> sendList(exchange, List.of());
            case "tokens" -> receiveToken(exchange, path);
            case "commands" -> receiveCommand(exchange);
            case "hubclientinfo" -> sendList(exchange, hub.list());
            default -> send(exchange, 404, OcpiJson.envelope(MISSING_PARAMETER, null));
        }
    }

    /// True when the answer has been given already, and not as it should be.
    private boolean goesWrong(HttpExchange exchange, String path) throws IOException {
        var count = answered.incrementAndGet();
        switch (misbehaviour) {
            case NONE, TORN_PAGES, SHORT_PAGES_WITHOUT_LINK, LINKS_IN_A_CIRCLE, LINKS_TO_NOWHERE -> {
                return false;
            }
            case DOWN -> send(exchange, 503, OcpiJson.envelope(SERVER_ERROR, null));
            case SLOW -> {
                pause();
                return false;
            }
            case TOO_MANY, TOO_MANY_WITHOUT_RETRY_AFTER -> {
                if (count % 2 != 0) {
                    return false;
                }
                if (misbehaviour == Misbehaviour.TOO_MANY) {
                    exchange.getResponseHeaders().add("Retry-After", "1");
                }
                sendText(exchange, 429, "");
            }
            case FAULTS -> {
                if (count % 3 != 0) {
                    return false;
                }
                sendText(exchange, 500, "<html><body><h1>Internal Server Error</h1></body></html>");
            }
            case UNAUTHORISED -> send(exchange, 401, OcpiJson.envelope(MISSING_PARAMETER, null));
            case EMPTY_FAULT -> {
                if (path.equals("/versions") || path.equals("/" + version.number())) {
                    return false;
                }
                send(
                        exchange,
                        200,
                        OcpiJson.envelope(SERVER_ERROR, OcpiJson.object().arrayNode()));
            }
            case HTML -> sendText(exchange, 200, "<!DOCTYPE html><html><body><h1>It works!</h1></body></html>");
            case GARBAGE -> sendText(exchange, 200, "\0{{{]]");
            case SILENT -> awaitAnotherMood();
        }
        return true;
    }

    private void awaitAnotherMood() {
        while (misbehaviour == Misbehaviour.SILENT && !threads.isShutdown()) {
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(2_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Accepted at once; what the charger makes of it is for [FakeCpo#reportCommand] to say.
    private void receiveCommand(HttpExchange exchange) throws IOException {
        commands.add(body(exchange));
        var response = OcpiJson.object().put("result", "ACCEPTED");
        if (!version.isFlat()) {
            response.put("timeout", 30);
        }
        send(exchange, 200, OcpiJson.envelope(OcpiJson.SUCCESS, response));
    }

    /// Tokens receiver (OCPI 2.2.1 §12.2.1): `tokens/{country_code}/{party_id}/{token_uid}`.
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

    /// The peer registers itself or renews the tokens of both sides (OCPI 2.2.1 §7.2), looks, or takes its leave.
    private void replaceCredentials(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "POST", "PUT" -> {
                var theirs = body(exchange);
                calls.callWith(theirs.path("token").asText());
                if (!discovery.reads(URI.create(theirs.path("url").asText()))) {
                    send(exchange, 200, OcpiJson.envelope(UNUSABLE_CLIENT_API, null));
                    return;
                }
                expectedToken = UUID.randomUUID().toString();
                send(exchange, 200, OcpiJson.envelope(OcpiJson.SUCCESS, credentials(String.valueOf(expectedToken))));
            }
            case "DELETE" -> {
                expectedToken = null;
                send(exchange, 200, OcpiJson.envelope(OcpiJson.SUCCESS, null));
            }
            default ->
                send(exchange, 200, OcpiJson.envelope(OcpiJson.SUCCESS, credentials(String.valueOf(expectedToken))));
        }
    }

    ObjectNode credentials(String token) {
        var credentials = OcpiJson.object();
        credentials.put("token", token);
        credentials.put("url", versionsUrl().toString());
        var roles = credentials.putArray("roles");
        addRole(roles, hub.isHub() ? "HUB" : "CPO", party);
        if (version == CpoVersion.V2_3_0) {
            hub.parties().forEach(behind -> addRole(roles, "CPO", behind));
        }
        return version.credentials(credentials);
    }

    private static void addRole(ArrayNode roles, String role, CpoParty party) {
        var node = roles.addObject();
        node.put("role", role).put("country_code", party.countryCode()).put("party_id", party.partyId());
        node.putObject("business_details").put("name", party.name());
    }

    private ArrayNode versions() {
        var versions = OcpiJson.object().arrayNode();
        versions.addObject().put("version", version.number()).put("url", base() + "/" + version.number());
        return versions;
    }

    private ObjectNode details() {
        var details = OcpiJson.object().put("version", version.number());
        var endpoints = details.putArray("endpoints");
        for (var module : List.of("credentials", "locations", "tariffs", "sessions", "cdrs")) {
            addEndpoint(endpoints, module, "SENDER");
        }
        addEndpoint(endpoints, "tokens", "RECEIVER");
        addEndpoint(endpoints, "commands", "RECEIVER");
        if (hub.isHub()) {
            addEndpoint(endpoints, "hubclientinfo", "SENDER");
        }
        return details;
    }

    private void addEndpoint(ArrayNode endpoints, String module, String role) {
        var endpoint = endpoints.addObject().put("identifier", module);
        if (!version.isFlat()) {
            endpoint.put("role", role);
        }
        endpoint.put("url", base() + "/" + version.number() + "/" + module);
    }

    /// One page of a list with the headers that say so (OCPI 2.2.1 §4.1.3).
    private void sendList(HttpExchange exchange, List<? extends JsonNode> items) throws IOException {
        var offset = parameter(exchange, "offset", 0);
        var limit = Math.min(parameter(exchange, "limit", MOST_PER_PAGE), MOST_PER_PAGE);
        if (misbehaviour == Misbehaviour.SHORT_PAGES_WITHOUT_LINK) {
            limit = Math.max(1, limit / 10);
        }
        var end = Math.min(items.size(), offset + limit);
        var page = OcpiJson.object().arrayNode();
        items.subList(Math.min(offset, end), end).forEach(page::add);
        var headers = exchange.getResponseHeaders();
        headers.add("X-Total-Count", String.valueOf(items.size()));
        headers.add("X-Limit", String.valueOf(MOST_PER_PAGE));
        var self = base() + exchange.getRequestURI().getPath().substring("/ocpi".length());
        if (end < items.size()) {
            switch (misbehaviour) {
                case SHORT_PAGES_WITHOUT_LINK -> {}
                case LINKS_IN_A_CIRCLE ->
                    headers.add("Link", "<" + self + "?offset=" + offset + "&limit=" + limit + ">; rel=\"next\"");
                case LINKS_TO_NOWHERE ->
                    headers.add(
                            "Link",
                            "<" + base()
                                    + "/cpo/VersionNumber.v_2_2_1/ModuleID.locations/?date_from=None>; rel=\"next\"");
                default -> headers.add("Link", "<" + self + "?offset=" + end + "&limit=" + limit + ">; rel=\"next\"");
            }
        }
        var envelope = OcpiJson.envelope(OcpiJson.SUCCESS, page);
        if (misbehaviour == Misbehaviour.TORN_PAGES && page.size() > 1) {
            var text = OcpiJson.write(envelope);
            sendText(exchange, 200, text.substring(0, text.length() / 2));
        } else {
            send(exchange, 200, envelope);
        }
    }

    private static int parameter(HttpExchange exchange, String name, int otherwise) {
        @Nullable String query = exchange.getRequestURI().getQuery();
        if (query == null) {
            return otherwise;
        }
        for (var parameter : query.split("&", -1)) {
            if (parameter.startsWith(name + "=")) {
                return Integer.parseInt(parameter.substring(name.length() + 1));
            }
        }
        return otherwise;
    }

    private boolean isAuthorised(HttpExchange exchange) {
        @Nullable String expected = expectedToken;
        @Nullable String header = exchange.getRequestHeaders().getFirst("Authorization");
        if (expected == null || header == null) {
            return false;
        }
        return header.equals(version.authorization(expected));
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        return OcpiJson.read(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static void sendText(HttpExchange exchange, int status, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void send(HttpExchange exchange, int status, JsonNode envelope) throws IOException {
        var bytes = OcpiJson.write(envelope).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
