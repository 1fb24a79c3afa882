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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Takes in what an operator reports, of any OCPI version. The record is stored as it came; whose it is and what it
/// costs follows from the outbox.
@ApplicationScoped
public class CdrReception {
    private static final Logger LOG = Logger.getLogger(CdrReception.class);

    private final CpoCdrRepository cdrs;
    private final RefusedCdrRepository refusedCdrs;
    private final Outbox outbox;
    private final Clock clock;

    @Inject
    CdrReception(CpoCdrRepository cdrs, RefusedCdrRepository refusedCdrs, Outbox outbox, Clock clock) {
        this.cdrs = cdrs;
        this.refusedCdrs = refusedCdrs;
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
            return refused(partnerId, sender, null, raw, String.valueOf(unreadable.getMessage()));
        }
        List<String> missing = facts.essentialsMissing();
        if (!missing.isEmpty()) {
            CdrKey key = facts.key();
            return refused(partnerId, key.party(), key.id(), raw, "missing: " + String.join(", ", missing));
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

    private Reception refused(UUID partnerId, PartyId party, @Nullable String cdrId, byte[] raw, String reason) {
        refusedCdrs.keep(partnerId, party, cdrId, reason, raw, clock.instant());
        LOG.warnf("Operator sent a CDR that is none: party=%s", party);
        return new Reception.Unreadable(reason);
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
