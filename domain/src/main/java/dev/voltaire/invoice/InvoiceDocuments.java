package dev.voltaire.invoice;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The documents of invoices: rendered once, kept with their hash, never replaced.
@ApplicationScoped
public class InvoiceDocuments {
    private final EntityManager database;
    private final InvoiceHistory history;
    private final Clock clock;

    @Inject
    InvoiceDocuments(EntityManager database, InvoiceHistory history, Clock clock) {
        this.database = database;
        this.history = history;
        this.clock = clock;
    }

    /// What a document is.
    public enum Type {
        INVOICE,
        SPECIFICATION,
        E_INVOICE
    }

    /// A second rendering is dropped: the first one is the document.
    @Transactional
    public void store(Invoice invoice, Type type, String mediaType, byte[] content) {
        int stored = database.createNativeQuery("""
                        insert into invoice_document (invoice_id, type, media_type, language, content, sha256, created_at)
                        values (:invoice, :type, :mediaType, :language, :content, :hash, :at)
                        on conflict do nothing
                        """)
                .setParameter("invoice", invoice.id())
                .setParameter("type", type.name())
                .setParameter("mediaType", mediaType)
                .setParameter("language", invoice.language().tag())
                .setParameter("content", content)
                .setParameter("hash", sha256(content))
                .setParameter("at", clock.instant())
                .executeUpdate();
        if (stored == 1) {
            history.append(invoice.id(), InvoiceHistory.Type.DOCUMENT_STORED, "system", type.name());
        }
    }

    /// Empty until it has been rendered.
    @Transactional
    public Optional<byte[]> find(UUID invoice, Type type, String mediaType) {
        List<byte[]> found = database.createNativeQuery(
                        "select content from invoice_document where invoice_id = :invoice and type = :type "
                                + "and media_type = :mediaType",
                        byte[].class)
                .setParameter("invoice", invoice)
                .setParameter("type", type.name())
                .setParameter("mediaType", mediaType)
                .getResultList();
        return found.stream().findFirst();
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
