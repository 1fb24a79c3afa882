package dev.voltaire.api.payment;

import dev.voltaire.payment.PaymentEvents;
import dev.voltaire.payment.PaymentProvider.Forged;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/// What payment providers tell us; they prove who they are by signing it.
@Path("/psp/webhooks/{provider}")
@Tag(name = "Payments")
@PermitAll
@RunOnVirtualThread
public class ProviderWebhookResource {
    private static final int LARGEST = 256 * 1024;

    private final PaymentEvents events;

    @Inject
    ProviderWebhookResource(PaymentEvents events) {
        this.events = events;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "A webhook of a payment provider",
            description = "Stored before it is answered; a repetition is answered alike and does nothing.")
    @APIResponse(responseCode = "204", description = "Stored, or nothing that concerns us")
    @APIResponse(responseCode = "401", description = "unauthenticated: not signed by the provider")
    @APIResponse(responseCode = "409", description = "payment-provider-missing: no such provider")
    @APIResponse(responseCode = "413", description = "body-too-large")
    public void receive(@RestPath String provider, byte[] body, @Context HttpHeaders headers) {
        if (body.length > LARGEST) {
            throw new ProblemException(Problem.BODY_TOO_LARGE);
        }
        Map<String, String> plain = headers.getRequestHeaders().entrySet().stream()
                .filter(header -> !header.getValue().isEmpty())
                .collect(Collectors.toMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT),
                        header -> header.getValue().getFirst(),
                        (first, second) -> first));
        try {
            events.receive(provider, body, plain);
        } catch (Forged forged) {
            throw ProblemException.because(forged, Problem.UNAUTHENTICATED);
        }
    }
}
