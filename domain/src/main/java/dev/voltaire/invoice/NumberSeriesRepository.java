package dev.voltaire.invoice;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.UUID;

/// The numbers of issuers: without a gap, each once.
@ApplicationScoped
class NumberSeriesRepository {
    private final EntityManager database;

    @Inject
    NumberSeriesRepository(EntityManager database) {
        this.database = database;
    }

    /// The next number of the issuer. Holds the series until the transaction ends, so that a rolled-back invoice leaves
    /// no gap, and never goes back in time.
    Numbered next(UUID issuer, Instant now) {
        database.createNativeQuery("""
                        insert into invoice_number_series (issuer_id, last_number, last_issued_at)
                        values (:issuer, 0, :now) on conflict do nothing
                        """)
                .setParameter("issuer", issuer)
                .setParameter("now", now)
                .executeUpdate();
        Tuple row = (Tuple) database.createNativeQuery("""
                        update invoice_number_series
                        set last_number = last_number + 1, last_issued_at = greatest(last_issued_at, :now)
                        where issuer_id = :issuer
                        returning last_number, last_issued_at
                        """, Tuple.class)
                .setParameter("issuer", issuer)
                .setParameter("now", now)
                .getSingleResult();
        return new Numbered(row.get(0, Long.class), row.get(1, Instant.class));
    }

    record Numbered(long number, Instant issuedAt) {}
}
