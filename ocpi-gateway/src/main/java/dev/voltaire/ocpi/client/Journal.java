package dev.voltaire.ocpi.client;

import dev.voltaire.exchange.Exchange;
import dev.voltaire.exchange.MessageLog;
import dev.voltaire.ocpi.client.PeerClient.Call;
import dev.voltaire.partner.ConnectedPartner;
import dev.voltaire.partner.PartnerEndpoint;
import dev.voltaire.partner.ProtocolVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Notes what we said to partners and what they answered.
@ApplicationScoped
class Journal {
    private final Consumer<Exchange> log;
    private final Clock clock;

    @Inject
    Journal(MessageLog log, Clock clock) {
        this(log::keep, clock);
    }

    Journal(Consumer<Exchange> log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    record Start(Instant at, long nanos) {}

    Start start() {
        return new Start(clock.instant(), System.nanoTime());
    }

    /// @param partner absent in the handshake
    /// @param leftAloneUntil when the partner is not called for a while
    void note(
            Start start,
            Call call,
            PeerReply reply,
            @Nullable ConnectedPartner partner,
            @Nullable Instant leftAloneUntil) {
        PeerHttp.Response response = switch (reply) {
            case PeerReply.Success success -> success.response();
            case PeerReply.Refused refused -> refused.response();
            case PeerReply.Failed failed -> null;
        };
        boolean succeeded = reply instanceof PeerReply.Success;
        ProtocolVersion version = partner == null ? null : partner.version();
        log.accept(new Exchange(
                start.at(),
                partner == null ? null : partner.id(),
                Exchange.Direction.OUT,
                partner == null ? "credentials" : module(partner, call.url()),
                call.method(),
                call.url(),
                response == null ? null : Integer.valueOf(response.status()),
                status(reply),
                succeeded,
                (int) Duration.ofNanos(System.nanoTime() - start.nanos()).toMillis(),
                call.requestId(),
                call.correlationId(),
                succeeded ? null : reply.summary(),
                version == null ? null : version.number(),
                call.body(),
                response == null ? null : response.body(),
                leftAloneUntil,
                null));
    }

    private static @Nullable Integer status(PeerReply reply) {
        return switch (reply) {
            case PeerReply.Success success -> success.response().body().length == 0 ? null : Integer.valueOf(1000);
            case PeerReply.Refused refused -> refused.statusCode();
            case PeerReply.Failed failed -> null;
        };
    }

    /// The endpoint whose address the call begins with; links to further pages may lead elsewhere.
    private static String module(ConnectedPartner partner, String url) {
        Optional<PartnerEndpoint> endpoint = partner.endpoints().stream()
                .filter(candidate -> url.startsWith(candidate.url()))
                .max(Comparator.comparingInt(candidate -> candidate.url().length()));
        return endpoint.map(PartnerEndpoint::identifier).orElse("other");
    }
}
