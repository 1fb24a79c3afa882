package dev.voltaire.api.reimbursement;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.listing.Page;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.reimbursement.payout.PayoutAccounts;
import dev.voltaire.reimbursement.statement.Statement;
import dev.voltaire.reimbursement.statement.StatementDocuments;
import dev.voltaire.reimbursement.statement.Statements;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.InputStream;
import java.time.Instant;
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

/// The signed-in driver's monthly statements, and where they are paid.
@Path("/api/v1/me")
@Tag(name = "Me")
@Authenticated
@RunOnVirtualThread
public class OwnStatementResource {
    private final SignedInCaller caller;
    private final Statements statements;
    private final StatementDocuments documents;
    private final PayoutAccounts accounts;

    @Inject
    OwnStatementResource(
            SignedInCaller caller, Statements statements, StatementDocuments documents, PayoutAccounts accounts) {
        this.caller = caller;
        this.statements = statements;
        this.documents = documents;
        this.accounts = accounts;
    }

    /// The account that reimbursements are paid to.
    @Schema(name = "PayoutAccountRequest")
    public record AccountRequest(
            @NotBlank @Size(max = 70) String holder,

            @NotBlank @Size(max = 42) @Schema(description = "Spaces do not matter")
            String iban,

            @Nullable @Size(max = 11) String bic) {
        @Override
        public String toString() {
            return "AccountRequest[redacted]";
        }
    }

    /// The account, its number masked.
    @Schema(name = "PayoutAccount")
    public record Account(
            String holder, String maskedIban, @Nullable String bic, Instant enteredAt) {
        static Account of(PayoutAccounts.Account account) {
            return new Account(account.holder(), account.maskedIban(), account.bic(), account.enteredAt());
        }
    }

    @GET
    @Path("/reimbursement-statements")
    @Operation(summary = "Own statements", description = "Sort: issuedAt, month, amount, kwh, state.")
    @Parameter(name = "month", in = ParameterIn.QUERY, description = "For example 2026-11")
    @Parameter(name = "state", in = ParameterIn.QUERY)
    public Page<StatementBody> list(@BeanParam ListParameters parameters) {
        return statements
                .ofDriver(parameters.toRequest(), caller.get().userId())
                .map(StatementBody::ofOwn);
    }

    @GET
    @Path("/reimbursement-statements/{id}/lines")
    @Operation(summary = "The lines of an own statement")
    @APIResponse(
            responseCode = "200",
            description = "All",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.ARRAY, implementation = Statements.Item.class)))
    @APIResponse(responseCode = "404", description = "not-found")
    public List<Statements.Item> lines(@RestPath UUID id) {
        return statements.items(statements.ownedBy(caller.get().userId(), id));
    }

    @GET
    @Path("/reimbursement-statements/{id}/document")
    @Produces(StatementResource.PDF)
    @Operation(summary = "An own printed statement")
    @APIResponse(responseCode = "200", description = "PDF/A-3")
    @APIResponse(responseCode = "404", description = "not-found: also while it is being rendered")
    public RestResponse<InputStream> document(@RestPath UUID id) {
        Statement statement = statements.ownedBy(caller.get().userId(), id);
        byte[] pdf = documents.find(id).orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
        return Download.of(pdf, StatementResource.PDF, statement.number() + ".pdf");
    }

    @GET
    @Path("/payout-account")
    @Operation(summary = "Where reimbursements are paid", description = "The number is masked, here too.")
    @APIResponseSchema(Account.class)
    @APIResponse(responseCode = "404", description = "not-found: none entered yet")
    public Account account() {
        return accounts.of(caller.get().userId())
                .map(Account::of)
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    @PUT
    @Path("/payout-account")
    @Operation(summary = "Enter the account that reimbursements are paid to")
    @APIResponse(
            responseCode = "200",
            description = "Used from now on",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Account.class)))
    @APIResponse(responseCode = "422", description = "validation-failed: not an IBAN or BIC")
    public Account enter(@Valid @NotNull AccountRequest request) {
        return Account.of(accounts.enter(request.holder(), request.iban(), request.bic(), caller.get()));
    }
}
