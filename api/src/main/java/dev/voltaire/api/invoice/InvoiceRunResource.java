package dev.voltaire.api.invoice;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.Amount;
import dev.voltaire.api.http.Reference;
import dev.voltaire.invoice.InvoiceRun;
import dev.voltaire.invoice.Invoicing;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Closing a period.
@Path("/api/v1/invoice-runs")
@Tag(name = "Invoices")
@RolesAllowed("PLATFORM_OPERATOR")
@RunOnVirtualThread
public class InvoiceRunResource {
    private final SignedInCaller caller;
    private final Invoicing invoicing;

    @Inject
    InvoiceRunResource(SignedInCaller caller, Invoicing invoicing) {
        this.caller = caller;
        this.invoicing = invoicing;
    }

    /// Charging that ended before `periodStart` is late and gets a line of its own; `periodEnd` is exclusive. Without
    /// `orgUnitIds` everybody is invoiced, without `issuerId` the only issuer issues. A dry run changes nothing.
    @Schema(name = "InvoiceRunRequest")
    public record Request(
            @Nullable UUID issuerId,
            @NotNull Instant periodStart,
            @NotNull Instant periodEnd,
            @Nullable List<UUID> orgUnitIds,
            boolean dryRun) {}

    /// What the run did, or would do; `left` is charging it leaves out, and why.
    @Schema(name = "InvoiceRun")
    public record Body(
            @Nullable UUID id,
            boolean dryRun,
            Instant periodStart,
            Instant periodEnd,
            List<Item> invoices,
            List<Left> left) {}

    /// One invoice; the id is absent in a dry run.
    @Schema(name = "InvoiceRunItem")
    public record Item(@Nullable UUID invoiceId, Reference orgUnit, int sessions, Amount net) {}

    /// Charging that is left out.
    @Schema(name = "InvoiceRunLeft")
    public record Left(InvoiceRun.Reason reason, Reference orgUnit, int sessions) {}

    @POST
    @Operation(summary = "Close a period", description = "The platform operator only.")
    @APIResponseSchema(
            value = Body.class,
            responseCode = "200",
            responseDescription = "Invoices drafted and finalised, or the report of a dry run")
    @APIResponse(responseCode = "404", description = "not-found: no issuer, or several and none named")
    public Body run(@Valid @NotNull Request request) {
        Invoicing.Period period = new Invoicing.Period(
                request.issuerId(),
                request.periodStart(),
                request.periodEnd(),
                request.orgUnitIds() == null ? List.of() : request.orgUnitIds());
        InvoiceRun run = request.dryRun() ? invoicing.preview(period) : invoicing.close(period, caller.get());
        return new Body(
                run.id(),
                request.dryRun(),
                run.periodStart(),
                run.periodEnd(),
                run.entries().stream()
                        .map(entry -> new Item(
                                entry.invoiceId(),
                                new Reference(entry.unitId(), entry.unitLabel()),
                                entry.sessions(),
                                Amount.of(entry.net())))
                        .toList(),
                run.left().stream()
                        .map(left -> new Left(
                                left.reason(), new Reference(left.unitId(), left.unitLabel()), left.sessions()))
                        .toList());
    }
}
