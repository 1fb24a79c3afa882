package dev.voltaire.ocpi.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.ocpi.client.PeerClient.Call;
import dev.voltaire.ocpi.http.RoutingHeaders;
import dev.voltaire.outbound.OutboundGuard;
import dev.voltaire.partner.Credential;
import dev.voltaire.partner.PartnerSettings.TokenEncoding;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeerClientTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Credential TOKEN = new Credential("example-token");

    private final FakePeer peer = new FakePeer();
    private final PeerClient client = new PeerClient(
            new PeerHttp(VERTX, new OutboundGuard(List.of("127.0.0.0/8"))),
            new Journal(exchange -> {}, Clock.systemUTC()));

    @AfterEach
    void closePeer() {
        peer.close();
    }

    @AfterAll
    static void closeVertx() {
        VERTX.close();
    }

    @Test
    void theTokenIsBase64EncodedOrPlainAsThePartnerWants() {
        peer.on("/versions", 200, "{\"data\": [], \"status_code\": 1000}");

        get("/versions", TokenEncoding.BASE64);
        get("/versions", TokenEncoding.PLAIN);

        assertThat(peer.seen())
                .extracting(FakePeer.Seen::authorization)
                .containsExactly("Token ZXhhbXBsZS10b2tlbg==", "Token example-token");
        assertThat(peer.seen().getFirst().requestId())
                .isNotEqualTo(peer.seen().getLast().requestId());
    }

    @Test
    void anEmptyListWithAnErrorCodeIsNotAnEmptyList() {
        // given a partner that cannot render one of its objects, as ocpi-python does
        peer.on(
                "/locations",
                200,
                "{\"data\": [], \"status_code\": 3000, \"status_message\": \"Generic server error\"}");

        PeerReply reply = get("/locations", TokenEncoding.BASE64);

        assertThat(reply).isInstanceOfSatisfying(PeerReply.Refused.class, refused -> {
            assertThat(refused.statusCode()).isEqualTo(3000);
            assertThat(refused.isTransient()).isTrue();
        });
    }

    @Test
    void codesOfAPartnersOwnBelongToTheirHundreds() {
        peer.on("/own-success", 200, "{\"status_code\": 1999}");
        peer.on("/own-refusal", 200, "{\"status_code\": 2901, \"status_message\": \"not today\"}");
        peer.on("/own-fault", 200, "{\"status_code\": \"3950\"}");
        peer.on("/nonsense", 200, "{\"status_code\": 999}");

        assertThat(get("/own-success", TokenEncoding.BASE64)).isInstanceOf(PeerReply.Success.class);
        assertThat(refused("/own-refusal").isTransient()).isFalse();
        assertThat(refused("/own-refusal").reason()).isEqualTo("not today");
        assertThat(refused("/own-fault").isTransient()).isTrue();
        assertThat(refused("/nonsense").statusCode()).isEqualTo(999);
    }

    @Test
    void whereNoDataIsDueAnyOrNoneIsTaken() {
        for (String data : List.of("", "\"data\": null, ", "\"data\": \"ok\", ", "\"data\": [1], ", "\"data\": {}, ")) {
            String path = "/tokens/" + Math.abs(data.hashCode());
            peer.on(path, 201, "{" + data + "\"status_code\": 1000}");

            assertThat(get(path, TokenEncoding.BASE64)).as(data).isInstanceOf(PeerReply.Success.class);
        }
    }

    @Test
    void errorsWithoutAnEnvelopeAreUnderstood() {
        peer.on("/fastapi", 422, "{\"detail\": [{\"loc\": [\"body\", \"url\"], \"msg\": \"field required\"}]}");
        peer.on("/proxy", 502, "<html><body>Bad Gateway</body></html>");
        peer.on("/empty", 500, "");

        assertThat(refused("/fastapi").reason()).contains("field required");
        assertThat(refused("/fastapi").isTransient()).isFalse();
        assertThat(refused("/proxy").isTransient()).isTrue();
        assertThat(refused("/empty").httpStatus()).isEqualTo(500);
    }

    @Test
    void anAnswerWithoutABodyIsSuccessWhenItsStatusIs() {
        peer.on("/tokens", 204, "");

        assertThat(get("/tokens", TokenEncoding.BASE64)).isInstanceOf(PeerReply.Success.class);
    }

    @Test
    void aRedirectToTheTrailingSlashIsFollowedWithMethodBodyAndToken() {
        peer.on("/tokens/1/", 200, "{\"status_code\": 1000}");
        peer.on("/tokens/1", exchange -> {
            exchange.getResponseHeaders().add("Location", "/tokens/1/");
            exchange.sendResponseHeaders(307, -1);
        });

        PeerReply reply = client.send(Call.of("PUT", peer.url("/tokens/1"), TOKEN, TokenEncoding.BASE64)
                .carrying(Map.of("uid", "1")));

        assertThat(reply).isInstanceOf(PeerReply.Success.class);
        assertThat(peer.seen().getLast())
                .extracting(FakePeer.Seen::method, FakePeer.Seen::authorization, FakePeer.Seen::body)
                .containsExactly("PUT", "Token ZXhhbXBsZS10b2tlbg==", "{\"uid\":\"1\"}");
    }

    @Test
    void aRedirectElsewhereNeverCarriesTheToken() {
        try (FakePeer thief = new FakePeer()) {
            thief.on("/", 200, "{\"status_code\": 1000}");
            peer.on("/versions", exchange -> {
                exchange.getResponseHeaders().add("Location", thief.url("/").replace("127.0.0.1", "localhost"));
                exchange.sendResponseHeaders(307, -1);
            });

            assertThat(get("/versions", TokenEncoding.BASE64)).isInstanceOf(PeerReply.Failed.class);
            assertThat(thief.seen()).isEmpty();
        }
    }

    @Test
    void otherRedirectsAreAnswersNotInstructions() {
        peer.on("/versions", exchange -> {
            exchange.getResponseHeaders().add("Location", peer.url("/other"));
            exchange.sendResponseHeaders(302, -1);
        });

        assertThat(refused("/versions").httpStatus()).isEqualTo(302);
    }

    @Test
    void aPartnerThatDoesNotAnswerIsGivenUp() {
        peer.on("/slow", exchange -> Thread.sleep(5_000));

        Call call = Call.of("GET", peer.url("/slow"), TOKEN, TokenEncoding.BASE64);
        Call impatient = new Call(
                call.method(),
                call.url(),
                call.credential(),
                call.encoding(),
                RoutingHeaders.NONE,
                null,
                call.requestId(),
                call.correlationId(),
                Duration.ofMillis(300));

        assertThat(client.send(impatient)).isInstanceOf(PeerReply.Failed.class);
    }

    @Test
    void aPrivateAddressIsNotCalledUnlessAllowed() {
        peer.on("/versions", 200, "{\"data\": [], \"status_code\": 1000}");
        PeerClient guarded = new PeerClient(
                new PeerHttp(VERTX, new OutboundGuard(List.of())), new Journal(exchange -> {}, Clock.systemUTC()));

        for (String url : List.of(
                peer.url("/versions"),
                "http://169.254.169.254/latest/meta-data",
                "https://10.0.0.1/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://0x7f000001/",
                "https://user:password@127.0.0.1/",
                "file:///etc/passwd",
                "gopher://127.0.0.1/",
                "not a url")) {
            assertThat(guarded.send(Call.of("GET", url, TOKEN, TokenEncoding.BASE64)))
                    .as(url)
                    .isInstanceOf(PeerReply.Failed.class);
        }
        assertThat(peer.seen()).isEmpty();
    }

    private PeerReply get(String path, TokenEncoding encoding) {
        return client.send(Call.of("GET", peer.url(path), TOKEN, encoding));
    }

    private PeerReply.Refused refused(String path) {
        PeerReply reply = get(path, TokenEncoding.BASE64);
        assertThat(reply).as(reply.summary()).isInstanceOf(PeerReply.Refused.class);
        return (PeerReply.Refused) reply;
    }
}
