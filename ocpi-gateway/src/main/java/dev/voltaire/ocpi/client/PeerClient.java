package dev.voltaire.ocpi.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.voltaire.ocpi.http.AuthorizationHeader;
import dev.voltaire.ocpi.http.OcpiFailure;
import dev.voltaire.ocpi.http.OcpiJson;
import dev.voltaire.ocpi.http.RoutingHeaders;
import dev.voltaire.partner.Credential;
import dev.voltaire.partner.PartnerSettings.TokenEncoding;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One OCPI request to a partner's endpoint: headers out, envelope in.
@ApplicationScoped
public class PeerClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int LONGEST_REASON = 500;

    private final PeerHttp http;
    private final Journal journal;

    @Inject
    PeerClient(PeerHttp http, Journal journal) {
        this.http = http;
        this.journal = journal;
    }

    /// @param body the JSON to send; absent for GET and DELETE
    public record Call(
            String method,
            String url,
            Credential credential,
            TokenEncoding encoding,
            RoutingHeaders routing,
            byte @Nullable [] body,
            String requestId,
            String correlationId,
            Duration timeout) {

        public static Call of(String method, String url, Credential credential, TokenEncoding encoding) {
            return new Call(
                    method,
                    url,
                    credential,
                    encoding,
                    RoutingHeaders.NONE,
                    null,
                    UUID.randomUUID().toString(),
                    UUID.randomUUID().toString(),
                    TIMEOUT);
        }

        public Call routed(RoutingHeaders newRouting) {
            return new Call(method, url, credential, encoding, newRouting, body, requestId, correlationId, timeout);
        }

        public Call presenting(Credential other) {
            return new Call(method, url, other, encoding, routing, body, requestId, correlationId, timeout);
        }

        public Call carrying(Object json) {
            return new Call(
                    method,
                    url,
                    credential,
                    encoding,
                    routing,
                    OcpiJson.write(json),
                    requestId,
                    correlationId,
                    timeout);
        }
    }

    /// To somebody who is not a partner yet, or about the partnership itself.
    public PeerReply send(Call call) {
        Journal.Start start = journal.start();
        PeerReply reply = transmit(call);
        journal.note(start, call, reply, null, null);
        return reply;
    }

    /// Without a note in the message log, which the caller takes.
    PeerReply transmit(Call call) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(
                "Authorization",
                switch (call.encoding()) {
                    case BASE64 -> AuthorizationHeader.base64(call.credential().secret());
                    case PLAIN -> AuthorizationHeader.plain(call.credential().secret());
                });
        headers.put("Accept", "application/json");
        headers.put("X-Request-ID", call.requestId());
        headers.put("X-Correlation-ID", call.correlationId());
        headers.putAll(call.routing().asMap());
        if (call.body() != null) {
            headers.put("Content-Type", "application/json");
        }
        try {
            return read(http.exchange(call.method(), call.url(), headers, call.body(), call.timeout()));
        } catch (PeerHttp.Unreachable unreachable) {
            return new PeerReply.Failed(unreachable.reason());
        }
    }

    static PeerReply read(PeerHttp.Response response) {
        JsonNode envelope = response.body().length == 0 ? MissingNode.getInstance() : parse(response.body());
        Integer statusCode = statusCode(envelope);
        // 204 and bodiless 2xx answers to a push mean it was done
        boolean accepted = statusCode == null ? response.body().length == 0 : statusCode >= 1000 && statusCode < 2000;
        if (response.isSuccess() && accepted) {
            return new PeerReply.Success(envelope.path("data"), response);
        }
        return new PeerReply.Refused(response.status(), statusCode, reason(envelope, response), response);
    }

    private static JsonNode parse(byte[] body) {
        try {
            return OcpiJson.parse(body);
        } catch (OcpiFailure notJson) {
            return MissingNode.getInstance();
        }
    }

    private static @Nullable Integer statusCode(JsonNode envelope) {
        JsonNode code = envelope.path("status_code");
        if (code.canConvertToInt()) {
            return code.intValue();
        }
        return code.isTextual() && code.textValue().matches("[0-9]{4}") ? Integer.valueOf(code.textValue()) : null;
    }

    /// Whatever text the partner gave, in an envelope or not: frameworks answer `{"detail": …}`, proxies HTML.
    private static String reason(JsonNode envelope, PeerHttp.Response response) {
        for (String field : new String[] {"status_message", "message", "detail", "error"}) {
            JsonNode text = envelope.path(field);
            if (!text.isMissingNode() && !text.isNull()) {
                return shorten(text.isTextual() ? text.textValue() : text.toString());
            }
        }
        return response.isSuccess() ? "no OCPI envelope" : "";
    }

    private static String shorten(String text) {
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON);
    }
}
