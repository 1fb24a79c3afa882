package dev.voltaire.api.payment;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.Amount;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.http.Reference;
import dev.voltaire.listing.Page;
import dev.voltaire.payment.BankStatements;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.Map;
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

/// What our bank booked.
@Path("/api/v1")
@Tag(name = "Payments")
@RolesAllowed("PLATFORM_OPERATOR")
@RunOnVirtualThread
public class BankStatementResource {
    private static final int LARGEST = 20 * 1024 * 1024;

    private final SignedInCaller caller;
    private final BankStatements statements;

    @Inject
    BankStatementResource(SignedInCaller caller, BankStatements statements) {
        this.caller = caller;
        this.statements = statements;
    }

    /// What an import did; `known` counts statements that were imported before and are skipped.
    @Schema(name = "BankStatementImport")
    public record Imported(int statements, int known, Map<BankStatements.Outcome, Integer> entries) {}

    /// One movement on our account.
    @Schema(name = "BankEntry")
    public record Entry(
            UUID id,
            String iban,
            LocalDate bookedOn,
            Amount amount,
            @Nullable String counterparty,
            @Nullable String remittance,
            BankStatements.Outcome outcome,
            @Nullable Reference invoice) {
        static Entry of(BankStatements.Booked booked) {
            return new Entry(
                    booked.id(),
                    booked.iban(),
                    booked.bookedOn(),
                    Amount.of(booked.amount()),
                    booked.counterparty(),
                    booked.remittance(),
                    booked.outcome(),
                    booked.invoiceId() == null
                            ? null
                            : new Reference(booked.invoiceId(), String.valueOf(booked.invoiceNumber())));
        }
    }

    /// Which invoice an entry pays.
    @Schema(name = "BankEntryMatch")
    public record Match(@NotNull UUID invoiceId) {}

    @POST
    @Path("/bank-statements")
    @Consumes({MediaType.APPLICATION_XML, MediaType.TEXT_XML})
    @Operation(
            summary = "Import a bank statement, ISO 20022 camt.053",
            description = "Transfers are matched by the reference or number of the invoice, direct debits by their "
                    + "end-to-end identification. The file is taken as a whole or not at all; at most 20 MB.")
    @APIResponse(
            responseCode = "200",
            description = "Imported",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Imported.class)))
    @APIResponse(responseCode = "413", description = "body-too-large")
    @APIResponse(responseCode = "422", description = "statement-unreadable")
    public Imported load(byte[] file) {
        if (file.length > LARGEST) {
            throw new ProblemException(Problem.BODY_TOO_LARGE);
        }
        BankStatements.Imported imported = statements.load(file, caller.get());
        return new Imported(imported.statements(), imported.known(), imported.entries());
    }

    @GET
    @Path("/bank-entries")
    @Operation(summary = "List what our bank booked", description = "Sort: bookedOn, amount. Newest first.")
    @Parameter(name = "outcome", in = ParameterIn.QUERY, description = "MATCHED, RETURNED, UNMATCHED, IGNORED")
    @Parameter(name = "statementId", in = ParameterIn.QUERY)
    public Page<Entry> list(@BeanParam ListParameters parameters) {
        return statements.list(parameters.toRequest()).map(Entry::of);
    }

    @POST
    @Path("/bank-entries/{id}/match")
    @Operation(summary = "Say which invoice an entry pays")
    @APIResponse(responseCode = "204", description = "Matched")
    @APIResponse(responseCode = "404", description = "not-found: no such entry or invoice")
    @APIResponse(responseCode = "409", description = "wrong-state: matched already, or nothing is to be paid")
    public void match(@RestPath UUID id, @Valid @NotNull Match match) {
        statements.match(id, match.invoiceId(), caller.get());
    }
}
