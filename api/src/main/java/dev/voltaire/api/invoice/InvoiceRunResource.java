package dev.voltaire.api.invoice;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.Amount;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.http.Reference;
import dev.voltaire.invoice.InvoiceRun;
import dev.voltaire.invoice.InvoiceRuns;
import dev.voltaire.invoice.Invoicing;
import dev.voltaire.listing.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// Closing a period.
@Path("/api/v1/invoice-runs")
@Tag(name = "Invoices")
@RolesAllowed("PLATFORM_OPERATOR")
@RunOnVirtualThread
public class InvoiceRunResource {
    private final SignedInCaller caller;
    private final Invoicing invoicing;
    private final InvoiceRuns runs;

    @Inject
    InvoiceRunResource(SignedInCaller caller, Invoicing invoicing, InvoiceRuns runs) {
        this.caller = caller;
        this.invoicing = invoicing;
        this.runs = runs;
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

    /// What the run did, or would do; `left` is what it leaves out, and why; `warnings` name payers whose invoices will
    /// be hard to deliver or to pay.
    @Schema(name = "InvoiceRun")
    public record Body(
            @Nullable UUID id,
            boolean dryRun,
            Instant periodStart,
            Instant periodEnd,
            List<Item> invoices,
            List<Left> left,
            List<Warning> warnings) {

        static Body of(InvoiceRun run) {
            return new Body(
                    run.id(),
                    run.id() == null,
                    run.periodStart(),
                    run.periodEnd(),
                    run.entries().stream()
                            .map(entry -> new Item(
                                    entry.invoiceId(),
                                    new Reference(entry.unitId(), entry.unitLabel()),
                                    entry.sessions(),
                                    Amount.of(entry.net()),
                                    Amount.of(entry.gross())))
                            .toList(),
                    run.left().stream().map(Left::of).toList(),
                    run.warnings().stream().map(Warning::of).toList());
        }
    }

    /// One invoice; the id is absent in a dry run.
    @Schema(name = "InvoiceRunItem")
    public record Item(@Nullable UUID invoiceId, Reference orgUnit, int sessions, Amount net, Amount gross) {}

    /// What is left out: `items` counts sessions, fees and orders.
    @Schema(name = "InvoiceRunLeft")
    public record Left(InvoiceRun.Reason reason, Reference orgUnit, int items) {
        static Left of(InvoiceRun.Left left) {
            return new Left(left.reason(), new Reference(left.unitId(), left.unitLabel()), left.items());
        }
    }

    /// What is wrong with the invoices of a payer.
    @Schema(name = "InvoiceRunWarning")
    public record Warning(InvoiceRun.Flaw flaw, Reference orgUnit) {
        static Warning of(InvoiceRun.Warning warning) {
            return new Warning(warning.flaw(), new Reference(warning.unitId(), warning.unitLabel()));
        }
    }

    /// A run in the list; its invoices are those with its `runId`.
    @Schema(name = "InvoiceRunSummary")
    public record Summary(
            UUID id,
            UUID issuerId,
            Instant periodStart,
            Instant periodEnd,
            InvoiceRuns.State state,
            String startedBy,
            Instant startedAt,
            @Nullable Instant completedAt,
            int invoices,
            List<Left> left,
            List<Warning> warnings) {

        static Summary of(InvoiceRuns.Summary run) {
            return new Summary(
                    run.id(),
                    run.issuerId(),
                    run.periodStart(),
                    run.periodEnd(),
                    run.state(),
                    run.startedBy(),
                    run.startedAt(),
                    run.completedAt(),
                    run.invoices(),
                    run.report() == null
                            ? List.of()
                            : run.report().left().stream().map(Left::of).toList(),
                    run.report() == null
                            ? List.of()
                            : run.report().warnings().stream().map(Warning::of).toList());
        }
    }

    @GET
    @Transactional
    @Operation(summary = "List runs", description = "Sort: startedAt, periodEnd. Newest first.")
    @Parameter(name = "issuerId", in = ParameterIn.QUERY)
    @Parameter(name = "state", in = ParameterIn.QUERY, description = "RUNNING, COMPLETED")
    @Parameter(name = "startedFrom", in = ParameterIn.QUERY)
    @Parameter(name = "startedTo", in = ParameterIn.QUERY, description = "Exclusive")
    public Page<Summary> list(@BeanParam ListParameters parameters) {
        return runs.list(parameters.toRequest()).map(Summary::of);
    }

    @POST
    @Operation(summary = "Close a period", description = "The platform operator only.")
    @APIResponse(
            responseCode = "200",
            description = "Invoices drafted and finalised, or the report of a dry run",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Body.class)))
    @APIResponse(responseCode = "404", description = "not-found: no issuer, or several and none named")
    public Body run(@Valid @NotNull Request request) {
        Invoicing.Period period = new Invoicing.Period(
                request.issuerId(),
                request.periodStart(),
                request.periodEnd(),
                request.orgUnitIds() == null ? List.of() : request.orgUnitIds());
        return Body.of(request.dryRun() ? invoicing.preview(period) : invoicing.close(period, caller.get()));
    }

    @POST
    @Path("/{id}/resume")
    @Operation(
            summary = "Continue a run that was cut off",
            description = "It continues by itself after an hour. What is invoiced already stays as it is.")
    @APIResponse(
            responseCode = "200",
            description = "The run as it ended",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Body.class)))
    @APIResponse(responseCode = "404", description = "not-found")
    public Body resume(@RestPath UUID id) {
        return Body.of(invoicing.resume(id, caller.get()));
    }
}
