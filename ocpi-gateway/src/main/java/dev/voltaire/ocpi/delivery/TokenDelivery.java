package dev.voltaire.ocpi.delivery;

import dev.voltaire.distribution.DistributionOutcome;
import dev.voltaire.distribution.TokenLanes;
import dev.voltaire.distribution.TokenLanes.Attempt;
import dev.voltaire.distribution.TokenLanes.Work;
import dev.voltaire.job.Role;
import dev.voltaire.job.Roles;
import dev.voltaire.ocpi.client.PartnerClient;
import dev.voltaire.ocpi.client.PeerReply;
import dev.voltaire.ocpi.tokens.TokensClient;
import dev.voltaire.partner.ConnectedPartner;
import dev.voltaire.partner.PartnerDirectory;
import dev.voltaire.token.KnownToken;
import dev.voltaire.token.KnownTokens;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Reconciles tokens with partners. One virtual thread per partner with work, so a dead partner delays nobody; within a
/// partner as many requests at once as its settings allow.
@ApplicationScoped
class TokenDelivery {
    private static final Logger LOG = Logger.getLogger(TokenDelivery.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration BETWEEN_HOLDS = Duration.ofSeconds(8);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
    private static final Duration LONGEST_RETRY = Duration.ofHours(1);
    private static final Duration AFTER_REJECTION = Duration.ofHours(6);
    private static final Duration WORTH_NOTING = Duration.ofSeconds(3);
    private static final int BATCH_PER_PLACE = 8;
    private static final int LONGEST_ERROR = 500;

    private final TokenLanes lanes;
    private final KnownTokens tokens;
    private final TokensClient client;
    private final PartnerClient traffic;
    private final PartnerDirectory directory;
    private final Roles roles;
    private final Clock clock;
    private final Map<UUID, Thread> busy = new ConcurrentHashMap<>();
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean stopping;
    private @Nullable Thread dispatcher;

    @Inject
    TokenDelivery(
            TokenLanes lanes,
            KnownTokens tokens,
            TokensClient client,
            PartnerClient traffic,
            PartnerDirectory directory,
            Roles roles,
            Clock clock) {
        this.lanes = lanes;
        this.tokens = tokens;
        this.client = client;
        this.traffic = traffic;
        this.directory = directory;
        this.roles = roles;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        if (roles.has(Role.WORKER)) {
            dispatcher = Thread.ofVirtual().name("token-delivery").start(this::dispatch);
        }
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
        Thread active = dispatcher;
        if (active != null) {
            active.interrupt();
        }
        senders.shutdownNow();
        busy.values().forEach(Thread::interrupt);
        try {
            lanes.leaveAll();
        } catch (RuntimeException unreachable) {
            LOG.debug("The lanes are left when their holds run out", unreachable);
        }
    }

    private void dispatch() {
        long held = System.nanoTime();
        while (!stopping) {
            try {
                if (System.nanoTime() - held > BETWEEN_HOLDS.toNanos()) {
                    lanes.holdOn(Set.copyOf(busy.keySet()));
                    held = System.nanoTime();
                }
                for (UUID partner : lanes.partnersWithWork()) {
                    if (!busy.containsKey(partner)) {
                        Thread lane =
                                Thread.ofVirtual().name("token-lane-" + partner).unstarted(() -> drain(partner));
                        busy.put(partner, lane);
                        lane.start();
                    }
                }
            } catch (RuntimeException unreachable) {
                if (!stopping) {
                    LOG.warn("Token distributions cannot be read and will be retried", unreachable);
                }
            }
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void drain(UUID partnerId) {
        try {
            while (!stopping && lanes.enter(partnerId) && deliverBatch(partnerId)) {
                // until nothing is due
            }
        } catch (RuntimeException failed) {
            if (!stopping) {
                LOG.warnf(failed, "Tokens could not be delivered and will be retried, partner=%s", partnerId);
            }
        } finally {
            busy.remove(partnerId);
        }
    }

    /// False when there is nothing more to do for now.
    private boolean deliverBatch(UUID partnerId) {
        ConnectedPartner partner = directory.find(partnerId).orElse(null);
        if (partner == null || !partner.isConnected()) {
            return false;
        }
        Instant now = clock.instant();
        Instant closed = traffic.closedUntil(partner);
        if (closed.isAfter(now)) {
            if (closed.isAfter(now.plus(WORTH_NOTING))) {
                lanes.postpone(partnerId, closed, "the partner kept failing and is left alone until " + closed);
            }
            return false;
        }
        // after a pause one token shows whether the partner is back
        boolean proven = closed.equals(Instant.MIN);
        int most = proven ? partner.settings().concurrentRequests() * BATCH_PER_PLACE : 1;
        List<Work> work = lanes.due(partnerId, most);
        List<Attempt> attempts = deliver(partner, work, now);
        lanes.record(partnerId, attempts);
        return work.size() == most
                && attempts.size() == most
                && attempts.stream().allMatch(attempt -> attempt.outcome() != DistributionOutcome.RETRYING);
    }

    private List<Attempt> deliver(ConnectedPartner partner, List<Work> work, Instant at) {
        Map<UUID, KnownToken> known = tokens
                .byIds(work.stream().map(Work::tokenId).toList(), at)
                .stream()
                .collect(Collectors.toMap(KnownToken::id, token -> token));
        List<Future<Attempt>> sending = new ArrayList<>(work.size());
        List<Attempt> attempts = new ArrayList<>(work.size());
        for (Work item : work) {
            KnownToken token = known.get(item.tokenId());
            if (token == null) {
                attempts.add(new Attempt(item.tokenId(), 0, DistributionOutcome.REJECTED, null, "no such token"));
            } else {
                sending.add(senders.submit(() -> deliver(partner, item, token)));
            }
        }
        for (Future<Attempt> future : sending) {
            try {
                attempts.add(future.get());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return attempts;
            } catch (ExecutionException failed) {
                throw new IllegalStateException("Delivery of a token failed unexpectedly", failed.getCause());
            }
        }
        return attempts;
    }

    private Attempt deliver(ConnectedPartner partner, Work work, KnownToken token) {
        try {
            return outcome(partner, work, token, client.send(partner, token, work.known()));
        } catch (RuntimeException unexpected) {
            LOG.errorf(unexpected, "A token could not be sent and will be retried, partner=%s", partner.id());
            return attempt(token, DistributionOutcome.RETRYING, retryAt(partner, work), String.valueOf(unexpected));
        }
    }

    private Attempt outcome(ConnectedPartner partner, Work work, KnownToken token, PeerReply reply) {
        return switch (reply) {
            case PeerReply.Success success ->
                new Attempt(token.id(), token.version(), DistributionOutcome.DELIVERED, null, null);
            case PeerReply.Refused refused
            when !refused.isTransient() ->
                attempt(token, DistributionOutcome.REJECTED, clock.instant().plus(AFTER_REJECTION), refused.summary());
            case PeerReply.Refused refused ->
                attempt(token, DistributionOutcome.RETRYING, retryAt(partner, work), refused.summary());
            case PeerReply.Failed failed ->
                attempt(token, DistributionOutcome.RETRYING, retryAt(partner, work), failed.reason());
        };
    }

    private static Attempt attempt(KnownToken token, DistributionOutcome outcome, Instant retryAt, String error) {
        return new Attempt(
                token.id(),
                token.version(),
                outcome,
                retryAt,
                error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR));
    }

    private Instant retryAt(ConnectedPartner partner, Work work) {
        Duration pause = FIRST_RETRY.multipliedBy(1L << Math.min(work.attempts(), 12));
        Instant usual = clock.instant().plus(pause.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : pause);
        Instant closed = traffic.closedUntil(partner);
        return closed.isAfter(usual) ? closed : usual;
    }
}
