package dev.voltaire.demo.cpo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The operator's HTTP client: the token as its version writes it, request and correlation ids, routing headers.
final class PeerCalls implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final CpoParty party;
    private final CpoVersion version;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private volatile @Nullable String token;
    private volatile @Nullable CpoParty peer;

    PeerCalls(CpoParty party, CpoVersion version) {
        this.party = party;
        this.version = version;
    }

    void callWith(String newToken) {
        token = newToken;
    }

    void addressTo(JsonNode role) {
        peer = new CpoParty(
                role.path("country_code").asText(), role.path("party_id").asText(), "eMSP");
    }

    OcpiReply get(URI url) throws IOException, InterruptedException {
        return send(request(url).GET());
    }

    OcpiReply put(URI url, JsonNode body) throws IOException, InterruptedException {
        return send(request(url).PUT(BodyPublishers.ofString(OcpiJson.write(body))));
    }

    OcpiReply patch(URI url, JsonNode body) throws IOException, InterruptedException {
        return send(request(url).method("PATCH", BodyPublishers.ofString(OcpiJson.write(body))));
    }

    OcpiReply delete(URI url) throws IOException, InterruptedException {
        return send(request(url).DELETE());
    }

    OcpiReply post(URI url, JsonNode body) throws IOException, InterruptedException {
        return postText(url, OcpiJson.write(body));
    }

    OcpiReply postText(URI url, String body) throws IOException, InterruptedException {
        return send(request(url).POST(BodyPublishers.ofString(body)));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpRequest.Builder request(URI url) {
        var request = HttpRequest.newBuilder(url)
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .header("X-Request-ID", UUID.randomUUID().toString())
                .header("X-Correlation-ID", UUID.randomUUID().toString());
        @Nullable String current = token;
        if (current != null) {
            request.header("Authorization", version.authorization(current));
        }
        @Nullable CpoParty addressee = peer;
        if (addressee != null && !version.isFlat()) {
            request.header("OCPI-from-country-code", party.countryCode())
                    .header("OCPI-from-party-id", party.partyId())
                    .header("OCPI-to-country-code", addressee.countryCode())
                    .header("OCPI-to-party-id", addressee.partyId());
        }
        return request;
    }

    private OcpiReply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new OcpiReply(
                response.statusCode(),
                OcpiJson.read(response.body()),
                response.headers().firstValue("Location"));
    }
}
