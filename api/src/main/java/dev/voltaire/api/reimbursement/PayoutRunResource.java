package dev.voltaire.api.reimbursement;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.Amount;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.http.Reference;
import dev.voltaire.listing.Page;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.reimbursement.payout.PayoutRepository;
import dev.voltaire.reimbursement.payout.PayoutRepository.PayoutState;
import dev.voltaire.reimbursement.payout.Payouts;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
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
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// Paying drivers what approved statements say, in euro by SEPA.
@Path("/api/v1/payout-runs")
@Tag(name = "Reimbursements")
@RolesAllowed("PLATFORM_OPERATOR")
@RunOnVirtualThread
public class PayoutRunResource {
    private static final int LARGEST_REPORT = 4 * 1024 * 1024;

    private final SignedInCaller caller;
    private final Payouts payouts;
    private final PayoutRepository repository;

    @Inject
    PayoutRunResource(SignedInCaller caller, Payouts payouts, PayoutRepository repository) {
        this.caller = caller;
        this.payouts = payouts;
        this.repository = repository;
    }

    /// Without an issuer the only one pays, without a unit everybody is paid, without a day today.
    @Schema(name = "PayoutRunRequest")
    public record Request(
            @Nullable UUID issuerId,
            @Nullable UUID orgUnitId,
            @Nullable LocalDate executionOn) {}

    /// A payment file and what became of its payments.
    @Schema(name = "PayoutRun")
    public record Run(
            UUID id,
            UUID issuerId,
            String messageId,
            LocalDate executionOn,
            int payments,
            Amount total,
            int paid,
            int failed,
            String createdBy,
            Instant createdAt) {
        static Run of(PayoutRepository.Run run) {
            return new Run(
                    run.id(),
                    run.issuerId(),
                    run.messageId(),
                    run.executionOn(),
                    run.payments(),
                    Amount.of(run.total()),
                    run.paid(),
                    run.failed(),
                    run.createdBy(),
                    run.createdAt());
        }
    }

    /// The run is absent when nobody could be paid; `left` are drivers who are left out, and why.
    @Schema(name = "PayoutRunOutcome")
    public record Outcome(@Nullable Run run, List<Left> left) {}

    /// A driver who is not paid by the run.
    @Schema(name = "PayoutRunLeft")
    public record Left(Reference profile, Amount amount, Payouts.Reason reason) {
        static Left of(Payouts.Left left) {
            return new Left(new Reference(left.profileId(), left.profileName()), euro(left.amount()), left.reason());
        }

        private static Amount euro(BigDecimal amount) {
            return Amount.of(Money.of(CurrencyUnit.EUR, amount));
        }
    }

    /// One payment.
    @Schema(name = "Payout")
    public record Payment(
            UUID id,
            Reference profile,
            String endToEndId,
            String holder,
            String maskedIban,
            Amount amount,
            PayoutState state,

            @Schema(description = "The bank's reason code") @Nullable
            String reason,

            @Nullable Instant changedAt) {
        static Payment of(PayoutRepository.Payout payout) {
            return new Payment(
                    payout.id(),
                    new Reference(payout.profileId(), payout.profileName()),
                    payout.endToEndId(),
                    payout.holder(),
                    payout.maskedIban(),
                    Amount.of(payout.amount()),
                    payout.state(),
                    payout.reason(),
                    payout.changedAt());
        }
    }

    /// What became of one payment.
    @Schema(name = "PayoutMark")
    public record Mark(
            boolean paid, @Nullable @Size(max = 35) String reason) {}

    @GET
    @Operation(summary = "List payout runs", description = "Sort: createdAt, executionOn, total. Newest first.")
    public Page<Run> list(@BeanParam ListParameters parameters) {
        return repository.runs(parameters.toRequest()).map(Run::of);
    }

    @POST
    @Operation(
            summary = "Pay all approved statements",
            description = "One payment a driver. Statements in another currency are marked paid one by one.")
    @APIResponse(
            responseCode = "200",
            description = "Who is paid, and who is not",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Outcome.class)))
    @APIResponse(responseCode = "404", description = "not-found: no issuer, or several and none named")
    public Outcome run(@Valid @NotNull Request request) {
        Payouts.Outcome outcome =
                payouts.run(request.issuerId(), request.orgUnitId(), request.executionOn(), caller.get());
        UUID run = outcome.runId();
        return new Outcome(
                run == null ? null : Run.of(repository.run(run)),
                outcome.left().stream().map(Left::of).toList());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One payout run")
    @APIResponseSchema(Run.class)
    @APIResponse(responseCode = "404", description = "not-found")
    public Run get(@RestPath UUID id) {
        return Run.of(repository.run(id));
    }

    @GET
    @Path("/{id}/file")
    @Produces("application/xml")
    @Operation(summary = "The payment file for the bank", description = "ISO 20022 pain.001.001.09.")
    @APIResponse(responseCode = "200", description = "As it was made")
    @APIResponse(responseCode = "404", description = "not-found")
    public RestResponse<InputStream> file(@RestPath UUID id) {
        PayoutRepository.Run run = repository.run(id);
        return Download.of(repository.file(id), "application/xml", run.messageId() + ".xml");
    }

    @GET
    @Path("/{id}/payouts")
    @Operation(summary = "The payments of a run", description = "Sort: amount, profile, state.")
    @Parameter(name = "state", in = ParameterIn.QUERY, description = "SENT, PAID, FAILED")
    @Parameter(name = "profileId", in = ParameterIn.QUERY)
    public Page<Payment> payments(@RestPath UUID id, @BeanParam ListParameters parameters) {
        repository.run(id);
        return repository.payouts(id, parameters.toRequest()).map(Payment::of);
    }

    @POST
    @Path("/{id}/mark-paid")
    @Operation(summary = "The bank made all payments that have no outcome yet")
    @APIResponse(
            responseCode = "200",
            description = "Marked",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Run.class)))
    @APIResponse(responseCode = "404", description = "not-found")
    public Run markPaid(@RestPath UUID id) {
        payouts.markPaid(id, caller.get());
        return Run.of(repository.run(id));
    }

    @POST
    @Path("/{id}/payouts/{payoutId}/mark")
    @Operation(
            summary = "Say what became of one payment",
            description = "The statements of one that failed are paid by the next run.")
    @APIResponse(
            responseCode = "200",
            description = "Marked",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Run.class)))
    @APIResponse(responseCode = "404", description = "not-found: also when it has an outcome already")
    public Run mark(@RestPath UUID id, @RestPath UUID payoutId, @Valid @NotNull Mark mark) {
        payouts.mark(id, payoutId, mark.paid(), mark.reason(), caller.get());
        return Run.of(repository.run(id));
    }

    @POST
    @Path("/{id}/status-reports")
    @Consumes("application/xml")
    @Operation(
            summary = "Take in the bank's status report",
            description = "ISO 20022 pain.002 about this run's file. Settled payments are paid, refused ones failed; "
                    + "repeating it changes nothing.")
    @APIResponse(
            responseCode = "200",
            description = "Taken in",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Run.class)))
    @APIResponse(responseCode = "400", description = "malformed-request: not a status report")
    @APIResponse(responseCode = "404", description = "not-found: about another file")
    public Run report(@RestPath UUID id, @NotNull byte[] file) {
        if (file.length > LARGEST_REPORT) {
            throw new ProblemException(Problem.BODY_TOO_LARGE);
        }
        payouts.report(id, file, caller.get());
        return Run.of(repository.run(id));
    }
}
