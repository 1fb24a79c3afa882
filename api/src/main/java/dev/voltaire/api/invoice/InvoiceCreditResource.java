package dev.voltaire.api.invoice;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.Versioned;
import dev.voltaire.driver.ProfileRepository;
import dev.voltaire.idempotency.Idempotency;
import dev.voltaire.identity.Caller;
import dev.voltaire.invoice.Invoice;
import dev.voltaire.invoice.InvoiceCrediting;
import dev.voltaire.invoice.InvoiceRepository;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Credit invoices.
@Path("/api/v1/invoices/{id}")
@Tag(name = "Invoices")
@RunOnVirtualThread
public class InvoiceCreditResource {
    private final SignedInCaller caller;
    private final InvoiceRepository invoices;
    private final InvoiceCrediting crediting;
    private final Idempotency idempotency;
    private final ProfileRepository profiles;

    @Inject
    InvoiceCreditResource(
            SignedInCaller caller,
            InvoiceRepository invoices,
            InvoiceCrediting crediting,
            Idempotency idempotency,
            ProfileRepository profiles) {
        this.caller = caller;
        this.invoices = invoices;
        this.crediting = crediting;
        this.idempotency = idempotency;
        this.profiles = profiles;
    }

    /// What is taken back: the named net amounts of lines, the sessions of credit CDRs, or everything that is left when
    /// neither is named.
    @Schema(name = "InvoiceCreditRequest")
    public record Request(
            @Nullable List<@Valid Line> lines,
            @Nullable List<UUID> mspCdrIds,
            @NotBlank @Size(max = 500) String reason) {}

    /// How much of a line: net, in the currency of the invoice, with the sign of the line.
    @Schema(name = "InvoiceCreditLine")
    public record Line(int position, @NotBlank String net) {
        private BigDecimal amount() {
            try {
                return new BigDecimal(net);
            } catch (NumberFormatException unreadable) {
                throw ProblemException.because(unreadable, Problem.INVALID_PARAMETER, "lines");
            }
        }
    }

    @POST
    @Path("/credit")
    @RolesAllowed("PLATFORM_OPERATOR")
    @Transactional
    @Operation(
            summary = "Credit an invoice, wholly or in part",
            description =
                    "Makes a credit invoice with a number of its own and negative amounts. Repeating the call with "
                            + "the same Idempotency-Key credits nothing more.")
    @APIResponse(
            responseCode = "201",
            description = "Credited",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = InvoiceBody.class)))
    @APIResponse(responseCode = "404", description = "not-found: none, or outside the caller's units")
    @APIResponse(
            responseCode = "409",
            description = "wrong-state: a draft or a credit invoice; credit-exceeds-invoice; idempotency-key-reused")
    public RestResponse<InvoiceBody> credit(
            @RestPath UUID id,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            @Valid @NotNull Request request) {
        Caller.SignedIn operator = caller.get();
        UUID made = idempotency.once(
                operator.userId(),
                idempotencyKey,
                List.of(id, request),
                () -> crediting.credit(id, wanted(request), operator).id());
        Invoice credit = invoices.get(made, operator.scope());
        return Versioned.created(body(credit), credit.revision(), URI.create("/api/v1/invoices/" + made));
    }

    private static InvoiceCrediting.Request wanted(Request request) {
        Map<Integer, BigDecimal> amounts = request.lines() == null
                ? Map.of()
                : request.lines().stream().collect(Collectors.toMap(Line::position, Line::amount, (first, second) -> {
                    throw new ProblemException(Problem.INVALID_PARAMETER, "lines");
                }));
        return new InvoiceCrediting.Request(
                amounts, request.mspCdrIds() == null ? List.of() : request.mspCdrIds(), request.reason());
    }

    @GET
    @Path("/credit-invoice")
    @RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
    @Transactional
    @Operation(summary = "The latest credit invoice of an invoice")
    @APIResponseSchema(InvoiceBody.class)
    @APIResponse(responseCode = "404", description = "not-found: nothing was credited")
    public RestResponse<InvoiceBody> latest(@RestPath UUID id) {
        Invoice original = invoices.get(id, caller.get().scope());
        Invoice credit = crediting.latest(original).orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
        return Versioned.ok(body(credit), credit.revision());
    }

    private InvoiceBody body(Invoice credit) {
        return InvoiceBody.of(credit, InvoiceBeside.of(credit, caller.get(), invoices, profiles));
    }
}
