package dev.voltaire.ocpp.connection;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A charger made of the JDK's own WebSocket client.
final class TestClient implements WebSocket.Listener {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private @Nullable WebSocket socket;

    static TestClient connect(int port, String path, @Nullable String user, byte[] password, List<String> protocols)
            throws Exception {
        return connect(HTTP, "ws", port, path, user, password, protocols);
    }

    static TestClient connect(
            HttpClient http,
            String scheme,
            int port,
            String path,
            @Nullable String user,
            byte[] password,
            List<String> protocols)
            throws Exception {
        TestClient client = new TestClient();
        WebSocket.Builder builder = http.newWebSocketBuilder();
        if (user != null) {
            byte[] prefix = (user + ":").getBytes(java.nio.charset.StandardCharsets.UTF_8);
            byte[] both = ByteBuffer.allocate(prefix.length + password.length)
                    .put(prefix)
                    .put(password)
                    .array();
            builder.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(both));
        }
        if (!protocols.isEmpty()) {
            builder.subprotocols(
                    protocols.getFirst(), protocols.subList(1, protocols.size()).toArray(String[]::new));
        }
        client.socket = builder.buildAsync(URI.create(scheme + "://127.0.0.1:" + port + path), client)
                .get(5, TimeUnit.SECONDS);
        return client;
    }

    WebSocket socket() {
        return Objects.requireNonNull(socket);
    }

    void send(String text) {
        socket().sendText(text, true).join();
    }

    String next() throws InterruptedException {
        return Objects.requireNonNull(messages.poll(5, TimeUnit.SECONDS), "no message came");
    }

    String ask(String text) throws InterruptedException {
        send(text);
        return next();
    }

    int closeCode() throws Exception {
        return closed.get(5, TimeUnit.SECONDS);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            messages.add(partial.toString());
            partial.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }
}
