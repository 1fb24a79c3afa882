package dev.voltaire.ocpp.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.voltaire.ocpp.connection.Admission.Applicant;
import dev.voltaire.ocpp.connection.Admission.Verdict;
import dev.voltaire.ocpp.wire.OcppVersion;
import dev.voltaire.ocpp.wire.WireJson;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListenerTest {
    private static final byte[] PASSWORD = "s3cret:with:colons".getBytes(StandardCharsets.UTF_8);
    private static final byte[] BINARY = HexFormat.of().parseHex("0001ff803a7f");
    private static final List<String> V16 = List.of("ocpp1.6");

    record Echo(String text) {}

    record Nothing() {}

    private final Vertx vertx = Vertx.vertx();
    private final RecordingJournal journal = new RecordingJournal();
    private final AtomicInteger handled = new AtomicInteger();
    private final AtomicBoolean away = new AtomicBoolean();
    private final AtomicBoolean broken = new AtomicBoolean(true);
    private final Map<String, UUID> chargers = new ConcurrentHashMap<>();
    private FrontDoor door;
    private Switchboard switchboard;
    private int port;

    @BeforeEach
    void open() throws Exception {
        Routes routes = Routes.builder()
                .on("Echo", Echo.class, (_, request) -> {
                    handled.incrementAndGet();
                    if (request.text().equals("slow")) {
                        sleep(300);
                    }
                    if (request.text().equals("broken") && broken.get()) {
                        throw new IllegalStateException("a bug");
                    }
                    if (away.get()) {
                        throw new IllegalStateException(new SQLException("no database", "08006"));
                    }
                    return request;
                })
                .onWithoutStorage("BootNotification", Nothing.class, (_, _) -> new Nothing())
                .withOutbound(Set.of("Reset"));
        switchboard = new Switchboard(
                vertx,
                Map.of(OcppVersion.V16, routes, OcppVersion.V201, routes),
                journal,
                Clock.systemUTC(),
                Duration.ofMillis(700),
                Duration.ofSeconds(3),
                8);
        door = new FrontDoor(
                vertx, switchboard, this::admit, Duration.ofMillis(500), Duration.ofSeconds(1), 65_536, false);
        port = door.open(SecurityProfile.BASIC, "127.0.0.1", 0, 2, new HttpServerOptions())
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        door.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private Verdict admit(Applicant applicant) {
        if (applicant.identity().equals("NOBODY")) {
            return new Verdict.UnknownIdentity();
        }
        if (applicant.identity().equals("FLOOD")) {
            return new Verdict.TooManyFailures(Duration.ofSeconds(30));
        }
        if (applicant.identity().equals("DATABASE-AWAY")) {
            throw new IllegalStateException(new SQLException("no database", "08006"));
        }
        byte[] wanted = applicant.identity().equals("BINARY") ? BINARY : PASSWORD;
        return applicant
                .credentials()
                .filter(given ->
                        given.username().equals(applicant.identity()) && Arrays.equals(given.password(), wanted))
                .<Verdict>map(_ -> new Verdict.Admitted(new Peer(
                        chargers.computeIfAbsent(applicant.identity(), _ -> UUID.randomUUID()),
                        applicant.identity(),
                        applicant.identity().equals("PENDING") ? Standing.PENDING : Standing.ACCEPTED,
                        applicant.identity().equals("ONLY16")
                                ? Set.of(OcppVersion.V16)
                                : EnumSet.allOf(OcppVersion.class),
                        applicant.identity().equals("MUTE") ? Optional.of(OcppVersion.V16) : Optional.empty(),
                        applicant.identity().equals("STRICT"),
                        true,
                        Optional.empty(),
                        Optional.empty())))
                .orElseGet(Verdict.WrongCredentials::new);
    }

    private TestClient connect(String identity) throws Exception {
        TestClient client = connect(identity, V16);
        // The handshake ends for the client before the server has registered the socket.
        waitUntil(() -> switchboard.connections().ofCharger(charger(identity)).isPresent());
        return client;
    }

    private static void waitUntil(BooleanSupplier condition) {
        for (int i = 0; i < 200 && !condition.getAsBoolean(); i++) {
            sleep(10);
        }
    }

    private TestClient connect(String identity, List<String> protocols) throws Exception {
        return TestClient.connect(port, "/ocpp/" + identity, identity, PASSWORD, protocols);
    }

    private UUID charger(String identity) {
        return chargers.getOrDefault(identity, new UUID(0, 0));
    }

    private static WebSocketHandshakeException handshake(Throwable thrown) {
        return (WebSocketHandshakeException) Objects.requireNonNull(thrown.getCause());
    }

    private int refused(String path, String user, byte[] password) {
        try {
            TestClient.connect(port, path, user, password, V16);
            throw new AssertionError("the connection was accepted");
        } catch (Exception e) {
            assertThat(e.getCause()).isInstanceOf(WebSocketHandshakeException.class);
            return handshake(e).getResponse().statusCode();
        }
    }

    @Test
    void everythingWrongIsAnsweredBeforeTheUpgrade() {
        assertThat(refused("/ocpp/NOBODY", "NOBODY", PASSWORD)).isEqualTo(404);
        assertThat(refused("/ocpp/HOME-1", "HOME-1", "wrong".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(401);
        assertThat(refused("/ocpp/HOME-1", "HOME-2", PASSWORD)).isEqualTo(401);
        assertThat(refused("/elsewhere/HOME-1", "HOME-1", PASSWORD)).isEqualTo(404);
        assertThat(refused("/ocpp/a/b", "b", PASSWORD)).isEqualTo(404);
        assertThat(refused("/ocpp/FLOOD", "FLOOD", PASSWORD)).isEqualTo(429);
        assertThat(refused("/ocpp/DATABASE-AWAY", "DATABASE-AWAY", PASSWORD)).isEqualTo(503);
    }

    @Test
    void missingCredentialsAreAskedFor() throws Exception {
        // when
        var thrown = handshake(catchThrowable(() -> TestClient.connect(port, "/ocpp/HOME-1", null, PASSWORD, V16)));

        // then
        assertThat(thrown.getResponse().statusCode()).isEqualTo(401);
        assertThat(thrown.getResponse().headers().firstValue("WWW-Authenticate"))
                .hasValue("Basic realm=\"OCPP\"");
    }

    @Test
    void aBrowserIsToldToUpgrade() throws Exception {
        // when
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ocpp/HOME-1"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        // then
        assertThat(response.statusCode()).isEqualTo(426);
    }

    @Test
    void identitiesArePercentDecodedAndExtraSlashesTolerated() throws Exception {
        TestClient.connect(port, "//ocpp//RDAM%20123/", "RDAM 123", PASSWORD, V16);
        waitUntil(() -> switchboard.connections().size() == 1);
        assertThat(switchboard.connections().size()).isEqualTo(1);
    }

    @Test
    void aBinaryPasswordIsComparedAsBytes() throws Exception {
        TestClient client = TestClient.connect(port, "/ocpp/BINARY", "BINARY", BINARY, V16);
        assertThat(client.ask("[2,\"1\",\"BootNotification\",{}]")).isEqualTo("[3,\"1\",{}]");
    }

    @Test
    void theStationsOrderDecidesTheVersion() throws Exception {
        assertThat(connect("A", List.of("ocpp2.1", "ocpp1.6", "ocpp2.0.1"))
                        .socket()
                        .getSubprotocol())
                .isEqualTo("ocpp1.6");
        assertThat(connect("B", List.of("ocpp2.0.1", "ocpp1.6")).socket().getSubprotocol())
                .isEqualTo("ocpp2.0.1");
        assertThat(connect("ONLY16", List.of("ocpp2.0.1", "ocpp1.6")).socket().getSubprotocol())
                .isEqualTo("ocpp1.6");
    }

    @Test
    void withoutACommonVersionTheHandshakeEndsAndTheSocketIsClosed() throws Exception {
        // when
        TestClient stranger = connect("A", List.of("ocpp1.5"));
        TestClient silent = connect("B", List.of());

        // then
        assertThat(stranger.socket().getSubprotocol()).isEmpty();
        assertThat(stranger.closeCode()).isEqualTo(1002);
        assertThat(silent.closeCode()).isEqualTo(1002);
        assertThat(journal.findings).contains("NO_COMMON_SUBPROTOCOL ", "MISSING_SUBPROTOCOL ");
    }

    @Test
    void aChargerKnownToNameNoVersionIsTakenAsAgreed() throws Exception {
        TestClient client = connect("MUTE", List.of());
        assertThat(client.ask("[2,\"1\",\"Echo\",{\"text\":\"a\"}]")).isEqualTo("[3,\"1\",{\"text\":\"a\"}]");
    }

    @Test
    void aRetriedMessageGetsItsStoredAnswerAndRunsOnce() throws Exception {
        // given
        TestClient client = connect("HOME-1");
        String first = client.ask("[2,\"1\",\"Echo\",{\"text\":\"a\"}]");

        // when
        String again = client.ask("[2,\"1\",\"Echo\",{\"text\":\"a\"}]");
        String other = client.ask("[2,\"1\",\"Echo\",{\"text\":\"b\"}]");

        // then
        assertThat(again).isEqualTo(first);
        assertThat(handled).hasValue(1);
        assertThat(other).startsWith("[4,\"1\",\"ProtocolError\"");
    }

    @Test
    void aMessageThatFailedIsProcessedWhenItComesAgain() throws Exception {
        // given
        TestClient client = connect("HOME-1");
        assertThat(client.ask("[2,\"1\",\"Echo\",{\"text\":\"broken\"}]")).startsWith("[4,\"1\",\"InternalError\",");

        // when
        broken.set(false);

        // then
        assertThat(client.ask("[2,\"1\",\"Echo\",{\"text\":\"broken\"}]")).isEqualTo("[3,\"1\",{\"text\":\"broken\"}]");
    }

    @Test
    void messagesWaitForADatabaseThatIsAwayAndAreAnsweredInOrder() throws Exception {
        // given
        TestClient client = connect("HOME-1");
        away.set(true);

        // when
        client.send("[2,\"1\",\"Echo\",{\"text\":\"a\"}]");
        client.send("[2,\"2\",\"Echo\",{\"text\":\"b\"}]");
        sleep(800);

        // then
        assertThat(client.messages).isEmpty();
        away.set(false);
        assertThat(client.next()).isEqualTo("[3,\"1\",{\"text\":\"a\"}]");
        assertThat(client.next()).isEqualTo("[3,\"2\",{\"text\":\"b\"}]");
    }

    @Test
    void aLongOutageEndsTheConnectionWithoutAnAnswerSoThatTheChargerKeepsItsMessages() throws Exception {
        // given
        TestClient client = connect("HOME-1");
        away.set(true);

        // when
        client.send("[2,\"1\",\"Echo\",{\"text\":\"a\"}]");
        client.send("[2,\"2\",\"Echo\",{\"text\":\"b\"}]");

        // then
        assertThat(client.closeCode()).isEqualTo(1013);
        assertThat(client.messages).isEmpty();
        away.set(false);
        assertThat(connect("HOME-1").ask("[2,\"1\",\"Echo\",{\"text\":\"a\"}]"))
                .isEqualTo("[3,\"1\",{\"text\":\"a\"}]");
    }

    @Test
    void numericIdsAreEchoedAndNullIsAnEmptyPayload() throws Exception {
        TestClient client = connect("HOME-1");
        assertThat(client.ask("[2,1000001,\"Echo\",{\"text\":\"a\"}]")).isEqualTo("[3,1000001,{\"text\":\"a\"}]");
        assertThat(client.ask("[2,\"2\",\"BootNotification\",null]")).isEqualTo("[3,\"2\",{}]");
        assertThat(journal.findings).contains("MESSAGE_ID_NOT_TEXT Echo");
    }

    @Test
    void errorsAreSpelledAsEachVersionWantsThem() throws Exception {
        // given
        TestClient old = connect("OLD");
        TestClient young = connect("YOUNG", List.of("ocpp2.0.1"));

        // then
        assertThat(old.ask("[2,\"1\",\"Echo\",{}]"))
                .startsWith("[4,\"1\",\"OccurenceConstraintViolation\",")
                .endsWith(",{}]");
        assertThat(young.ask("[2,\"1\",\"Echo\",{}]")).startsWith("[4,\"1\",\"OccurrenceConstraintViolation\",");
        assertThat(old.ask("[2,\"2\",\"\",{}]")).startsWith("[4,\"2\",\"FormationViolation\",");
        assertThat(young.ask("[2,\"2\",\"\",{}]")).startsWith("[4,\"2\",\"FormatViolation\",");
        assertThat(young.ask("}{")).startsWith("[4,\"-1\",\"RpcFrameworkError\",");
        assertThat(young.ask("[9,\"3\",\"Echo\",{}]")).startsWith("[4,\"3\",\"MessageTypeNotSupported\",");
        assertThat(old.ask("[2,\"4\",\"Nonsense\",{}]")).startsWith("[4,\"4\",\"NotImplemented\",");
        assertThat(old.ask("[2,\"5\",\"Reset\",{}]")).startsWith("[4,\"5\",\"NotSupported\",");
        assertThat(old.ask("[2,\"6\",\"Echo\",{\"text\":\"broken\"}]")).startsWith("[4,\"6\",\"InternalError\",");
        assertThat(old.ask("[2,\"7\",\"Echo\",[]]")).startsWith("[4,\"7\",\"TypeConstraintViolation\",");
        assertThat(old.ask("[2,\"8\",\"Echo\"]")).startsWith("[4,\"8\",\"ProtocolError\",");
    }

    @Test
    void anUnknownMessageTypeIsIgnoredInOneSix() throws Exception {
        TestClient client = connect("HOME-1");
        client.send("[9,\"1\",\"Echo\",{}]");
        client.send("not json");
        assertThat(client.ask("[2,\"2\",\"BootNotification\",{}]")).isEqualTo("[3,\"2\",{}]");
    }

    @Test
    void aDeviationIsTakenWithAFindingAndRefusedOnlyByAStrictCharger() throws Exception {
        // given
        TestClient lenient = connect("HOME-1");
        TestClient strict = connect("STRICT");

        // then
        assertThat(lenient.ask("[2,\"1\",\"Echo\",{\"text\":5,\"more\":1}]")).isEqualTo("[3,\"1\",{\"text\":\"5\"}]");
        assertThat(journal.findings)
                .contains("SCHEMA_DEVIATION WRONG_TYPE Echo.text", "SCHEMA_DEVIATION UNKNOWN_FIELD Echo.more");
        assertThat(strict.ask("[2,\"1\",\"Echo\",{\"text\":5}]")).startsWith("[4,\"1\",\"TypeConstraintViolation\",");
    }

    @Test
    void aChargerNotYetAcceptedMayOnlyBoot() throws Exception {
        TestClient client = connect("PENDING");
        assertThat(client.ask("[2,\"1\",\"Echo\",{\"text\":\"a\"}]")).startsWith("[4,\"1\",\"SecurityError\",");
        assertThat(client.ask("[2,\"2\",\"BootNotification\",{}]")).isEqualTo("[3,\"2\",{}]");
    }

    @Test
    void theNewestConnectionWinsAndTheOldOneRemovesOnlyItself() throws Exception {
        // given
        TestClient first = connect("HOME-1");

        // when
        TestClient second = connect("HOME-1");

        // then
        assertThat(first.closeCode()).isEqualTo(4409);
        assertThat(second.ask("[2,\"1\",\"BootNotification\",{}]")).isEqualTo("[3,\"1\",{}]");
        assertThat(journal.disconnected).containsExactly(journal.connected.getFirst());
        assertThat(switchboard.connections().ofCharger(charger("HOME-1")))
                .map(ChargerSocket::id)
                .hasValue(journal.connected.getLast());
    }

    @Test
    void callsCrossAndOnlyOneOfOursIsOutstanding() throws Exception {
        // given
        TestClient client = connect("HOME-1");
        ChargerSocket socket =
                switchboard.connections().ofCharger(charger("HOME-1")).orElseThrow();

        // when
        var first = socket.call("Reset", Map.of("type", "Soft"));
        var second = socket.call("Reset", Map.of("type", "Hard"));
        String call = client.next();

        // then: our call does not keep the charger's own from being answered
        assertThat(client.ask("[2,\"1\",\"BootNotification\",{}]")).isEqualTo("[3,\"1\",{}]");
        assertThat(client.messages).isEmpty();
        String id = WireJson.MAPPER.readTree(call).get(1).textValue();
        client.send("[3,\"" + id + "\",{\"status\":\"Accepted\"}]");
        assertThat(first.get(5, TimeUnit.SECONDS)).isInstanceOf(Outcome.Answered.class);
        String next = client.next();
        assertThat(next).contains("Hard");
        client.send("[4,\"" + WireJson.MAPPER.readTree(next).get(1).textValue() + "\",\"InternalError\",\"\",{}]");
        assertThat(second.get(5, TimeUnit.SECONDS)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void aLateAnswerCompletesNothing() throws Exception {
        // given
        TestClient client = connect("HOME-1");
        ChargerSocket socket =
                switchboard.connections().ofCharger(charger("HOME-1")).orElseThrow();
        var call = socket.call("Reset", Map.of("type", "Soft"));
        String id = WireJson.MAPPER.readTree(client.next()).get(1).textValue();

        // when
        assertThat(call.get(5, TimeUnit.SECONDS)).isInstanceOf(Outcome.TimedOut.class);
        client.send("[3,\"" + id + "\",{}]");

        // then
        assertThat(client.ask("[2,\"1\",\"BootNotification\",{}]")).isEqualTo("[3,\"1\",{}]");
        assertThat(journal.findings).contains("UNKNOWN_RESULT ");
    }

    @Test
    void aLostConnectionFailsTheCallsWaitingOnIt() throws Exception {
        // given
        TestClient client = connect("HOME-1");
        ChargerSocket socket =
                switchboard.connections().ofCharger(charger("HOME-1")).orElseThrow();
        var call = socket.call("Reset", Map.of("type", "Soft"));

        // when
        client.socket().abort();

        // then
        assertThat(call.get(5, TimeUnit.SECONDS)).isInstanceOf(Outcome.ConnectionLost.class);
    }

    @Test
    void messagesAreAnsweredInOrderHoweverManyArriveAtOnce() throws Exception {
        // given
        TestClient client = connect("HOME-1");

        // when
        client.send("[2,\"first\",\"Echo\",{\"text\":\"slow\"}]");
        for (int i = 0; i < 200; i++) {
            client.send("[2,\"" + i + "\",\"Echo\",{\"text\":\"a\"}]");
        }

        // then
        assertThat(client.next()).startsWith("[3,\"first\"");
        for (int i = 0; i < 200; i++) {
            assertThat(client.next()).startsWith("[3,\"" + i + "\"");
        }
    }

    @Test
    void aMessageReceivedBeforeTheConnectionBrokeIsStillProcessed() throws Exception {
        // given
        TestClient client = connect("HOME-1");

        // when
        client.send("[2,\"1\",\"Echo\",{\"text\":\"slow\"}]");
        client.send("[2,\"2\",\"Echo\",{\"text\":\"b\"}]");
        sleep(100);
        client.socket().abort();

        // then
        for (int i = 0; i < 50 && handled.get() < 2; i++) {
            sleep(50);
        }
        assertThat(handled).hasValue(2);
    }

    @Test
    void anOversizedMessageEndsTheConnection() throws Exception {
        TestClient client = connect("HOME-1");
        client.send("[2,\"1\",\"Echo\",{\"text\":\"" + "x".repeat(70_000) + "\"}]");
        assertThat(client.closeCode()).isEqualTo(1009);
        assertThat(handled).hasValue(0);
    }

    @Test
    void aChargerThatAnswersPingsStaysAndOneThatDoesNotIsDropped() throws Exception {
        // given
        TestClient alive = connect("ALIVE");
        try (Socket dead = handshakeThenSilence("DEAD")) {

            // when
            sleep(4500);

            // then
            assertThat(alive.ask("[2,\"1\",\"BootNotification\",{}]")).isEqualTo("[3,\"1\",{}]");
            assertThat(switchboard.connections().ofCharger(charger("DEAD"))).isEmpty();
            assertThat(dead.isClosed()).isFalse();
        }
    }

    @Test
    void closingTheDoorTellsChargersToComeBack() throws Exception {
        TestClient client = connect("HOME-1");
        door.close();
        assertThat(client.closeCode()).isEqualTo(1012);
    }

    /// A charger that opens its socket and then never reads or answers anything.
    private Socket handshakeThenSilence(String identity) throws Exception {
        Socket socket = new Socket("127.0.0.1", port);
        String basic =
                Base64.getEncoder().encodeToString((identity + ":s3cret:with:colons").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream()
                .write(String.join(
                                "\r\n",
                                "GET /ocpp/" + identity + " HTTP/1.1",
                                "Host: x",
                                "Upgrade: websocket",
                                "Connection: Upgrade",
                                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                                "Sec-WebSocket-Version: 13",
                                "Sec-WebSocket-Protocol: ocpp1.6",
                                "Authorization: Basic " + basic,
                                "",
                                "")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
                .isEqualTo("HTTP/1.1 101");
        return socket;
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
