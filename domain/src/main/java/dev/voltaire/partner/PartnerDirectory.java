package dev.voltaire.partner;

import dev.voltaire.partner.PartnerTokenRepository.Known;
import dev.voltaire.partner.PartnerTokenRepository.Purpose;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Who a token belongs to and how a partner is reached, remembered for a second: partners push thousands of messages a
/// second, and a change made on another node is seen within that second. A change made here is seen at once.
@ApplicationScoped
public class PartnerDirectory {
    private static final Duration REMEMBERED = Duration.ofSeconds(1);
    private static final int MOST_REMEMBERED = 10_000;

    private final PartnerRepository partners;
    private final PartnerTokenRepository tokens;
    private final Clock clock;
    private final ConcurrentHashMap<ByteBuffer, Remembered<Caller>> callers = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<UUID, Remembered<ConnectedPartner>> known = new ConcurrentHashMap<>();

    @Inject
    PartnerDirectory(PartnerRepository partners, PartnerTokenRepository tokens, Clock clock) {
        this.partners = partners;
        this.tokens = tokens;
        this.clock = clock;
    }

    private record Remembered<T>(T value, Instant until) {}

    public record Caller(ConnectedPartner partner, Standing standing) {
        /// It is not connected: it may read versions and exchange credentials, nothing else.
        public boolean registering() {
            return standing == Standing.REGISTERING || standing == Standing.CONFIRMING;
        }
    }

    public enum Standing {
        /// It presented its registration token (token A).
        REGISTERING,
        /// It presented what we offered it in a registration that is not finished: it calls back, or our request was
        /// done and its answer lost.
        CONFIRMING,
        /// Connected, and presented what we offered it in a renewal that is not finished.
        RENEWING,
        CONNECTED
    }

    /// @param token the one of the candidates that is known
    public record Recognised(Caller caller, String token) {
        @Override
        public String toString() {
            return "Recognised[" + caller.partner().id() + "]";
        }
    }

    /// The partner to whom one of the candidate tokens was given. Which reading of the header it sent is not known, so
    /// all are looked up at once.
    public Optional<Recognised> authenticate(List<String> candidates) {
        List<byte[]> hashes = candidates.stream().map(Credential::hash).toList();
        for (int i = 0; i < hashes.size(); i++) {
            Remembered<Caller> remembered = callers.get(ByteBuffer.wrap(hashes.get(i)));
            if (remembered != null && clock.instant().isBefore(remembered.until())) {
                return Optional.of(new Recognised(remembered.value(), candidates.get(i)));
            }
        }
        if (hashes.isEmpty()) {
            return Optional.empty();
        }
        List<Known> known = tokens.find(hashes);
        for (int i = 0; i < hashes.size(); i++) {
            for (Known token : known) {
                if (MessageDigest.isEqual(token.hash(), hashes.get(i))) {
                    Optional<Caller> caller = caller(token);
                    if (caller.isPresent()) {
                        return Optional.of(new Recognised(caller.get(), candidates.get(i)));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /// A partner that uses what we offered it for its business took it, whatever became of its answer: the token before
    /// ends. Reading versions proves nothing, that belongs to the exchange itself.
    public void adopted(Recognised recognised) {
        UUID partnerId = recognised.caller().partner().id();
        byte[] hash = Credential.hash(recognised.token());
        QuarkusTransaction.joiningExisting().run(() -> tokens.markUsed(partnerId, hash, clock.instant()));
        forget(partnerId);
    }

    public Optional<ConnectedPartner> find(UUID partnerId) {
        Remembered<ConnectedPartner> remembered = known.get(partnerId);
        if (remembered != null && clock.instant().isBefore(remembered.until())) {
            return Optional.of(remembered.value());
        }
        return load(partnerId);
    }

    /// Not from memory, for consequences of a change that was just committed.
    public Optional<ConnectedPartner> load(UUID partnerId) {
        Optional<ConnectedPartner> loaded = QuarkusTransaction.joiningExisting()
                .call(() -> partners.findByIdOptional(partnerId).map(ConnectedPartner::of));
        loaded.ifPresent(partner -> known.put(partnerId, new Remembered<>(partner, until())));
        return loaded;
    }

    public List<ConnectedPartner> connected() {
        return QuarkusTransaction.joiningExisting()
                .call(() ->
                        partners.connected().stream().map(ConnectedPartner::of).toList());
    }

    /// To be called after every committed change of a partner.
    void forget(UUID partnerId) {
        known.remove(partnerId);
        callers.values().removeIf(caller -> caller.value().partner().id().equals(partnerId));
    }

    private Optional<Caller> caller(Known token) {
        UUID partnerId = token.partnerId();
        if (token.purpose() == Purpose.CONNECTION && !token.used()) {
            QuarkusTransaction.joiningExisting().run(() -> tokens.markUsed(partnerId, token.hash(), clock.instant()));
            forget(partnerId);
        }
        // never from memory: a partner calls back the moment its exchange is committed
        Optional<Caller> caller = load(partnerId).flatMap(partner -> caller(partner, token.purpose()));
        if (callers.size() > MOST_REMEMBERED) {
            callers.clear();
        }
        caller.filter(found -> found.standing() == Standing.CONNECTED)
                .ifPresent(found -> callers.put(ByteBuffer.wrap(token.hash()), new Remembered<>(found, until())));
        return caller;
    }

    private static Optional<Caller> caller(ConnectedPartner partner, Purpose purpose) {
        Standing standing = switch (partner.status()) {
            case INVITED ->
                switch (purpose) {
                    case REGISTRATION -> Standing.REGISTERING;
                    case OFFERED -> Standing.CONFIRMING;
                    case CONNECTION -> null;
                };
            case CONNECTED ->
                switch (purpose) {
                    case REGISTRATION -> null;
                    case OFFERED -> Standing.RENEWING;
                    case CONNECTION -> Standing.CONNECTED;
                };
            case SUSPENDED, DISCONNECTED -> null;
        };
        return Optional.ofNullable(standing).map(known -> new Caller(partner, known));
    }

    private Instant until() {
        return clock.instant().plus(REMEMBERED);
    }
}
