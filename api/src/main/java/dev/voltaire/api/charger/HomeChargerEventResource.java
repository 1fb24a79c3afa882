package dev.voltaire.api.charger;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.charger.CertificateRequests;
import dev.voltaire.charger.ChargerEvents;
import dev.voltaire.charger.ChargerList;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// What home chargers report of themselves, and what they want signed.
@Path("/api/v1/home-chargers/{chargerId}")
@Tag(name = "Home chargers")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class HomeChargerEventResource {
    private final ChargerList chargers;
    private final ChargerEvents events;
    private final CertificateRequests certificates;
    private final SignedInCaller caller;
    private final Clock clock;

    @Inject
    HomeChargerEventResource(
            ChargerList chargers,
            ChargerEvents events,
            CertificateRequests certificates,
            SignedInCaller caller,
            Clock clock) {
        this.chargers = chargers;
        this.events = events;
        this.certificates = certificates;
        this.caller = caller;
        this.clock = clock;
    }

    @Schema(name = "HomeChargerEvent")
    public record Event(
            UUID id,

            @Schema(description = "The OCPP message, such as SecurityEventNotification or NotifyReport")
            String kind,

            String summary,

            @Schema(description = "By the charger's own clock") @Nullable
            Instant deviceTime,

            Instant receivedAt,

            @Schema(description = "The message as it came") String content) {
        static Event of(ChargerEvents.ChargerEvent event) {
            return new Event(
                    event.id(), event.kind(), event.summary(), event.deviceTime(), event.receivedAt(), event.content());
        }
    }

    @Schema(name = "HomeChargerCertificateRequest")
    public record CertificateRequest(
            UUID id,
            String kind,

            @Schema(description = "PKCS #10 in PEM") String csr,

            Instant receivedAt,

            @Schema(description = "When the charger took a signed certificate") @Nullable
            Instant answeredAt) {
        static CertificateRequest of(CertificateRequests.CertificateRequest request) {
            return new CertificateRequest(
                    request.id(), request.kind(), request.csr(), request.receivedAt(), request.answeredAt());
        }
    }

    @GET
    @Path("/events")
    @Transactional
    @Operation(
            summary = "What it reports: security events, device model, firmware, logs",
            description = "The newest hundred; older ones with the last receivedAt as `before`.")
    public List<Event> events(
            @RestPath UUID chargerId,
            @RestQuery @Size(max = 50) @Nullable String kind,
            @Parameter(description = "Only what came before") @RestQuery @Nullable Instant before) {
        chargers.charger(chargerId, caller.get().scope());
        return events.of(chargerId, kind, before == null ? clock.instant().plusSeconds(1) : before).stream()
                .map(Event::of)
                .toList();
    }

    @GET
    @Path("/certificate-requests")
    @Transactional
    @Operation(
            summary = "What it wants signed",
            description = "The certificate authority answers with the command CERTIFICATE_SIGNED.")
    public List<CertificateRequest> certificateRequests(@RestPath UUID chargerId) {
        chargers.charger(chargerId, caller.get().scope());
        return certificates.of(chargerId).stream().map(CertificateRequest::of).toList();
    }
}
