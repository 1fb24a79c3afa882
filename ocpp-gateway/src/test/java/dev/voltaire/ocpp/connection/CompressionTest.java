package dev.voltaire.ocpp.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.ocpp.connection.Admission.Verdict;
import dev.voltaire.ocpp.wire.OcppVersion;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 7692: a central system offers it (OCPP 2.0.1 part 4 §3.3), where it is switched on.
class CompressionTest {
    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";

    record Echo(String text) {}

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        finished(vertx.close());
    }

    private static <T> T finished(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private int opened(boolean compression) throws Exception {
        Routes routes = Routes.builder()
                .onWithoutStorage("Echo", Echo.class, (_, request) -> request)
                .withOutbound(Set.of());
        Switchboard switchboard = new Switchboard(
                vertx,
                Map.of(OcppVersion.V16, routes, OcppVersion.V201, routes),
                new RecordingJournal(),
                Clock.systemUTC(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                8);
        Admission anybody = applicant -> new Verdict.Admitted(new Peer(
                UUID.randomUUID(),
                applicant.identity(),
                Standing.ACCEPTED,
                EnumSet.allOf(OcppVersion.class),
                Optional.empty(),
                false,
                true,
                Optional.empty(),
                Optional.empty()));
        FrontDoor door = new FrontDoor(
                vertx, switchboard, anybody, Duration.ofSeconds(30), Duration.ofSeconds(30), 65_536, compression);
        return finished(door.open(SecurityProfile.BASIC, "127.0.0.1", 0, 1, new HttpServerOptions()));
    }

    /// @param agreed which extensions the two agreed on
    private record Connected(WebSocket socket, @Nullable String agreed) {}

    private Connected connected(int port, String protocol) throws Exception {
        return finished(vertx.createWebSocketClient(new WebSocketClientOptions().setTryUsePerMessageCompression(true))
                .connect(new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setURI("/ocpp/HOME-1")
                        .addSubProtocol(protocol))
                .map(socket -> new Connected(socket, socket.headers().get(EXTENSIONS))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ocpp2.0.1", "ocpp1.6"})
    void whoeverAsksForItIsSpokenToInCompressedMessages(String protocol) throws Exception {
        // given
        Connected charger = connected(opened(true), protocol);
        CompletableFuture<String> answer = new CompletableFuture<>();
        charger.socket().textMessageHandler(answer::complete);
        String text = "again and ".repeat(500);

        // when
        charger.socket().writeTextMessage("[2,\"1\",\"Echo\",{\"text\":\"" + text + "\"}]");

        // then
        assertThat(charger.agreed()).contains("permessage-deflate");
        assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo("[3,\"1\",{\"text\":\"" + text + "\"}]");
    }

    @Test
    void switchedOffItIsNotOffered() throws Exception {
        assertThat(connected(opened(false), "ocpp2.0.1").agreed()).isNull();
    }
}
