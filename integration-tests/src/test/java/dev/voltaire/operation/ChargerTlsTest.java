package dev.voltaire.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.voltaire.harness.Demo;
import dev.voltaire.harness.VoltaireLaunch;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Security profiles 2 and 3 of the packaged server, with the demo's own certificate authority.
class ChargerTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String HEARTBEAT = "[2,\"1\",\"Heartbeat\",{}]";

    @Test
    void chargersProveThemselvesOverTlsByPasswordOrByCertificate() throws Exception {
        int basic = freePort();
        int mutual = freePort();
        var launch = VoltaireLaunch.fresh("tls")
                .with("VOLTAIRE_DEMO", "true")
                .with("VOLTAIRE_OCPP_TLS_PORT", String.valueOf(basic))
                .with("VOLTAIRE_OCPP_MUTUAL_TLS_PORT", String.valueOf(mutual))
                .with("VOLTAIRE_OCPP_MUTUAL_TLS_ORGANISATION", "Voltaire Demo");
        try (var voltaire = launch.start().awaitReady()) {
            Path certificates = launch.data().resolve("demo-certificates");

            // chargers of both kinds of keys are served
            for (String suite :
                    new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"}) {
                var parameters = new SSLParameters(new String[] {suite}, new String[] {"TLSv1.2"});
                assertThat(heartbeat(client(certificates, null, parameters), basic, Demo.HOME_CHARGER))
                        .startsWith("[3,\"1\"");
            }
            var modern = new SSLParameters();
            assertThat(heartbeat(client(certificates, "home-0001.p12", modern), mutual, Demo.HOME_CHARGER))
                    .startsWith("[3,\"1\"");
            // a certificate opens its own charger's socket only
            assertThatThrownBy(() -> heartbeat(client(certificates, "home-0001.p12", modern), mutual, "HOME-0002"))
                    .hasCauseInstanceOf(WebSocketHandshakeException.class);
            assertThatThrownBy(() -> heartbeat(client(certificates, null, modern), mutual, Demo.HOME_CHARGER))
                    .hasCauseInstanceOf(IOException.class);
            voltaire.terminate();
        }
    }

    private static String heartbeat(HttpClient client, int port, String identity) throws Exception {
        var answer = new CompletableFuture<String>();
        var credentials = (identity + ":" + Demo.HOME_CHARGER_PASSWORD).getBytes(StandardCharsets.UTF_8);
        var socket = client.newWebSocketBuilder()
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials))
                .subprotocols("ocpp1.6")
                .buildAsync(URI.create("wss://127.0.0.1:" + port + "/ocpp/" + identity), new WebSocket.Listener() {
                    @Override
                    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                        answer.complete(text.toString());
                        return null;
                    }
                })
                .get(10, TimeUnit.SECONDS);
        try {
            socket.sendText(HEARTBEAT, true);
            return answer.get(10, TimeUnit.SECONDS);
        } finally {
            socket.abort();
        }
    }

    private static HttpClient client(Path certificates, @Nullable String own, SSLParameters parameters)
            throws GeneralSecurityException, IOException {
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store(certificates.resolve("trust.p12")));
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        if (own != null) {
            keys.init(store(certificates.resolve(own)), PASSWORD);
        }
        var context = SSLContext.getInstance("TLS");
        context.init(own == null ? null : keys.getKeyManagers(), trust.getTrustManagers(), null);
        return HttpClient.newBuilder()
                .sslContext(context)
                .sslParameters(parameters)
                .build();
    }

    private static KeyStore store(Path file) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(file)) {
            store.load(bytes, PASSWORD);
        }
        return store;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
