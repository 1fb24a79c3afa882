package dev.voltaire.payment;

import dev.voltaire.identity.Caller;
import dev.voltaire.invoice.Invoice;
import dev.voltaire.invoice.InvoiceRepository;
import dev.voltaire.organisation.Scope;
import dev.voltaire.outbox.Outbox;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/// Links under which customers pay invoices.
@ApplicationScoped
public class PaymentLinks implements PanacheRepositoryBase<PaymentLink, UUID> {
    private static final int TOKEN_BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final InvoiceRepository invoices;
    private final PaymentRepository payments;
    private final PaymentProviders providers;
    private final Outbox outbox;
    private final Clock clock;
    private final URI publicUrl;

    @Inject
    PaymentLinks(
            InvoiceRepository invoices,
            PaymentRepository payments,
            PaymentProviders providers,
            Outbox outbox,
            Clock clock,
            @ConfigProperty(name = "voltaire.public.url", defaultValue = "http://localhost:8080") URI publicUrl) {
        this.invoices = invoices;
        this.payments = payments;
        this.providers = providers;
        this.outbox = outbox;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    /// @param address where the invoice is paid
    public record Made(PaymentLink link, URI address) {}

    /// Ends the invoice's earlier link and mails a new one to its billing address.
    ///
    /// @throws ProblemException WRONG_STATE when nothing is to be paid, PAYMENT_PROVIDER_MISSING
    @Transactional
    public Made make(UUID invoiceId, Caller caller) {
        providers.chosen();
        Invoice invoice = invoices.getForUpdate(invoiceId, caller.reach());
        if (!invoice.awaitsPayment() || !payments.open(invoice).isPositive()) {
            throw new ProblemException(Problem.WRONG_STATE, invoiceId, invoice.status());
        }
        list("invoiceId = ?1 and status = ?2", invoiceId, PaymentLink.Status.ACTIVE)
                .forEach(PaymentLink::replace);
        flush();
        byte[] random = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        PaymentLink link = new PaymentLink(invoiceId, hash(token), caller.name(), clock.instant());
        persistAndFlush(link);
        outbox.publish(new PaymentLinkCreated(link.id(), token));
        return new Made(link, address(token));
    }

    public URI address(String token) {
        return publicUrl.resolve("/pay/" + token);
    }

    /// The links of an invoice, the newest first.
    public List<PaymentLink> of(UUID invoice) {
        return list("invoiceId = ?1 order by createdAt desc", invoice);
    }

    /// What whoever opens a link gets.
    public sealed interface Opened {
        /// To the provider's page.
        record Pay(URI address) implements Opened {}

        record AlreadyPaid(Invoice invoice) implements Opened {}

        /// Replaced, expired or never given out: an outsider cannot tell which.
        record Unknown() implements Opened {}

        /// The provider does not answer; opening the link again may help.
        record TryLater() implements Opened {}
    }

    private record Attempt(Payment payment, Invoice invoice) {}

    /// Starts a payment, or continues the one that was started under this link. In transactions of its own.
    public Opened open(String token) {
        PaymentLink link = QuarkusTransaction.requiringNew()
                .call(() -> find("tokenHash", hash(token)).firstResult());
        if (link == null) {
            return new Opened.Unknown();
        }
        Invoice paid = QuarkusTransaction.requiringNew().call(() -> {
            Invoice invoice = invoices.get(link.invoiceId(), Scope.EVERYTHING);
            return invoice.awaitsPayment() ? null : invoice;
        });
        if (paid != null && link.status() != PaymentLink.Status.REPLACED) {
            return new Opened.AlreadyPaid(paid);
        }
        Attempt attempt = QuarkusTransaction.requiringNew().call(() -> attempt(link.id()));
        if (attempt == null) {
            return new Opened.Unknown();
        }
        return checkout(attempt, token);
    }

    private @Nullable Attempt attempt(UUID linkId) {
        PaymentLink link = findById(linkId);
        Invoice invoice = invoices.getForUpdate(link.invoiceId(), Scope.EVERYTHING);
        Money open = payments.open(invoice);
        if (!link.worksAt(clock.instant()) || !open.isPositive()) {
            return null;
        }
        Payment payment = payments.pendingOf(link).orElseGet(() -> {
            Payment started =
                    Payment.online(invoice, link, open, providers.chosen().name(), clock.instant());
            payments.persistAndFlush(started);
            return started;
        });
        return new Attempt(payment, invoice);
    }

    private Opened checkout(Attempt attempt, String token) {
        Payment payment = attempt.payment();
        try {
            PaymentProvider.Page page = providers
                    .named(payment.provider())
                    .checkout(new PaymentProvider.Checkout(
                            payment.id(),
                            payment.amount(),
                            String.valueOf(attempt.invoice().number()),
                            attempt.invoice().customer().recipientEmail(),
                            address(token)));
            QuarkusTransaction.requiringNew()
                    .run(() -> payments.findById(payment.id()).knownAs(page.reference()));
            return new Opened.Pay(page.address());
        } catch (PaymentProvider.Unavailable unavailable) {
            return new Opened.TryLater();
        }
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
