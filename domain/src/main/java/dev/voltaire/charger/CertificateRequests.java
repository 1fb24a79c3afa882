package dev.voltaire.charger;

import dev.voltaire.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What chargers want signed. This server signs nothing itself (security whitepaper A02.FR.04): whoever runs the
/// certificate authority reads the requests here and sends the chain with the command CERTIFICATE_SIGNED.
@ApplicationScoped
public class CertificateRequests {
    private static final Pattern PEM = Pattern.compile(
            "-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----([A-Za-z0-9+/=\\s]+)-----END (?:NEW )?CERTIFICATE REQUEST-----");
    private static final int DER_SEQUENCE = 0x30;

    private final Sql sql;

    @Inject
    CertificateRequests(Sql sql) {
        this.sql = sql;
    }

    /// @param kind in OCPP's words; absent in OCPP 1.6
    public record CertificateRequest(
            UUID id,
            String kind,
            String csr,
            Instant receivedAt,
            @Nullable Instant answeredAt) {}

    /// @return false when it is no certificate request at all
    public boolean receive(UUID chargerId, @Nullable String kind, String csr, Instant at) {
        if (!plausible(csr)) {
            return false;
        }
        sql.update(
                "INSERT INTO charger_certificate_request (charger_id, kind, csr, received_at) VALUES (?, ?, ?, ?)",
                chargerId,
                kind == null ? "ChargingStationCertificate" : kind,
                csr,
                at);
        return true;
    }

    /// The newest first.
    public List<CertificateRequest> of(UUID chargerId) {
        return sql.query(
                "SELECT id, kind, csr, received_at, answered_at FROM charger_certificate_request WHERE charger_id = ?"
                        + " ORDER BY received_at DESC LIMIT 50",
                row -> new CertificateRequest(
                        row.getObject("id", UUID.class),
                        row.getString("kind"),
                        row.getString("csr"),
                        Sql.requiredInstant(row, "received_at"),
                        Sql.instant(row, "answered_at")),
                chargerId);
    }

    /// The charger has taken a signed certificate: it waits for nothing any more.
    void answered(UUID chargerId, Instant at) {
        sql.update(
                "UPDATE charger_certificate_request SET answered_at = ? WHERE charger_id = ? AND answered_at IS NULL",
                at,
                chargerId);
    }

    private static boolean plausible(String csr) {
        Matcher matcher = PEM.matcher(csr);
        if (!matcher.find()) {
            return false;
        }
        byte[] der = Base64.getMimeDecoder().decode(matcher.group(1));
        return der.length > 64 && der[0] == DER_SEQUENCE;
    }
}
