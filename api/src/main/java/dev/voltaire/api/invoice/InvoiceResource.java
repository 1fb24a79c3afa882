package dev.voltaire.api.invoice;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.cdr.MspCdrBody;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.http.Versioned;
import dev.voltaire.cdr.MspCdrs;
import dev.voltaire.driver.ProfileRepository;
import dev.voltaire.invoice.Invoice;
import dev.voltaire.invoice.InvoiceHistory;
import dev.voltaire.invoice.InvoiceRepository;
import dev.voltaire.listing.Page;
import dev.voltaire.organisation.Scope;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Invoices of the caller's organisation units.
@Path("/api/v1/invoices")
@Tag(name = "Invoices")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class InvoiceResource {
    private final SignedInCaller caller;
    private final InvoiceRepository invoices;
    private final InvoiceHistory history;
    private final MspCdrs cdrs;
    private final ProfileRepository profiles;

    @Inject
    InvoiceResource(
            SignedInCaller caller,
            InvoiceRepository invoices,
            InvoiceHistory history,
            MspCdrs cdrs,
            ProfileRepository profiles) {
        this.caller = caller;
        this.invoices = invoices;
        this.history = history;
        this.cdrs = cdrs;
        this.profiles = profiles;
    }

    /// The customer's own name for an invoice; absent removes it.
    @Schema(name = "InvoiceSettings")
    public record Settings(@Nullable @Size(max = 100) String externalId) {}

    @GET
    @Operation(
            summary = "List invoices",
            description = "Sort: issuedAt, number, reference, total, status, type. Newest first.")
    @Parameter(name = "number", in = ParameterIn.QUERY)
    @Parameter(name = "reference", in = ParameterIn.QUERY)
    @Parameter(name = "type", in = ParameterIn.QUERY, description = "DEBIT, CREDIT")
    @Parameter(name = "status", in = ParameterIn.QUERY)
    @Parameter(name = "currency", in = ParameterIn.QUERY)
    @Parameter(name = "orgUnitId", in = ParameterIn.QUERY, description = "The unit and those below it")
    @Parameter(name = "profileId", in = ParameterIn.QUERY)
    @Parameter(name = "totalFrom", in = ParameterIn.QUERY)
    @Parameter(name = "totalTo", in = ParameterIn.QUERY, description = "Inclusive")
    @Parameter(name = "runId", in = ParameterIn.QUERY)
    @Parameter(name = "issuedFrom", in = ParameterIn.QUERY)
    @Parameter(name = "issuedTo", in = ParameterIn.QUERY, description = "Exclusive")
    public Page<InvoiceBody.Summary> list(@BeanParam ListParameters parameters) {
        boolean operator = caller.get().isOperator();
        return invoices.list(parameters.toRequest(), scope()).map(row -> InvoiceBody.Summary.of(row, operator));
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "One invoice")
    @APIResponseSchema(InvoiceBody.class)
    @APIResponse(responseCode = "404", description = "not-found: none, or outside the caller's units")
    public RestResponse<InvoiceBody> get(@RestPath UUID id) {
        Invoice invoice = invoices.get(id, scope());
        return Versioned.ok(body(invoice), invoice.revision());
    }

    @PATCH
    @Path("/{id}")
    @Transactional
    @Operation(summary = "Set the customer's own reference")
    @APIResponse(
            responseCode = "200",
            description = "Set",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = InvoiceBody.class)))
    @APIResponse(responseCode = "412", description = "edit-conflict")
    public RestResponse<InvoiceBody> set(
            @RestPath UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull Settings settings) {
        Invoice invoice = invoices.get(id, scope());
        Versioned.expected(ifMatch).mustBe(invoice.revision());
        invoice.referTo(settings.externalId());
        invoices.flush();
        return Versioned.ok(body(invoice), invoice.revision());
    }

    @GET
    @Path("/{id}/events")
    @Transactional
    @Operation(summary = "What happened to an invoice", description = "Oldest first.")
    public List<InvoiceHistory.Event> events(@RestPath UUID id) {
        return history.of(invoices.get(id, scope()));
    }

    @GET
    @Path("/{id}/cdrs")
    @Operation(
            summary = "The MSP CDRs an invoice charges",
            description = "Sort: as the list of MSP CDRs. 409 wrong-state while the invoice is a draft.")
    public Page<MspCdrBody> cdrs(@RestPath UUID id, @BeanParam ListParameters parameters) {
        finalised(id);
        return cdrs.ofInvoice(id, parameters.toRequest(), scope()).map(MspCdrBody::of);
    }

    private Invoice finalised(UUID id) {
        Invoice invoice = invoices.get(id, scope());
        if (!invoice.isFinal()) {
            throw new ProblemException(Problem.WRONG_STATE, id, invoice.status());
        }
        return invoice;
    }

    private InvoiceBody body(Invoice invoice) {
        return InvoiceBody.of(invoice, InvoiceBeside.of(invoice, caller.get(), invoices, profiles));
    }

    private Scope scope() {
        return caller.get().scope();
    }
}
