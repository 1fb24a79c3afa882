package dev.voltaire.ocpi;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.enterprise.inject.spi.CDI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/// A CPO's server on a free loopback port: versions and details by the book, everything else as a test scripts it.
final class ScriptedPartner implements AutoCloseable {
    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Request> accepted = new CopyOnWriteArrayList<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> endpoints = new ArrayList<>();

    /// The token we told the server to present to us.
    String token = "token-b-" + System.nanoTime();
    boolean acceptsPlainTokensOnly;
    int refusal = 401;
    Predicate<String> acceptsToken = presented -> presented.equals(token);
    String versions = "2.2.1";
    String role = "CPO";

    record Request(String method, String path, String query, Map<String, String> headers, String body) {}

    @FunctionalInterface
    interface Answer {
        void to(HttpExchange exchange, Request request) throws IOException, InterruptedException;
    }

    ScriptedPartner() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException occupied) {
            throw new UncheckedIOException(occupied);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
        on("GET", "/versions", (exchange, request) -> send(exchange, 200, data(versionList())));
        on("GET", "/details", (exchange, request) -> send(exchange, 200, data(details())));
    }

    /// Offers a module and answers each of its requests, by default with success.
    ScriptedPartner offering(String module, String role) {
        endpoints.add(
                "{\"identifier\":\"%s\",\"role\":\"%s\",\"url\":\"%s\"}".formatted(module, role, url("/" + module)));
        return this;
    }

    ScriptedPartner on(String method, String path, Answer answer) {
        answers.put(method + " " + path, answer);
        return this;
    }

    /// Serves a list in pages as the specification has it.
    ScriptedPartner listing(String path, List<String> objects, int mostPerPage) {
        return on("GET", path, (exchange, request) -> {
            int offset = parameter(request, "offset", 0);
            int limit = Math.min(parameter(request, "limit", mostPerPage), mostPerPage);
            int end = Math.min(objects.size(), offset + limit);
            exchange.getResponseHeaders().add("X-total-count", Integer.toString(objects.size()));
            exchange.getResponseHeaders().add("X-Limit", Integer.toString(mostPerPage));
            if (end < objects.size()) {
                exchange.getResponseHeaders()
                        .add("Link", "<" + url(path) + "?offset=" + end + "&limit=" + limit + ">; rel=\"next\"");
            }
            send(exchange, 200, data("[" + String.join(",", objects.subList(Math.min(offset, end), end)) + "]"));
        });
    }

    private static int parameter(Request request, String name, int otherwise) {
        for (String pair : request.query().split("&")) {
            if (pair.startsWith(name + "=")) {
                return Integer.parseInt(pair.substring(name.length() + 1));
            }
        }
        return otherwise;
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    String credentials(String partyId) {
        return """
                {"token": "%s", "url": "%s", "roles": [{"role": "%s", "country_code": "NL", "party_id": "%s",
                 "business_details": {"name": "Robocharge"}}]}""".formatted(token, url("/versions"), role, partyId);
    }

    List<Request> requests(String method, String pathPrefix) {
        return requests.stream()
                .filter(request ->
                        request.method().equals(method) && request.path().startsWith(pathPrefix))
                .toList();
    }

    /// Those that came with a token the partner accepts.
    List<Request> accepted(String method, String pathPrefix) {
        return accepted.stream()
                .filter(request ->
                        request.method().equals(method) && request.path().startsWith(pathPrefix))
                .toList();
    }

    /// As OCPI 2.1.1 has them.
    String flatCredentials(String partyId) {
        return """
                {"token": "%s", "url": "%s", "country_code": "NL", "party_id": "%s",
                 "business_details": {"name": "Robocharge"}}""".formatted(token, url("/versions"), partyId);
    }

    static String data(String json) {
        return "{\"data\":" + json + ",\"status_code\":1000,\"timestamp\":\"2026-05-01T08:00:00Z\"}";
    }

    static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    /// The partners it was go with it: what later tests do is not told to nobody.
    @Override
    public void close() {
        try (Connection connection =
                        CDI.current().select(DataSource.class).get().getConnection();
                PreparedStatement leave = connection.prepareStatement("""
                        UPDATE partner SET status = 'DISCONNECTED' WHERE id IN (
                            SELECT partner_id FROM partner_endpoint WHERE url LIKE ?)
                        """)) {
            leave.setString(1, url("/") + "%");
            leave.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        die();
    }

    /// Cannot be reached any more, and is still our partner.
    void die() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = exchange.getRequestHeaders().entrySet().stream()
                    .collect(Collectors.toMap(
                            header -> header.getKey().toLowerCase(java.util.Locale.ROOT),
                            header -> header.getValue().getFirst()));
            Request request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    String.valueOf(exchange.getRequestURI().getRawQuery()),
                    headers,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            requests.add(request);
            if (!acceptsToken.test(presented(String.valueOf(headers.get("authorization"))))) {
                send(exchange, refusal, "{\"status_code\":2001}");
                return;
            }
            accepted.add(request);
            answer(request).to(exchange, request);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// The token as the partner reads the header, which it does in one way only.
    private String presented(String header) {
        String value = header.startsWith("Token ") ? header.substring("Token ".length()) : "";
        try {
            return acceptsPlainTokensOnly
                    ? value
                    : new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    private Answer answer(Request request) {
        for (String path = request.path(); !path.isEmpty(); path = path.substring(0, path.lastIndexOf('/'))) {
            Answer answer = answers.get(request.method() + " " + path);
            if (answer != null) {
                return answer;
            }
        }
        return request.method().equals("GET")
                ? (exchange, any) -> send(exchange, 200, data("[]"))
                : (exchange, any) -> send(exchange, 200, "{\"status_code\":1000}");
    }

    private String versionList() {
        return java.util.Arrays.stream(versions.split(","))
                .map(version -> "{\"version\":\"%s\",\"url\":\"%s\",\"beta\":null}".formatted(version, url("/details")))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private String details() {
        return "{\"version\":\"2.2.1\",\"endpoints\":["
                + String.join(",", endpoints)
                + (endpoints.isEmpty()
                        ? ""
                        : ",{\"identifier\":\"credentials\",\"role\":\"SENDER\",\"url\":\"" + url("/credentials")
                                + "\"}")
                + "]}";
    }
}
