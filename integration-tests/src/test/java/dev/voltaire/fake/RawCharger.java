package dev.voltaire.fake;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A charger whose firmware sends whatever it likes, which no well-behaved program can be brought to do.
public final class RawCharger implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int PATIENCE_SECONDS = 20;

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    private RawCharger(URI endpoint, String identity, String password, String protocol) {
        var credentials = (identity + ":" + password).getBytes(StandardCharsets.UTF_8);
        socket = HTTP.newWebSocketBuilder()
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials))
                .subprotocols(protocol)
                .buildAsync(URI.create(endpoint + "/" + identity), this)
                .join();
    }

    public static RawCharger connect(URI endpoint, String identity, String password, String protocol) {
        return new RawCharger(endpoint, identity, password, protocol);
    }

    public RawCharger send(String text) {
        socket.sendText(text, true).join();
        return this;
    }

    public RawCharger sendBinary(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
        return this;
    }

    /// Sends what the server may answer by closing while it is still being sent.
    public RawCharger sendRegardless(String text) {
        socket.sendText(text, true).exceptionally(_ -> socket).join();
        return this;
    }

    /// The next message of the server.
    public String next() {
        try {
            @Nullable String message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("the server said nothing");
            }
            return message;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The code with which the server closes the connection.
    public int closeCode() {
        try {
            return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new AssertionError("the connection was not closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
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

    @Override
    public void close() {
        socket.abort();
    }
}
