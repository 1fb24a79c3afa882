package dev.voltaire.reimbursement;

import dev.voltaire.audit.Audit;
import dev.voltaire.identity.Caller;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Documents that prove a price: kept as they were uploaded, with their hash, and served as downloads only.
@ApplicationScoped
public class HomeEnergyPriceProofs {
    private static final int LARGEST = 4 * 1024 * 1024;
    private static final int MOST = 5;

    private final Sql sql;
    private final Audit audit;
    private final Clock clock;

    @Inject
    HomeEnergyPriceProofs(Sql sql, Audit audit, Clock clock) {
        this.sql = sql;
        this.audit = audit;
        this.clock = clock;
    }

    /// What may be uploaded, told by its first bytes and not by what the sender calls it.
    public enum Kind {
        PDF("application/pdf", "255044462d"),
        PNG("image/png", "89504e470d0a1a0a"),
        JPEG("image/jpeg", "ffd8ff");

        private final String mediaType;
        private final byte[] start;

        Kind(String mediaType, String start) {
            this.mediaType = mediaType;
            this.start = HexFormat.of().parseHex(start);
        }

        public String mediaType() {
            return mediaType;
        }

        static Kind of(byte[] content) {
            return Arrays.stream(values())
                    .filter(kind -> content.length > kind.start.length
                            && Arrays.equals(content, 0, kind.start.length, kind.start, 0, kind.start.length))
                    .findFirst()
                    .orElseThrow(() -> new ProblemException(Problem.UNSUPPORTED_MEDIA_TYPE));
        }
    }

    /// @param sha256 in hexadecimal digits
    public record Proof(
            UUID id,
            String fileName,
            String mediaType,
            int size,
            String sha256,
            String uploadedBy,
            Instant uploadedAt) {}

    /// A document and what to call it.
    public record Content(String fileName, String mediaType, byte[] bytes) {}

    /// The caller has made sure that the price is within reach.
    ///
    /// @throws ProblemException BODY_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, TOO_MANY_REQUESTS after five documents
    @Transactional
    public List<Proof> add(HomeEnergyPrice price, String fileName, byte[] content, Caller caller) {
        if (content.length > LARGEST) {
            throw new ProblemException(Problem.BODY_TOO_LARGE);
        }
        Kind kind = Kind.of(content);
        if (price.proofs() >= MOST) {
            throw new ProblemException(Problem.TOO_MANY_REQUESTS);
        }
        sql.update(
                """
                INSERT INTO home_energy_price_proof (price_id, file_name, media_type, content, sha256, uploaded_by,
                    uploaded_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                price.id(),
                plain(fileName),
                kind.mediaType(),
                content,
                sha256(content),
                caller.name(),
                clock.instant());
        audit.record(
                "home-energy-price-proved",
                "home-energy-price",
                price.id(),
                price.organisationUnitId(),
                Map.of("sha256", HexFormat.of().formatHex(sha256(content))));
        return of(price);
    }

    /// Oldest first.
    public List<Proof> of(HomeEnergyPrice price) {
        return sql.query(
                """
                SELECT id, file_name, media_type, length(content) AS size, sha256, uploaded_by, uploaded_at
                FROM home_energy_price_proof WHERE price_id = ? ORDER BY uploaded_at, id
                """,
                row -> new Proof(
                        Sql.id(row, "id"),
                        row.getString("file_name"),
                        row.getString("media_type"),
                        row.getInt("size"),
                        HexFormat.of().formatHex(row.getBytes("sha256")),
                        row.getString("uploaded_by"),
                        Sql.requiredInstant(row, "uploaded_at")),
                price.id());
    }

    public Content content(HomeEnergyPrice price, UUID proofId) {
        return sql.first(
                        "SELECT file_name, media_type, content FROM home_energy_price_proof WHERE id = ? AND price_id = ?",
                        row -> new Content(row.getString(1), row.getString(2), row.getBytes(3)),
                        proofId,
                        price.id())
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND));
    }

    /// What may stand in a header and on a disk.
    private static String plain(String fileName) {
        String kept = fileName.replaceAll("[^\\p{Alnum}._ -]", "_").strip();
        String shortened = kept.length() > 100 ? kept.substring(kept.length() - 100) : kept;
        return shortened.isBlank() ? "proof" : shortened;
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
