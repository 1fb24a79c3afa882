package dev.voltaire.api.payment;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.Amount;
import dev.voltaire.idempotency.Idempotency;
import dev.voltaire.identity.Caller;
import dev.voltaire.invoice.Invoice;
import dev.voltaire.invoice.InvoiceRepository;
import dev.voltaire.payment.Payment;
import dev.voltaire.payment.PaymentLink;
import dev.voltaire.payment.PaymentLinks;
import dev.voltaire.payment.PaymentRepository;
import dev.voltaire.payment.Refunds;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// How an invoice is paid.
@Path("/api/v1/invoices/{id}")
@Tag(name = "Payments")
@RunOnVirtualThread
public class InvoicePaymentResource {
    private final SignedInCaller caller;
    private final InvoiceRepository invoices;
    private final PaymentRepository payments;
    private final PaymentLinks links;
    private final Refunds refunds;
    private final Idempotency idempotency;

    @Inject
    InvoicePaymentResource(
            SignedInCaller caller,
            InvoiceRepository invoices,
            PaymentRepository payments,
            PaymentLinks links,
            Refunds refunds,
            Idempotency idempotency) {
        this.caller = caller;
        this.invoices = invoices;
        this.payments = payments;
        this.links = links;
        this.refunds = refunds;
        this.idempotency = idempotency;
    }

    /// What was paid and what is still open; negative when too much was paid.
    @Schema(name = "InvoicePayments")
    public record Body(Amount open, List<PaymentBody> payments, List<Link> links) {}

    /// A payment link; its address is known to whoever made it and to the mail alone.
    @Schema(name = "PaymentLink")
    public record Link(
            UUID id,
            PaymentLink.Status status,
            Instant createdAt,
            Instant expiresAt,
            @Nullable URI url) {
        static Link of(PaymentLink link, @Nullable URI url) {
            return new Link(link.id(), link.status(), link.createdAt(), link.expiresAt(), url);
        }
    }

    /// How much is given back.
    @Schema(name = "RefundRequest")
    public record RefundRequest(@NotNull @Valid Amount amount) {}

    @GET
    @Path("/payments")
    @RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
    @Transactional
    @Operation(summary = "Payments of an invoice, and the links under which it can be paid")
    @APIResponseSchema(Body.class)
    @APIResponse(responseCode = "404", description = "not-found: none, or outside the caller's units")
    public Body payments(@RestPath UUID id) {
        Invoice invoice = invoices.get(id, caller.get().scope());
        return new Body(
                Amount.of(payments.open(invoice)),
                payments.of(id).stream().map(PaymentBody::of).toList(),
                links.of(id).stream().map(link -> Link.of(link, null)).toList());
    }

    @POST
    @Path("/payment-links")
    @RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
    @ResponseStatus(202)
    @Operation(
            summary = "Send a payment link",
            description = "To the billing address of the invoice. The link before stops working.")
    @APIResponse(
            responseCode = "202",
            description = "Made; the mail follows",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Link.class)))
    @APIResponse(responseCode = "404", description = "not-found: none, or outside the caller's units")
    @APIResponse(responseCode = "409", description = "wrong-state: nothing is to be paid; payment-provider-missing")
    public Link link(@RestPath UUID id) {
        PaymentLinks.Made made = links.make(id, caller.get());
        return Link.of(made.link(), made.address());
    }

    @POST
    @Path("/payments/{paymentId}/refunds")
    @RolesAllowed("PLATFORM_OPERATOR")
    @ResponseStatus(202)
    @Transactional
    @Operation(
            summary = "Give an online payment back, wholly or in part",
            description = "It counts once the provider confirms it. Repeating the call with the same Idempotency-Key "
                    + "gives nothing more back.")
    @APIResponse(
            responseCode = "202",
            description = "Requested",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = PaymentBody.class)))
    @APIResponse(responseCode = "404", description = "not-found: none, or outside the caller's units")
    @APIResponse(
            responseCode = "409",
            description = "wrong-state: not paid online; refund-exceeds-payment; idempotency-key-reused")
    public PaymentBody refund(
            @RestPath UUID id,
            @RestPath UUID paymentId,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            @Valid @NotNull RefundRequest request) {
        Caller.SignedIn operator = caller.get();
        Money amount = money(request.amount());
        UUID made = idempotency.once(
                operator.userId(),
                idempotencyKey,
                List.of(paymentId, request.amount().amount()),
                () -> refunds.request(id, paymentId, amount, operator).id());
        Payment refund = payments.findById(made);
        return PaymentBody.of(refund);
    }

    private static Money money(Amount amount) {
        try {
            return Money.of(CurrencyUnit.of(amount.currency()), new BigDecimal(amount.amount()));
        } catch (ArithmeticException | NumberFormatException | IllegalCurrencyException unreadable) {
            throw ProblemException.because(unreadable, Problem.INVALID_PARAMETER, "amount");
        }
    }
}
