package dev.voltaire.api.cdr;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.Amount;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.http.Reference;
import dev.voltaire.cdr.Rerating;
import dev.voltaire.cdr.ReratingRun;
import dev.voltaire.listing.Page;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.problem.Violation;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.time.Instant;
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

/// Rating a period again after a tariff or a plan was wrong: first a report, then the change.
@Path("/api/v1/rerating-runs")
@Tag(name = "Tariff plans")
@RolesAllowed("PLATFORM_OPERATOR")
@RunOnVirtualThread
public class ReratingRunResource {
    private final SignedInCaller caller;
    private final Rerating rerating;

    @Inject
    ReratingRunResource(SignedInCaller caller, Rerating rerating) {
        this.caller = caller;
        this.rerating = rerating;
    }

    /// Which sessions, by their start; `to` is exclusive.
    @Schema(name = "ReratingRequest")
    public record Request(
            @NotBlank @Size(max = 500) String reason,
            @NotNull Instant from,
            @NotNull Instant to,
            @Nullable UUID orgUnitId,
            @Nullable UUID partnerId) {}

    @Schema(name = "ReratingRun")
    public record Body(
            UUID id,
            String reason,
            Instant from,
            Instant to,
            @Nullable UUID orgUnitId,
            @Nullable UUID partnerId,
            ReratingRun.State state,
            int examined,
            int changes,
            int applied,
            int overtaken,
            String createdBy,
            Instant createdAt,
            @Nullable String appliedBy,
            @Nullable Instant finishedAt,
            List<Total> totals,
            List<Action> allowedActions) {
        static Body of(ReratingRun run, List<ReratingRun.Total> totals) {
            return new Body(
                    run.id(),
                    run.reason(),
                    run.from(),
                    run.to(),
                    run.unitId(),
                    run.partnerId(),
                    run.state(),
                    run.examined(),
                    run.changes(),
                    run.applied(),
                    run.overtaken(),
                    run.createdBy(),
                    run.createdAt(),
                    run.appliedBy(),
                    run.finishedAt(),
                    totals.stream().map(Total::of).toList(),
                    run.state() == ReratingRun.State.CALCULATED ? List.of(Action.APPLY) : List.of());
        }
    }

    @Schema(name = "ReratingAction")
    public enum Action {
        APPLY
    }

    /// What the run does to the money of one currency, before tax.
    @Schema(name = "ReratingTotal")
    public record Total(Amount before, Amount after) {
        static Total of(ReratingRun.Total total) {
            return new Total(
                    CdrValues.rounded(total.currency(), total.before()),
                    CdrValues.rounded(total.currency(), total.after()));
        }
    }

    /// One CDR that gets another price; an absent amount is a price that is not available.
    @Schema(name = "ReratingChange")
    public record Change(
            Reference mspCdr,
            int fromVersion,
            @Nullable Amount before,
            @Nullable Amount after,

            @Schema(description = "The version is pinned to an invoice, so it gets a credit")
            boolean invoiced,

            ReratingRun.Outcome outcome) {
        static Change of(ReratingRun.Change change) {
            return new Change(
                    new Reference(change.mspCdrId(), change.cdrId()),
                    change.fromVersion(),
                    CdrValues.amount(change.currency(), change.before()),
                    CdrValues.amount(change.currency(), change.after()),
                    change.invoiced(),
                    change.outcome());
        }
    }

    @GET
    @Operation(summary = "List re-ratings", description = "Sort: createdAt. Newest first. Without totals.")
    @Parameter(name = "state", in = ParameterIn.QUERY)
    public Page<Body> list(@BeanParam ListParameters parameters) {
        return rerating.list(parameters.toRequest()).map(run -> Body.of(run, List.of()));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "How far a re-rating is, and what it does to the totals")
    @APIResponseSchema(Body.class)
    @APIResponse(responseCode = "404", description = "not-found")
    public Body get(@RestPath UUID id) {
        ReratingRun.Report report = rerating.report(id);
        return Body.of(report.run(), report.totals());
    }

    @GET
    @Path("/{id}/changes")
    @Operation(summary = "The CDRs that get another price", description = "Sort: difference, cdrId. Largest first.")
    @Parameter(name = "outcome", in = ParameterIn.QUERY, description = "PLANNED, APPLIED, OVERTAKEN")
    public Page<Change> changes(@RestPath UUID id, @BeanParam ListParameters parameters) {
        UUID run = rerating.report(id).run().id();
        return rerating.changes(run, parameters.toRequest()).map(Change::of);
    }

    @POST
    @Operation(
            summary = "Calculate what rating a period again would change",
            description = "A dry run: nothing changes until it is applied.")
    @APIResponse(
            responseCode = "202",
            description = "Being calculated",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Body.class)))
    public RestResponse<Body> plan(@Valid @NotNull Request request) {
        if (!request.from().isBefore(request.to())) {
            throw ProblemException.invalid(List.of(new Violation("to", "validation.period")));
        }
        UUID id = rerating.plan(
                new Rerating.Period(request.from(), request.to(), request.orgUnitId(), request.partnerId()),
                request.reason(),
                caller.get());
        return accepted(id);
    }

    @POST
    @Path("/{id}/apply")
    @Operation(
            summary = "Apply what was calculated",
            description = "Every CDR gets a new version; a version that was invoiced is taken back by a credit. "
                    + "A CDR that got another version since is left as it is.")
    @APIResponse(
            responseCode = "202",
            description = "Being applied",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Body.class)))
    @APIResponse(responseCode = "409", description = "wrong-state: not calculated, or applied already")
    public RestResponse<Body> apply(@RestPath UUID id) {
        rerating.apply(id, caller.get());
        return accepted(id);
    }

    private RestResponse<Body> accepted(UUID id) {
        return RestResponse.ResponseBuilder.<Body>create(RestResponse.Status.ACCEPTED)
                .entity(get(id))
                .location(URI.create("/api/v1/rerating-runs/" + id))
                .build();
    }
}
