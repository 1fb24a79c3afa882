package dev.voltaire.ocpp;

import dev.voltaire.ocpp.connection.ChargerSocket;
import dev.voltaire.ocpp.connection.Outcome;
import dev.voltaire.ocpp.connection.Standing;
import dev.voltaire.ocpp.v16.Commands.TriggerMessageReq;
import dev.voltaire.ocpp.v201.Commands.Evse;
import dev.voltaire.ocpp.v201.Commands.TriggerMessageRequest;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// A charger that only lost its connection comes back without a BootNotification (OCPP-J 1.6 §5.4). Some seconds later
/// it is asked for one, and then for the state of its connectors. The more chargers come back at once, the more the
/// questions are spread; none is asked often, because some firmware blocks.
@ApplicationScoped
public class SilentReturns {
    private static final Duration SELDOM = Duration.ofMinutes(15);
    private static final int SPREAD_MILLIS_EACH = 5;

    private final Vertx vertx;
    private final Duration delay;
    private final Clock clock;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ConcurrentHashMap<UUID, Instant> asked = new ConcurrentHashMap<>();

    @Inject
    SilentReturns(Vertx vertx, OcppConfiguration configuration, Clock clock) {
        this(vertx, configuration.silentReturnDelay(), clock);
    }

    SilentReturns(Vertx vertx, Duration delay, Clock clock) {
        this.vertx = vertx;
        this.delay = delay;
        this.clock = clock;
    }

    void watch(ChargerSocket socket) {
        if (!socket.peer().mayTrigger()) {
            return;
        }
        int spread = waiting.incrementAndGet() * SPREAD_MILLIS_EACH;
        vertx.setTimer(delay.toMillis() + 1 + ThreadLocalRandom.current().nextInt(spread), _ -> {
            waiting.decrementAndGet();
            if (socket.open() && !socket.booted() && socket.standing() != Standing.REJECTED && seldom(socket)) {
                ask(socket);
            }
        });
    }

    private boolean seldom(ChargerSocket socket) {
        Instant now = clock.instant();
        Instant last = asked.put(socket.peer().chargerId(), now);
        if (last == null || last.plus(SELDOM).isBefore(now)) {
            return true;
        }
        asked.put(socket.peer().chargerId(), last);
        return false;
    }

    private static void ask(ChargerSocket socket) {
        socket.call("TriggerMessage", boot(socket)).thenAccept(outcome -> {
            if (outcome instanceof Outcome.Answered(var payload)
                    && payload.path("status").asText().equals("Accepted")) {
                socket.call("TriggerMessage", connectors(socket));
            }
        });
    }

    private static Record boot(ChargerSocket socket) {
        return switch (socket.version()) {
            case V16 -> new TriggerMessageReq("BootNotification", null);
            case V201 -> new TriggerMessageRequest("BootNotification", null);
        };
    }

    private static Record connectors(ChargerSocket socket) {
        return switch (socket.version()) {
            case V16 -> new TriggerMessageReq("StatusNotification", null);
            // A connector must be named (OCPP 2.0.1 F06.FR.12); home chargers have one.
            case V201 -> new TriggerMessageRequest("StatusNotification", new Evse(1, 1));
        };
    }
}
