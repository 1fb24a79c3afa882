package dev.voltaire.invoice;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
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

    /// Which document: its kind, the structured form where there are several, and how it is written.
    ///
    /// @param form empty except for e-invoices
    public record Key(Type type, String form, String mediaType) {}

    /// A document as it was rendered.
    ///
    /// @param sha256 in hexadecimal digits
    public record Stored(byte[] content, String sha256) {}

    /// What there is of an invoice.
    public record Listed(Type type, String form, String mediaType, int size, String sha256, Instant createdAt) {}

    /// A second rendering is dropped: the first one is the document.
    @Transactional
    public void store(Invoice invoice, Key key, byte[] content) {
        int stored = database.createNativeQuery("""
                        insert into invoice_document (invoice_id, type, form, media_type, language, content, sha256,
                            created_at)
                        values (:invoice, :type, :form, :mediaType, :language, :content, :hash, :at)
                        on conflict do nothing
                        """)
                .setParameter("invoice", invoice.id())
                .setParameter("type", key.type().name())
                .setParameter("form", key.form())
                .setParameter("mediaType", key.mediaType())
                .setParameter("language", invoice.language().tag())
                .setParameter("content", content)
                .setParameter("hash", sha256(content))
                .setParameter("at", clock.instant())
                .executeUpdate();
        if (stored == 1) {
            history.append(
                    invoice.id(),
                    InvoiceHistory.Type.DOCUMENT_STORED,
                    "system",
                    key.type().name());
        }
    }

    /// Empty until it has been rendered.
    @Transactional
    public Optional<Stored> find(UUID invoice, Key key) {
        List<Tuple> found = database.createNativeQuery("""
                        select content, sha256 from invoice_document
                        where invoice_id = :invoice and type = :type and form = :form and media_type = :mediaType
                        """, Tuple.class)
                .setParameter("invoice", invoice)
                .setParameter("type", key.type().name())
                .setParameter("form", key.form())
                .setParameter("mediaType", key.mediaType())
                .getResultList();
        return found.stream()
                .map(row -> new Stored(
                        row.get("content", byte[].class), HexFormat.of().formatHex(row.get("sha256", byte[].class))))
                .findFirst();
    }

    /// Oldest first.
    public List<Listed> of(Invoice invoice) {
        List<Tuple> found = database.createNativeQuery("""
                        select type, form, media_type, octet_length(content) as size, sha256, created_at
                        from invoice_document where invoice_id = :invoice order by created_at, id
                        """, Tuple.class)
                .setParameter("invoice", invoice.id())
                .getResultList();
        return found.stream()
                .map(row -> new Listed(
                        Type.valueOf(row.get("type", String.class)),
                        row.get("form", String.class),
                        row.get("media_type", String.class),
                        row.get("size", Integer.class),
                        HexFormat.of().formatHex(row.get("sha256", byte[].class)),
                        row.get("created_at", Instant.class)))
                .toList();
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
