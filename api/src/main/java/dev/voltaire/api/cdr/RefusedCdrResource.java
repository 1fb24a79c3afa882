package dev.voltaire.api.cdr;

import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.http.Reference;
import dev.voltaire.cdr.RefusedCdrs;
import dev.voltaire.listing.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// What operators sent as CDRs and had refused.
@Path("/api/v1/refused-cdrs")
@Tag(name = "CDRs")
@RolesAllowed("PLATFORM_OPERATOR")
@RunOnVirtualThread
public class RefusedCdrResource {
    private final RefusedCdrs refused;

    @Inject
    RefusedCdrResource(RefusedCdrs refused) {
        this.refused = refused;
    }

    /// One of them.
    @Schema(name = "RefusedCdr")
    public record Body(
            UUID id,
            Reference partner,
            String countryCode,
            String partyId,
            @Nullable String cdrId,
            @Schema(examples = "missing: cdr_token") String reason,
            Instant firstReceivedAt,
            Instant lastReceivedAt,
            int timesReceived,

            @Nullable @Schema(description = "The real CDR that came later under the same id")
            UUID cpoCdrId) {

        static Body of(RefusedCdrs.RefusedCdr cdr) {
            String partner = cdr.partner() == null ? cdr.countryCode() + "-" + cdr.partyId() : cdr.partner();
            return new Body(
                    cdr.id(),
                    new Reference(cdr.partnerId(), partner),
                    cdr.countryCode(),
                    cdr.partyId(),
                    cdr.cdrId(),
                    cdr.reason(),
                    cdr.firstReceivedAt(),
                    cdr.lastReceivedAt(),
                    cdr.timesReceived(),
                    cdr.cpoCdrId());
        }
    }

    /// What came.
    @Schema(name = "RefusedCdrContent")
    public record Content(
            @Schema(description = "To the byte, as text") String raw) {}

    @GET
    @Operation(
            summary = "List refused CDRs",
            description = "Not a CDR, or without token, times and amounts; the partner was told with 2001. Last"
                    + " received first. Sort: receivedAt.")
    @Parameter(name = "partnerId", in = ParameterIn.QUERY)
    @Parameter(name = "partyId", in = ParameterIn.QUERY)
    @Parameter(name = "corrected", in = ParameterIn.QUERY, description = "true, false: the real one came later")
    @Parameter(name = "receivedAtFrom", in = ParameterIn.QUERY)
    @Parameter(name = "receivedAtTo", in = ParameterIn.QUERY, description = "Exclusive")
    public Page<Body> list(@BeanParam ListParameters parameters) {
        return refused.list(parameters.toRequest()).map(Body::of);
    }

    @GET
    @Path("/{id}/content")
    @Operation(summary = "What was sent")
    @APIResponseSchema(Content.class)
    @APIResponse(responseCode = "404", description = "not-found")
    public Content content(@RestPath UUID id) {
        return new Content(refused.content(id));
    }
}
