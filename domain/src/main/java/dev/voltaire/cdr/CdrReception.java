package dev.voltaire.cdr;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.outbox.Outbox;
import dev.voltaire.partner.PartnerDirectory;
import dev.voltaire.sql.GroupCommit;
import dev.voltaire.tariff.ocpi.OcpiTariffJson;
import dev.voltaire.tariff.ocpi.UnreadableOcpiException;
import dev.voltaire.value.PartyId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Takes in what an operator reports, of any OCPI version. The record is stored as it came; whose it is and what it
/// costs follows from the outbox.
@ApplicationScoped
public class CdrReception {
    private static final Logger LOG = Logger.getLogger(CdrReception.class);

    /// What is longer is stored by itself, so that a batch has a size.
    private static final int LARGEST_IN_COMPANY = 64 * 1024;

    private final CpoCdrRepository cdrs;
    private final RefusedCdrRepository refusedCdrs;
    private final PartnerDirectory directory;
    private final Outbox outbox;
    private final Clock clock;
    private final GroupCommit<CpoCdrRepository.Arrival, Reception> arrivals =
            new GroupCommit<>(CpoCdrRepository.Arrival::name, this::keepCommitted);

    @Inject
    CdrReception(
            CpoCdrRepository cdrs,
            RefusedCdrRepository refusedCdrs,
            PartnerDirectory directory,
            Outbox outbox,
            Clock clock) {
        this.directory = directory;
        this.cdrs = cdrs;
        this.refusedCdrs = refusedCdrs;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Returns when it is stored for good; those that come together share a commit.
    ///
    /// @param sender the party the partner speaks for; names the CDR when it does not name its party itself (2.1.1)
    /// @param raw the CDR object exactly as it was on the wire, UTF-8
    public Reception receive(UUID partnerId, PartyId sender, byte[] raw) {
        return receive(partnerId, sender, raw, this::keepWithOthers);
    }

    /// The same within the transaction of the caller.
    @Transactional(Transactional.TxType.MANDATORY)
    Reception receiveListed(UUID partnerId, PartyId sender, byte[] raw) {
        return receive(partnerId, sender, raw, arrival -> keep(List.of(arrival)).getFirst());
    }

    private Reception receive(
            UUID partnerId, PartyId sender, byte[] raw, Function<CpoCdrRepository.Arrival, Reception> keeping) {
        CdrFacts facts;
        try {
            JsonNode cdr = OcpiTariffJson.parse(new String(raw, StandardCharsets.UTF_8));
            CdrHabits habits = directory
                    .find(partnerId)
                    .map(partner -> CdrHabits.of(partner.settings()))
                    .orElse(CdrHabits.NONE);
            facts = CdrFacts.read(habits.applyTo(cdr), sender);
        } catch (UnreadableOcpiException unreadable) {
            return refused(partnerId, sender, null, raw, String.valueOf(unreadable.getMessage()));
        }
        List<String> missing = facts.essentialsMissing();
        if (!missing.isEmpty()) {
            CdrKey key = facts.key();
            return refused(partnerId, key.party(), key.id(), raw, "missing: " + String.join(", ", missing));
        }
        return keeping.apply(new CpoCdrRepository.Arrival(CdrOrigin.ROAMING, partnerId, facts, raw, clock.instant()));
    }

    private Reception keepWithOthers(CpoCdrRepository.Arrival arrival) {
        return arrival.raw().length > LARGEST_IN_COMPANY
                ? keepCommitted(List.of(arrival)).getFirst()
                : arrivals.submit(arrival);
    }

    private List<Reception> keepCommitted(List<CpoCdrRepository.Arrival> together) {
        return QuarkusTransaction.requiringNew().call(() -> keep(together));
    }

    private List<Reception> keep(List<CpoCdrRepository.Arrival> together) {
        Map<CdrKey, UUID> stored = cdrs.insert(together);
        outbox.publish(stored.values().stream().map(CpoCdrReceived::new).toList());
        return together.stream()
                .map(arrival -> {
                    UUID id = stored.get(arrival.facts().key());
                    return id == null ? seenBefore(arrival) : new Reception.Stored(id);
                })
                .toList();
    }

    /// A CDR as the partner sent it; absent when it sent none such.
    @Transactional
    public Optional<byte[]> received(UUID id, UUID partnerId) {
        return cdrs.raw(id, partnerId);
    }

    /// What stands where a CDR should, and of which it cannot even be told whose it is.
    ///
    /// @param party of whom it is kept
    Reception.Unreadable refuse(UUID partnerId, PartyId party, byte[] raw, String reason) {
        return refused(partnerId, party, null, raw, reason);
    }

    private Reception.Unreadable refused(
            UUID partnerId, PartyId party, @Nullable String cdrId, byte[] raw, String reason) {
        boolean repeated = QuarkusTransaction.joiningExisting()
                .call(() -> refusedCdrs.keep(partnerId, party, cdrId, reason, raw, clock.instant()));
        if (!repeated) {
            LOG.warnf("Operator sent a CDR that is none: party=%s", party);
        }
        return new Reception.Unreadable(reason, repeated);
    }

    /// By this partner: then it is a repetition or a contradiction. By another one, a hub and the operator behind it:
    /// each keeps what it brought then, and the first one counts.
    private Reception seenBefore(CpoCdrRepository.Arrival arrival) {
        CdrKey key = arrival.facts().key();
        Optional<UUID> own = cdrs.broughtBy(arrival.partnerId(), key);
        if (own.isEmpty()) {
            UUID duplicate =
                    cdrs.insert(List.of(arrival.besides(cdrs.counting(key)))).get(key);
            if (duplicate != null) {
                outbox.publish(new CpoCdrReceived(duplicate));
                return new Reception.Stored(duplicate);
            }
            own = cdrs.broughtBy(arrival.partnerId(), key);
        }
        UUID known = own.orElseThrow(() -> new IllegalStateException("a CDR vanished"));
        if (cdrs.saysTheSame(known, arrival.raw())) {
            return new Reception.AlreadyStored(known);
        }
        cdrs.keepConflict(known, arrival.raw(), arrival.at());
        LOG.errorf("Operator changed a CDR it had already sent: party=%s cdr=%s", key.party(), known);
        return new Reception.Conflicting(known);
    }
}
