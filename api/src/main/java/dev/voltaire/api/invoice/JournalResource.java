package dev.voltaire.api.invoice;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.voltaire.invoice.Invoice;
import dev.voltaire.invoice.InvoiceRepository;
import dev.voltaire.invoice.Issuer;
import dev.voltaire.invoice.IssuerRepository;
import dev.voltaire.organisation.Scope;
import dev.voltaire.payment.Payment;
import dev.voltaire.payment.PaymentRepository;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// What the operator's bookkeeping takes over.
@Path("/api/v1/journal")
@Tag(name = "Invoices")
@RolesAllowed("PLATFORM_OPERATOR")
@RunOnVirtualThread
public class JournalResource {
    private final IssuerRepository issuers;
    private final InvoiceRepository invoices;
    private final PaymentRepository payments;
    private final JournalAccounts accounts;

    @Inject
    JournalResource(
            IssuerRepository issuers,
            InvoiceRepository invoices,
            PaymentRepository payments,
            JournalAccounts accounts) {
        this.issuers = issuers;
        this.invoices = invoices;
        this.payments = payments;
        this.accounts = accounts;
    }

    @GET
    @Produces(InvoicePrinting.CSV)
    @Transactional
    @Operation(
            summary = "Invoices and payments of a period as double entries",
            description = "Each document balances. The accounts are set by `voltaire.journal.account.*`.")
    @APIResponse(
            responseCode = "200",
            description = "CSV, UTF-8, decimals with a point",
            content = @Content(mediaType = InvoicePrinting.CSV))
    @APIResponse(responseCode = "400", description = "invalid-parameter: from and to are days, from not after to")
    @APIResponse(responseCode = "404", description = "not-found: no issuer, or several and none named")
    public RestResponse<byte[]> journal(
            @QueryParam("issuerId") @Nullable UUID issuerId,
            @QueryParam("from") @Nullable LocalDate from,
            @QueryParam("to") @Nullable LocalDate to) {
        if (from == null || to == null || from.isAfter(to)) {
            throw new ProblemException(Problem.INVALID_PARAMETER, from == null ? "from" : "to");
        }
        Issuer issuer = issuers.choose(issuerId);
        ZoneId zone = issuer.zone();
        Instant start = from.atStartOfDay(zone).toInstant();
        Instant end = to.plusDays(1).atStartOfDay(zone).toInstant();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CsvWriter csv = CsvWriter.builder().build(new OutputStreamWriter(bytes, StandardCharsets.UTF_8))) {
            Journal journal = new Journal(accounts, csv);
            invoices.issued(issuer.id(), start, end).forEach(journal::invoice);
            for (Payment payment : payments.settled(issuer.id(), start, end)) {
                Invoice invoice = invoices.get(payment.invoiceId(), Scope.EVERYTHING);
                journal.payment(
                        payment,
                        LocalDate.ofInstant(Objects.requireNonNull(payment.settledAt()), zone),
                        String.valueOf(invoice.number()),
                        Objects.requireNonNullElse(
                                invoice.customer().customerNumber(),
                                Long.toString(invoice.customer().unitNumber())));
            }
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return RestResponse.ResponseBuilder.ok(bytes.toByteArray(), InvoicePrinting.CSV)
                .header("Content-Disposition", "attachment; filename=\"journal-" + from + "-" + to + ".csv\"")
                .build();
    }
}
