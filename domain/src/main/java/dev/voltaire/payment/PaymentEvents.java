package dev.voltaire.payment;

import dev.voltaire.outbox.Outbox;
import dev.voltaire.payment.PaymentProvider.Forged;
import dev.voltaire.payment.PaymentProvider.Told;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Webhooks of payment providers: checked, stored as they came, each event once, and answered. What they mean follows
/// from the outbox.
@ApplicationScoped
public class PaymentEvents {
    private final PaymentProviders providers;
    private final EntityManager database;
    private final Outbox outbox;
    private final Clock clock;

    @Inject
    PaymentEvents(PaymentProviders providers, EntityManager database, Outbox outbox, Clock clock) {
        this.providers = providers;
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// @param headers by lower-case name
    /// @throws Forged when the provider did not sign it
    public void receive(String providerName, byte[] body, Map<String, String> headers) throws Forged {
        Optional<Told> told = providers.named(providerName).read(body, headers);
        if (told.isPresent()) {
            QuarkusTransaction.requiringNew().run(() -> store(providerName, told.get(), body));
        }
    }

    private void store(String provider, Told told, byte[] body) {
        List<UUID> stored = database.createNativeQuery("""
                        insert into payment_event (provider, event_id, body, received_at, payment_id, payment_reference,
                            what, reference, amount, reason)
                        values (:provider, :event, :body, :now, cast(:payment as uuid), :paymentReference, :what, :reference, :amount, :reason)
                        on conflict do nothing returning id
                        """, UUID.class)
                .setParameter("provider", provider)
                .setParameter("event", told.event())
                .setParameter("body", body)
                .setParameter("now", clock.instant())
                .setParameter(
                        "payment",
                        told.payment() == null ? null : told.payment().toString())
                .setParameter("paymentReference", told.paymentReference())
                .setParameter("what", told.what().name())
                .setParameter("reference", told.reference())
                .setParameter("amount", told.amount())
                .setParameter("reason", told.reason())
                .getResultList();
        stored.forEach(id -> outbox.publish(new PaymentEventReceived(id)));
    }
}
