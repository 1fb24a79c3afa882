package dev.voltaire.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A small OCPP 1.6J charger with one connector. Commands from the server it declares unsupported.
final class HomeCharger implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int WATT_HOURS_PER_STEP = 31;
    private static final int WATT_HOURS_OFFLINE = 21_400;

    private final HttpClient http;
    private final WebSocket socket;
    private final Frames frames;
    private int meterWattHours = 120_000;

    private HomeCharger(HttpClient http, WebSocket socket, Frames frames) {
        this.http = http;
        this.socket = socket;
        this.frames = frames;
    }

    static HomeCharger connect(URI url, String identity, String password) throws IOException {
        var http = HttpClient.newHttpClient();
        var credentials = identity + ":" + password;
        var basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        var frames = new Frames();
        try {
            var socket = http.newWebSocketBuilder()
                    .header("Authorization", "Basic " + basic)
                    .subprotocols("ocpp1.6")
                    .connectTimeout(ANSWER)
                    .buildAsync(url, frames)
                    .join();
            return new HomeCharger(http, socket, frames);
        } catch (CompletionException refused) {
            http.shutdownNow();
            throw new IOException("the charger cannot connect: " + refused.getCause(), refused);
        }
    }

    void boot(Instant now) throws IOException, InterruptedException {
        call(
                "BootNotification",
                JSON.createObjectNode()
                        .put("chargePointVendor", "Northlight")
                        .put("chargePointModel", "Wall 11")
                        .put("firmwareVersion", "1.4.2"));
        status("Available", now);
    }

    /// A charge of some steps with this card, unless the card is refused.
    void charge(String card, int steps, Duration step, Clock clock) throws IOException, InterruptedException {
        var authorised = call("Authorize", JSON.createObjectNode().put("idTag", card));
        if (!authorised.path("idTagInfo").path("status").asText().equals("Accepted")) {
            return;
        }
        status("Preparing", clock.instant());
        var transaction = begin(card, clock.instant());
        status("Charging", clock.instant());
        for (int done = 0; done < steps; done++) {
            Thread.sleep(step);
            meterWattHours += WATT_HOURS_PER_STEP;
            meterValue(transaction, clock.instant());
        }
        end(transaction, card, clock.instant());
        status("Available", clock.instant());
    }

    /// A charge of the night, when there was no connection.
    void reportOfflineCharge(String card, Instant start, Instant end) throws IOException, InterruptedException {
        var transaction = begin(card, start);
        meterWattHours += WATT_HOURS_OFFLINE;
        meterValue(transaction, end);
        end(transaction, card, end);
    }

    private int begin(String card, Instant at) throws IOException, InterruptedException {
        var started = call(
                "StartTransaction",
                JSON.createObjectNode()
                        .put("connectorId", 1)
                        .put("idTag", card)
                        .put("meterStart", meterWattHours)
                        .put("timestamp", time(at)));
        return started.path("transactionId").asInt();
    }

    private void end(int transaction, String card, Instant at) throws IOException, InterruptedException {
        call(
                "StopTransaction",
                JSON.createObjectNode()
                        .put("transactionId", transaction)
                        .put("idTag", card)
                        .put("meterStop", meterWattHours)
                        .put("timestamp", time(at)));
    }

    void idle(Duration duration, Clock clock) throws IOException, InterruptedException {
        var end = clock.instant().plus(duration);
        while (clock.instant().isBefore(end)) {
            call("Heartbeat", JSON.createObjectNode());
            Thread.sleep(Duration.ofSeconds(30));
        }
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
    }

    private void meterValue(int transaction, Instant now) throws IOException, InterruptedException {
        var values = JSON.createObjectNode().put("connectorId", 1).put("transactionId", transaction);
        values.putArray("meterValue")
                .addObject()
                .put("timestamp", time(now))
                .putArray("sampledValue")
                .addObject()
                .put("value", String.valueOf(meterWattHours))
                .put("measurand", "Energy.Active.Import.Register")
                .put("unit", "Wh");
        call("MeterValues", values);
    }

    private void status(String status, Instant now) throws IOException, InterruptedException {
        call(
                "StatusNotification",
                JSON.createObjectNode()
                        .put("connectorId", 1)
                        .put("errorCode", "NoError")
                        .put("status", status)
                        .put("timestamp", time(now)));
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private JsonNode call(String action, ObjectNode payload) throws IOException, InterruptedException {
        var id = UUID.randomUUID().toString();
        var frame = JSON.createArrayNode().add(2).add(id).add(action).add(payload);
        send(frame);
        while (true) {
            @Nullable JsonNode answer = frames.received.poll(ANSWER.toSeconds(), TimeUnit.SECONDS);
            if (answer == null || answer.isMissingNode()) {
                throw new IOException("no answer to " + action);
            }
            if (answer.path(0).asInt() == 2) {
                send(JSON.createArrayNode()
                        .add(4)
                        .add(answer.path(1).asText())
                        .add("NotSupported")
                        .add("")
                        .add(JSON.createObjectNode()));
            } else if (answer.path(1).asText().equals(id)) {
                return answer.path(2);
            }
        }
    }

    private void send(JsonNode frame) throws IOException {
        try {
            socket.sendText(JSON.writeValueAsString(frame), true).join();
        } catch (CompletionException closed) {
            throw new IOException("the connection has ended", closed);
        }
    }

    /// Puts fragments together and queues whole frames; the end of the connection is a missing one.
    private static final class Frames implements WebSocket.Listener {
        private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
        private final StringBuilder partial = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                try {
                    received.add(JSON.readTree(partial.toString()));
                } catch (IOException notJson) {
                    received.add(JSON.missingNode());
                }
                partial.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            received.add(JSON.missingNode());
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            received.add(JSON.missingNode());
        }
    }
}
