package dev.voltaire.cdr;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.voltaire.outbox.Outbox;
import dev.voltaire.value.PartyId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Makes the CDR of a home session, in the form operators use, with us as the operator. What it says never changes: a
/// session whose energy is corrected gets a further one, its id ending in `-2`, `-3`, ….
@ApplicationScoped
class HomeCdrs {
    private static final BigDecimal SECONDS_PER_HOUR = new BigDecimal(3_600);
    private static final int KWH_DECIMALS = 4;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HomeCdrRepository sessions;
    private final CpoCdrRepository cdrs;
    private final CdrAssessmentRepository assessments;
    private final Outbox outbox;
    private final Clock clock;
    private final PartyId ourselves;

    @Inject
    HomeCdrs(
            HomeCdrRepository sessions,
            CpoCdrRepository cdrs,
            CdrAssessmentRepository assessments,
            Outbox outbox,
            Clock clock,
            @ConfigProperty(name = "voltaire.party", defaultValue = "NL-VLT") String ourselves) {
        this.sessions = sessions;
        this.cdrs = cdrs;
        this.assessments = assessments;
        this.outbox = outbox;
        this.clock = clock;
        this.ourselves = PartyId.parse(ourselves);
    }

    /// A CDR that a session gets.
    private record Due(HomeCdrRepository.HomeSession session, CpoCdrRepository.Arrival cdr) {
        CdrKey key() {
            return cdr.facts().key();
        }
    }

    /// Repeating it changes nothing as long as the sessions say the same.
    @Transactional
    void record(Collection<UUID> sessionIds) {
        List<HomeCdrRepository.HomeSession> found = sessions.locked(sessionIds);
        if (found.size() < sessionIds.size()) {
            throw new IllegalStateException("a home session vanished");
        }
        Map<UUID, HomeCdrRepository.Earlier> earlier = sessions.earlier(sessionIds);
        Instant now = clock.instant();
        List<Due> due = found.stream()
                .flatMap(session ->
                        due(session, earlier.getOrDefault(session.id(), HomeCdrRepository.Earlier.NONE), now).stream())
                .toList();
        if (due.isEmpty()) {
            return;
        }
        Map<CdrKey, UUID> stored = cdrs.insert(due.stream().map(Due::cdr).toList());
        List<Due> fresh =
                due.stream().filter(each -> stored.containsKey(each.key())).toList();
        assessments.insert(fresh.stream()
                .map(each -> assessed(Objects.requireNonNull(stored.get(each.key())), each.session(), now))
                .toList());
        outbox.publish(fresh.stream()
                .map(each -> new HomeCdrRecorded(
                        Objects.requireNonNull(stored.get(each.key())),
                        each.session().id()))
                .toList());
    }

    private Optional<Due> due(HomeCdrRepository.HomeSession session, HomeCdrRepository.Earlier earlier, Instant now) {
        Instant end = session.endedAt();
        BigDecimal energy = session.kwh().setScale(KWH_DECIMALS, RoundingMode.HALF_UP);
        if (end == null || energy.signum() < 0 || earlier.says(session.startedAt(), end, energy)) {
            return Optional.empty();
        }
        String id = earlier.count() == 0 ? session.id().toString() : session.id() + "-" + (earlier.count() + 1);
        ObjectNode cdr = write(id, session, end, energy);
        byte[] raw = cdr.toString().getBytes(StandardCharsets.UTF_8);
        CdrFacts facts = CdrFacts.read(cdr, ourselves);
        return Optional.of(new Due(session, new CpoCdrRepository.Arrival(CdrOrigin.HOME, null, facts, raw, now)));
    }

    private static CdrAssessmentRepository.Assessed assessed(
            UUID cdrId, HomeCdrRepository.HomeSession session, Instant now) {
        return new CdrAssessmentRepository.Assessed(
                cdrId,
                new CdrEvidence(session.holder(), session.id(), null, false, false, null, null, null),
                "{\"rows\":[],\"total\":{}}",
                null,
                Verdict.NOT_VERIFIABLE,
                null,
                "PASS",
                "[]",
                now);
    }

    private ObjectNode write(String id, HomeCdrRepository.HomeSession session, Instant end, BigDecimal energy) {
        BigDecimal hours = BigDecimal.valueOf(
                        Duration.between(session.startedAt(), end).toSeconds())
                .divide(SECONDS_PER_HOUR, MathContext.DECIMAL64)
                .setScale(KWH_DECIMALS, RoundingMode.HALF_UP);
        ObjectNode cdr = JSON.createObjectNode();
        cdr.put("country_code", ourselves.countryCode()).put("party_id", ourselves.partyId());
        cdr.put("id", id)
                .put("start_date_time", session.startedAt().toString())
                .put("end_date_time", end.toString())
                .put("session_id", session.id().toString());
        cdr.putObject("cdr_token")
                .put("uid", session.tokenUid())
                .put("type", session.tokenType())
                .put("contract_id", session.contractId());
        cdr.put("auth_method", "AUTH_REQUEST").put("authorization_reference", session.authorisationReference());
        cdr.putObject("cdr_location")
                .put("id", session.chargerId().toString())
                .put("name", session.chargerName())
                .put("country", session.country())
                .put("evse_uid", session.chargerId() + "-" + session.evse())
                .put("connector_id", Integer.toString(session.connector()));
        cdr.put("meter_id", session.meterId()).put("currency", session.currency());
        ObjectNode period = cdr.putArray("charging_periods").addObject();
        period.put("start_date_time", session.startedAt().toString());
        ArrayNode dimensions = period.putArray("dimensions");
        dimensions.addObject().put("type", "ENERGY").put("volume", energy);
        dimensions.addObject().put("type", "TIME").put("volume", hours);
        return cdr.put("total_energy", energy)
                .put("total_time", hours)
                .put("home_charging_compensation", true)
                .put("last_updated", session.lastUpdated().toString());
    }
}
