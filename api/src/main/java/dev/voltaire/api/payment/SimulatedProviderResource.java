package dev.voltaire.api.payment;

import dev.voltaire.payment.PaymentProvider.What;
import dev.voltaire.payment.SimulatedProvider;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/// The page of the simulated payment provider. It is there only where that provider was chosen.
@Path("/simulated-provider/{payment}")
@Tag(name = "Payments")
@PermitAll
@RunOnVirtualThread
public class SimulatedProviderResource {
    private final SimulatedProvider provider;
    private final boolean chosen;

    @Inject
    SimulatedProviderResource(
            SimulatedProvider provider,
            @ConfigProperty(name = "voltaire.payments.provider", defaultValue = "none") String chosen) {
        this.provider = provider;
        this.chosen = SimulatedProvider.NAME.equals(chosen);
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public String page(@RestPath UUID payment) {
        SimulatedProvider.Shown shown = shown(payment);
        return """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>Simulated payment</title></head>
                <body><h1>Simulated payment</h1><p>%s %s</p><form method="post">
                <button name="outcome" value="SUCCEEDED">Pay</button>
                <button name="outcome" value="FAILED">Refuse</button>
                <button name="outcome" value="CHARGED_BACK">Charge back</button>
                <label>The webhook comes after <input name="delay" type="number" min="0" value="0"> seconds</label>
                </form></body></html>
                """.formatted(shown.currency(), shown.amount());
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response end(
            @RestPath UUID payment,
            @FormParam("outcome") What outcome,
            @FormParam("delay") @DefaultValue("0") int delaySeconds) {
        SimulatedProvider.Shown shown = shown(payment);
        provider.end(payment, outcome, "decided by the payer", Duration.ofSeconds(delaySeconds));
        return Response.seeOther(URI.create(shown.returnTo())).build();
    }

    private SimulatedProvider.Shown shown(UUID payment) {
        if (!chosen) {
            throw new ProblemException(Problem.NOT_FOUND);
        }
        return provider.shown(payment).orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }
}
