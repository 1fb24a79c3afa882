package dev.voltaire.api.reimbursement;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.IfMatch;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.http.Versioned;
import dev.voltaire.listing.Page;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.reimbursement.statement.Statement;
import dev.voltaire.reimbursement.statement.StatementClosing;
import dev.voltaire.reimbursement.statement.StatementDeciding;
import dev.voltaire.reimbursement.statement.StatementDocuments;
import dev.voltaire.reimbursement.statement.Statements;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.InputStream;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Monthly statements of what drivers get back.
@Path("/api/v1/reimbursement-statements")
@Tag(name = "Reimbursements")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class StatementResource {
    static final String PDF = "application/pdf";

    private final SignedInCaller caller;
    private final Statements statements;
    private final StatementClosing closing;
    private final StatementDeciding deciding;
    private final StatementDocuments documents;

    @Inject
    StatementResource(
            SignedInCaller caller,
            Statements statements,
            StatementClosing closing,
            StatementDeciding deciding,
            StatementDocuments documents) {
        this.caller = caller;
        this.statements = statements;
        this.closing = closing;
        this.deciding = deciding;
        this.documents = documents;
    }

    /// Without a unit, all the caller's.
    @Schema(name = "ReimbursementClosingRequest")
    public record Closing(
            @NotNull @Pattern(regexp = "\\d{4}-(0[1-9]|1[0-2])") @Schema(examples = "2026-10")
            String month,

            @Nullable UUID orgUnitId) {}

    /// How it was paid.
    @Schema(name = "ManualPayment")
    public record ManualPayment(@NotBlank @Size(max = 100) String reference) {}

    @GET
    @Operation(
            summary = "List statements",
            description = "Sort: issuedAt, month, amount, kwh, state, profile. Newest month first.")
    @Parameter(name = "month", in = ParameterIn.QUERY, description = "For example 2026-11")
    @Parameter(name = "state", in = ParameterIn.QUERY, description = "ISSUED, APPROVED, REJECTED, IN_PAYOUT, PAID")
    @Parameter(name = "currency", in = ParameterIn.QUERY)
    @Parameter(name = "orgUnitId", in = ParameterIn.QUERY, description = "The unit and those below it")
    @Parameter(name = "profileId", in = ParameterIn.QUERY)
    @Parameter(name = "issuedFrom", in = ParameterIn.QUERY)
    @Parameter(name = "issuedTo", in = ParameterIn.QUERY, description = "Exclusive")
    public Page<StatementBody> list(@BeanParam ListParameters parameters) {
        return statements.list(parameters.toRequest(), caller.get().scope()).map(this::body);
    }

    @POST
    @Operation(
            summary = "Close a month",
            description =
                    "Issues a statement to every driver who has lines that no statement has yet; what came late for "
                            + "earlier months is in it. Months close by themselves on the second day after. Repeating it issues "
                            + "nothing twice.")
    @APIResponseSchema(
            value = StatementBody[].class,
            responseCode = "200",
            responseDescription = "The statements issued now")
    @APIResponse(responseCode = "400", description = "invalid-parameter: the month is not over")
    @APIResponse(responseCode = "404", description = "not-found: no such unit")
    public List<StatementBody> close(@Valid @NotNull Closing request) {
        return closing.close(YearMonth.parse(request.month()), request.orgUnitId(), caller.get()).stream()
                .map(id -> body(statements.get(id, caller.get().scope())))
                .toList();
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One statement")
    @APIResponseSchema(StatementBody.class)
    @APIResponse(responseCode = "404", description = "not-found")
    public RestResponse<StatementBody> get(@RestPath UUID id) {
        return answer(statements.get(id, caller.get().scope()));
    }

    @GET
    @Path("/{id}/lines")
    @Operation(summary = "The lines of a statement, in the order they were charged")
    @APIResponse(
            responseCode = "200",
            description = "All",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.ARRAY, implementation = Statements.Item.class)))
    @APIResponse(responseCode = "404", description = "not-found")
    public List<Statements.Item> lines(@RestPath UUID id) {
        return statements.items(statements.get(id, caller.get().scope()));
    }

    @GET
    @Path("/{id}/document")
    @Produces(PDF)
    @Operation(summary = "The printed statement")
    @APIResponse(responseCode = "200", description = "PDF/A-3")
    @APIResponse(responseCode = "404", description = "not-found: also while it is being rendered")
    public RestResponse<InputStream> document(@RestPath UUID id) {
        Statement statement = statements.get(id, caller.get().scope());
        byte[] pdf = documents.find(id).orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
        return Download.of(pdf, PDF, statement.number() + ".pdf");
    }

    @POST
    @Path("/{id}/approve")
    @Operation(
            summary = "Approve a statement",
            description = "The driver is paid by the next payout run, and the company charged by its next invoice.")
    @APIResponse(
            responseCode = "200",
            description = "Approved",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = StatementBody.class)))
    @APIResponse(responseCode = "409", description = "wrong-state")
    public RestResponse<StatementBody> approve(
            @RestPath UUID id, @BeanParam IfMatch seen, @Valid @NotNull DecisionNote decision) {
        return answer(deciding.approve(id, seen.version(), decision.note(), caller.get()));
    }

    @POST
    @Path("/{id}/reject")
    @Operation(summary = "Reject a statement", description = "Its lines are in the statement of the next closing.")
    @APIResponse(
            responseCode = "200",
            description = "Rejected",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = StatementBody.class)))
    @APIResponse(responseCode = "409", description = "wrong-state")
    public RestResponse<StatementBody> reject(
            @RestPath UUID id, @BeanParam IfMatch seen, @Valid @NotNull DecisionNote decision) {
        return answer(deciding.reject(id, seen.version(), decision.note(), caller.get()));
    }

    @POST
    @Path("/{id}/mark-paid")
    @RolesAllowed("PLATFORM_OPERATOR")
    @Operation(summary = "Record a payment made otherwise than by a payout run")
    @APIResponse(
            responseCode = "200",
            description = "Paid",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = StatementBody.class)))
    @APIResponse(responseCode = "409", description = "wrong-state")
    public RestResponse<StatementBody> markPaid(
            @RestPath UUID id, @BeanParam IfMatch seen, @Valid @NotNull ManualPayment payment) {
        return answer(deciding.markPaid(id, seen.version(), payment.reference(), caller.get()));
    }

    private StatementBody body(Statement statement) {
        return StatementBody.of(statement, caller.get().isOperator());
    }

    private RestResponse<StatementBody> answer(Statement statement) {
        return Versioned.ok(body(statement), statement.version());
    }
}
