package dev.voltaire.api.export;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.export.ExportJob;
import dev.voltaire.export.ExportJobs;
import dev.voltaire.listing.ListRequest;
import dev.voltaire.listing.Page;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

/// Files of CDRs: asked for, written in the background, fetched by whoever asked.
@Path("/api/v1/exports")
@Tag(name = "Exports")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class ExportResource {
    private final SignedInCaller caller;
    private final ExportJobs jobs;

    @Inject
    ExportResource(SignedInCaller caller, ExportJobs jobs) {
        this.caller = caller;
        this.jobs = jobs;
    }

    /// `filters` are those of the list of such CDRs, for example `{"orgUnitId": ["…"], "startFrom":
    /// ["2026-01-01T00:00:00Z"]}`.
    @Schema(name = "ExportRequest")
    public record Request(
            @NotNull ExportJob.Type type,
            @NotNull ExportJob.Format format,
            @Nullable @Size(max = 200) String q,
            @Nullable Map<String, List<String>> filters,

            @Schema(description = "CSV only; default false") @Nullable
            Boolean byteOrderMark) {}

    /// A file asked for; `file` is its link, valid until `expiresAt`.
    @Schema(name = "Export")
    public record Body(
            UUID id,
            ExportJob.Type type,
            ExportJob.Format format,
            ExportJob.State state,
            @Nullable Long rowsTotal,
            long rowsWritten,
            Instant createdAt,
            @Nullable Instant finishedAt,
            @Nullable String file,
            @Nullable Instant expiresAt) {
        static Body of(ExportJob job) {
            return new Body(
                    job.id(),
                    job.type(),
                    job.format(),
                    job.state(),
                    job.rowsTotal(),
                    job.rowsWritten(),
                    job.createdAt(),
                    job.finishedAt(),
                    job.state() == ExportJob.State.DONE ? "/api/v1/exports/" + job.id() + "/file" : null,
                    job.expiresAt());
        }
    }

    @POST
    @Operation(summary = "Ask for a file of CDRs", description = "With the filters of the list of such CDRs.")
    @APIResponse(
            responseCode = "202",
            description = "Being written",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Body.class)))
    public RestResponse<Body> request(@Valid @NotNull Request request) {
        ListRequest selection = new ListRequest(
                request.q(), List.of(), 1, 10, request.filters() == null ? Map.of() : request.filters());
        UUID id = jobs.request(
                request.type(),
                request.format(),
                Boolean.TRUE.equals(request.byteOrderMark()),
                selection,
                caller.get());
        return RestResponse.ResponseBuilder.<Body>create(RestResponse.Status.ACCEPTED)
                .entity(get(id))
                .location(URI.create("/api/v1/exports/" + id))
                .build();
    }

    @GET
    @Operation(summary = "List the files one asked for", description = "Sort: createdAt. Newest first.")
    @Parameter(name = "type", in = ParameterIn.QUERY, description = "CPO_CDR, MSP_CDR")
    @Parameter(name = "state", in = ParameterIn.QUERY, description = "QUEUED, RUNNING, DONE, FAILED, EXPIRED")
    public Page<Body> list(@BeanParam ListParameters parameters) {
        return jobs.list(parameters.toRequest(), caller.get().userId()).map(Body::of);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "How far a file is")
    @APIResponseSchema(Body.class)
    @APIResponse(responseCode = "404", description = "not-found: none, or somebody else asked for it")
    public Body get(@RestPath UUID id) {
        return Body.of(jobs.get(id, caller.get().userId()));
    }

    @GET
    @Path("/{id}/file")
    @Operation(summary = "The file")
    @APIResponse(
            responseCode = "200",
            description = "CSV or XLSX",
            content = {
                @Content(mediaType = "text/csv"),
                @Content(mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
            })
    @APIResponse(responseCode = "404", description = "not-found: none, not written yet, or expired")
    public RestResponse<InputStream> file(@RestPath UUID id) {
        ExportJob job = jobs.get(id, caller.get().userId());
        if (job.state() != ExportJob.State.DONE) {
            throw new ProblemException(Problem.NOT_FOUND);
        }
        String type = switch (job.format()) {
            case CSV -> "text/csv;charset=UTF-8";
            case XLSX -> "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        };
        String name = job.type().name().toLowerCase(Locale.ROOT).replace('_', '-') + "s."
                + job.format().name().toLowerCase(Locale.ROOT);
        return RestResponse.ResponseBuilder.<InputStream>ok(new PieceInput(jobs, id))
                .header("Content-Type", type)
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .build();
    }
}
