import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/// Calls of somebody of the demo world, who signs in again before the access token ends.
final class Api implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SIGNED_IN = Duration.ofMinutes(4);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Server server;
    private final String email;
    private String token;
    private long signedInAt;

    private Api(Server server, String email) throws Exception {
        this.server = server;
        this.email = email;
    }

    static Api of(Server server, String email) throws Exception {
        return new Api(server, email);
    }

    synchronized String token() throws Exception {
        if (token == null || System.nanoTime() - signedInAt > SIGNED_IN.toNanos()) {
            var credentials = JSON.writeValueAsString(Map.of("email", email, "password", "Voltaire-demo-1"));
            token = read(send(HttpRequest.newBuilder(server.http("/api/v1/auth/login"))
                            .POST(HttpRequest.BodyPublishers.ofString(credentials))))
                    .path("accessToken")
                    .asText();
            signedInAt = System.nanoTime();
        }
        return token;
    }

    JsonNode get(String path) throws Exception {
        return read(bytes(path));
    }

    byte[] bytes(String path) throws Exception {
        return send(authorised(path).GET());
    }

    JsonNode post(String path, Object body) throws Exception {
        var json = body == null ? "" : JSON.writeValueAsString(body);
        return read(send(authorised(path).POST(HttpRequest.BodyPublishers.ofString(json))));
    }

    /// Reads the answer to its end and forgets it.
    long length(String path) throws Exception {
        var response = http.send(authorised(path).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                throw new IllegalStateException(path + " answered " + response.statusCode());
            }
            return body.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }

    private HttpRequest.Builder authorised(String path) throws Exception {
        return HttpRequest.newBuilder(server.http(path)).header("Authorization", "Bearer " + token());
    }

    private byte[] send(HttpRequest.Builder request) throws Exception {
        var built = request.header("Content-Type", "application/json").build();
        var response = http.send(built, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(built.uri() + " answered " + response.statusCode() + ": "
                    + new String(response.body(), StandardCharsets.UTF_8));
        }
        return response.body();
    }

    private static JsonNode read(byte[] body) throws Exception {
        return body.length == 0 ? JSON.missingNode() : JSON.readTree(body);
    }

    @Override
    public void close() {
        http.close();
    }
}
