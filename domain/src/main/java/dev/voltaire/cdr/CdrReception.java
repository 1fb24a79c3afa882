package dev.voltaire.cdr;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.outbox.Outbox;
import dev.voltaire.tariff.ocpi.OcpiTariffJson;
import dev.voltaire.tariff.ocpi.UnreadableOcpiException;
import dev.voltaire.value.PartyId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Takes in what an operator reports, of any OCPI version. The record is stored as it came; whose it is and what it
/// costs follows from the outbox.
@ApplicationScoped
public class CdrReception {
    private static final Logger LOG = Logger.getLogger(CdrReception.class);

    private final CpoCdrRepository cdrs;
    private final Outbox outbox;
    private final Clock clock;

    @Inject
    CdrReception(CpoCdrRepository cdrs, Outbox outbox, Clock clock) {
        this.cdrs = cdrs;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// @param sender the party the partner speaks for; names the CDR when it does not name its party itself (2.1.1)
    /// @param raw the CDR object exactly as it was on the wire, UTF-8
    @Transactional
    public Reception receive(UUID partnerId, PartyId sender, byte[] raw) {
        CdrFacts facts;
        try {
            JsonNode cdr = OcpiTariffJson.parse(new String(raw, StandardCharsets.UTF_8));
            facts = CdrFacts.read(cdr, sender);
        } catch (UnreadableOcpiException unreadable) {
            return new Reception.Unreadable(unreadable.path(), String.valueOf(unreadable.getMessage()));
        }
        Optional<UUID> stored = cdrs.insert(CdrOrigin.ROAMING, partnerId, facts, raw, clock.instant());
        if (stored.isPresent()) {
            outbox.publish(new CpoCdrReceived(stored.get()));
            return new Reception.Stored(stored.get());
        }
        return seenBefore(facts.key(), raw);
    }

    /// A CDR as the partner sent it; absent when it sent none such.
    @Transactional
    public Optional<byte[]> received(UUID id, UUID partnerId) {
        return cdrs.raw(id, partnerId);
    }

    private Reception seenBefore(CdrKey key, byte[] raw) {
        UUID known = cdrs.idOf(key);
        if (cdrs.saysTheSame(known, raw)) {
            return new Reception.AlreadyStored(known);
        }
        cdrs.keepConflict(known, raw, clock.instant());
        LOG.errorf("Operator changed a CDR it had already sent: party=%s cdr=%s", key.party(), known);
        return new Reception.Conflicting(known);
    }
}
