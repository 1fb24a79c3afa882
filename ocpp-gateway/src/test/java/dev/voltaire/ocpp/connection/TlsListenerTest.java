package dev.voltaire.ocpp.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.voltaire.ocpp.connection.Admission.Applicant;
import dev.voltaire.ocpp.connection.Admission.Verdict;
import dev.voltaire.ocpp.wire.OcppVersion;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Security profiles 2 and 3 over real TLS.
class TlsListenerTest {
    private static final byte[] PASSWORD = "s3cret".getBytes(StandardCharsets.UTF_8);
    private static final List<String> V16 = List.of("ocpp1.6");
    private static final Vertx VERTX = Vertx.vertx();

    record Nothing() {}

    @TempDir
    static Path directory;

    private static TestCertificates certificates;
    private static FrontDoor door;
    private static int basic;
    private static int mutual;

    @BeforeAll
    static void open() throws Exception {
        certificates = TestCertificates.make(directory);
        Routes routes = Routes.builder()
                .onWithoutStorage("BootNotification", Nothing.class, (_, _) -> new Nothing())
                .withOutbound(Set.of());
        Switchboard switchboard = new Switchboard(
                VERTX,
                Map.of(OcppVersion.V16, routes),
                new RecordingJournal(),
                Clock.systemUTC(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                8);
        door = new FrontDoor(
                VERTX,
                switchboard,
                TlsListenerTest::admit,
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                65_536,
                false);
        HttpServerOptions tls = new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(
                        KeyCertOptions.wrap((X509KeyManager) certificates.keys("server")[0]));
        basic = opened(SecurityProfile.TLS_WITH_BASIC, tls);
        mutual = opened(
                SecurityProfile.CLIENT_CERTIFICATE,
                new HttpServerOptions(tls)
                        .setClientAuth(ClientAuth.REQUIRED)
                        .setTrustOptions(TrustOptions.wrap(certificates.trust()[0])));
    }

    private static int opened(SecurityProfile profile, HttpServerOptions options) throws Exception {
        return door.open(profile, "127.0.0.1", 0, 1, options)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterAll
    static void close() throws Exception {
        door.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        VERTX.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static Verdict admit(Applicant applicant) {
        boolean proven = applicant.profile() == SecurityProfile.CLIENT_CERTIFICATE
                ? applicant
                        .certificate()
                        .filter(certificate ->
                                certificate.equals(new Admission.Certificate(applicant.identity(), "Voltaire")))
                        .isPresent()
                : applicant
                        .credentials()
                        .filter(given -> given.username().equals(applicant.identity()))
                        .filter(given -> Arrays.equals(given.password(), PASSWORD))
                        .isPresent();
        return proven
                ? new Verdict.Admitted(new Peer(
                        UUID.randomUUID(),
                        applicant.identity(),
                        Standing.ACCEPTED,
                        EnumSet.allOf(OcppVersion.class),
                        Optional.empty(),
                        false,
                        true,
                        Optional.empty(),
                        Optional.empty()))
                : new Verdict.WrongCredentials();
    }

    private static TestClient connect(int port, String identity, @Nullable String certificate, byte[] password)
            throws Exception {
        HttpClient http =
                HttpClient.newBuilder().sslContext(context(certificate)).build();
        return TestClient.connect(http, "wss", port, "/ocpp/" + identity, identity, password, V16);
    }

    private static SSLContext context(@Nullable String certificate) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(certificate == null ? null : certificates.keys(certificate), certificates.trust(), null);
        return context;
    }

    private static int refusal(Throwable thrown) {
        return ((WebSocketHandshakeException) Objects.requireNonNull(thrown.getCause()))
                .getResponse()
                .statusCode();
    }

    @Test
    void basicCredentialsCountOverTls() throws Exception {
        TestClient client = connect(basic, "HOME-1", null, PASSWORD);
        assertThat(client.ask("[2,\"1\",\"BootNotification\",{}]")).isEqualTo("[3,\"1\",{}]");
        assertThat(refusal(catchThrowable(() -> connect(basic, "HOME-1", null, new byte[] {1}))))
                .isEqualTo(401);
    }

    @Test
    void plainTextIsNotSpokenOnATlsPort() {
        assertThat(catchThrowable(() -> TestClient.connect(basic, "/ocpp/HOME-1", "HOME-1", PASSWORD, V16)))
                .isNotNull();
    }

    @Test
    void aChargerProvesItselfByItsCertificate() throws Exception {
        TestClient client = connect(mutual, "HOME-1", "home-1", new byte[0]);
        assertThat(client.ask("[2,\"1\",\"BootNotification\",{}]")).isEqualTo("[3,\"1\",{}]");
    }

    @Test
    void anotherChargersCertificateIsRefused() {
        assertThat(refusal(catchThrowable(() -> connect(mutual, "HOME-1", "home-2", PASSWORD))))
                .isEqualTo(401);
    }

    @Test
    void withoutACertificateOfOurAuthorityThereIsNoConnectionAtAll() {
        assertThat(catchThrowable(() -> connect(mutual, "HOME-1", null, PASSWORD))
                        .getCause())
                .isNotInstanceOf(WebSocketHandshakeException.class);
        assertThat(catchThrowable(() -> connect(mutual, "HOME-1", "stranger", PASSWORD))
                        .getCause())
                .isNotInstanceOf(WebSocketHandshakeException.class);
    }

    @Test
    void newConnectionsMeetTheRenewedCertificateAndOpenOnesStay() throws Exception {
        // given
        TestClient open = connect(basic, "HOME-1", null, PASSWORD);
        assertThat(shownAt(basic)).isEqualTo(certificates.certificate("server"));

        // when
        renew("renewed");

        // then
        assertThat(shownAt(basic)).isEqualTo(certificates.certificate("renewed"));
        assertThat(open.ask("[2,\"1\",\"BootNotification\",{}]")).isEqualTo("[3,\"1\",{}]");
        assertThat(connect(basic, "HOME-1", null, PASSWORD).ask("[2,\"1\",\"BootNotification\",{}]"))
                .isEqualTo("[3,\"1\",{}]");
        renew("server");
    }

    private static void renew(String alias) throws Exception {
        door.renew(
                        SecurityProfile.TLS_WITH_BASIC,
                        new SSLOptions().setKeyCertOptions(KeyCertOptions.wrap((X509KeyManager)
                                certificates.keys(alias)[0])))
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private static Certificate shownAt(int port) throws Exception {
        try (SSLSocket socket = (SSLSocket) context(null).getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    /// 1.0 is 3.1 on the wire (RFC 8446 §4.1.2), and so on.
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void olderVersionsThanOneTwoAreRefused(int minor) throws Exception {
        byte[] answer = answerTo(clientHello(minor));
        assertThat(answer[0]).as("an alert").isEqualTo((byte) 21);
        assertThat(answer[6]).as("protocol_version").isEqualTo((byte) 70);
    }

    @Test
    void oneTwoIsSpoken() throws Exception {
        assertThat(answerTo(clientHello(3))[0]).as("a handshake message").isEqualTo((byte) 22);
    }

    /// By hand: the JDK has no old versions to ask with.
    private static byte[] clientHello(int minor) {
        byte[] suites = HexFormat.of().parseHex("0004c009c02b");
        byte[] extensions = HexFormat.of().parseHex("0016" + "000a000400020017" + "000b00020100" + "000d000400020403");
        ByteBuffer hello = ByteBuffer.allocate(128);
        hello.put((byte) 22).put((byte) 3).put((byte) 1).putShort((short) 0);
        hello.put((byte) 1).put((byte) 0).putShort((short) 0);
        hello.put((byte) 3).put((byte) minor).put(new byte[32]).put((byte) 0);
        hello.put(suites).put((byte) 1).put((byte) 0).put(extensions);
        hello.putShort(3, (short) (hello.position() - 5)).putShort(7, (short) (hello.position() - 9));
        return Arrays.copyOf(hello.array(), hello.position());
    }

    private static byte[] answerTo(byte[] hello) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", basic)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(hello);
            return socket.getInputStream().readNBytes(7);
        }
    }
}
