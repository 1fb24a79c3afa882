package dev.voltaire.ocpp.connection;

import dev.voltaire.ocpp.connection.Journal.Finding;
import dev.voltaire.ocpp.connection.Routes.Route;
import dev.voltaire.ocpp.wire.Deviation;
import dev.voltaire.ocpp.wire.MessageId;
import dev.voltaire.ocpp.wire.OcppVersion;
import dev.voltaire.ocpp.wire.RpcErrorCode;
import dev.voltaire.ocpp.wire.RpcFrame.Call;
import dev.voltaire.ocpp.wire.RpcFrame.CallError;
import dev.voltaire.ocpp.wire.RpcFrame.CallResult;
import dev.voltaire.ocpp.wire.RpcFrame.Fault;
import dev.voltaire.ocpp.wire.RpcFrame.Unreadable;
import dev.voltaire.ocpp.wire.RpcReader;
import dev.voltaire.ocpp.wire.RpcWriter;
import dev.voltaire.ocpp.wire.Shape;
import dev.voltaire.ocpp.wire.UnfitPayloadException;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// Where every frame of every charger is decided: replayed, refused, or handed to the handler of its action. Shared by
/// all connections; what belongs to one connection lives in its `ChargerSocket`.
public final class Switchboard {
    private static final Logger LOG = Logger.getLogger(Switchboard.class);
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 4000;

    private final Vertx vertx;
    private final Map<OcppVersion, Routes> routes;
    private final Journal journal;
    private final Clock clock;
    private final Duration callTimeout;
    private final Duration patience;
    private final Semaphore permits;
    private final Outage outage = new Outage("messages");
    private final Connections connections = new Connections();
    private final Executor workers = Executors.newVirtualThreadPerTaskExecutor();

    /// What to answer, and whether it stands: only a result is kept for a repeated message, so that a passing trouble
    /// is not answered again and again.
    private record Reply(String frame, boolean standing) {}

    /// @param patience how long a message waits for a database that is away
    /// @param parallelMessages how many storing handlers may run at once, whatever the number of chargers
    public Switchboard(
            Vertx vertx,
            Map<OcppVersion, Routes> routes,
            Journal journal,
            Clock clock,
            Duration callTimeout,
            Duration patience,
            int parallelMessages) {
        this.vertx = vertx;
        this.routes = Map.copyOf(routes);
        this.journal = journal;
        this.clock = clock;
        this.callTimeout = callTimeout;
        this.patience = patience;
        this.permits = new Semaphore(parallelMessages);
    }

    public Connections connections() {
        return connections;
    }

    Journal journal() {
        return journal;
    }

    Instant now() {
        return clock.instant();
    }

    Duration callTimeout() {
        return callTimeout;
    }

    Executor workers() {
        return workers;
    }

    void later(Duration delay, Runnable action) {
        vertx.setTimer(delay.toMillis(), _ -> action.run());
    }

    void begun(ChargerSocket socket) {
        connections.add(socket).ifPresent(former -> {
            if (former.open() && !former.sameOrigin(socket)) {
                journal.found(socket.peer(), Finding.IDENTITY_CONFLICT, "", now());
            }
            former.close(ChargerSocket.SUPERSEDED, "A newer connection of this charger took over");
        });
        journal.connected(socket, socket.openedAt());
    }

    void ended(ChargerSocket socket) {
        connections.remove(socket);
        journal.disconnected(socket.peer(), socket.id(), now());
    }

    void process(ChargerSocket socket, String text, Instant at) {
        journal.received(socket, text, at);
        journal.seen(socket.peer(), at);
        try {
            switch (RpcReader.read(text)) {
                case Call call -> answer(socket, call, text, at);
                case CallResult result -> {
                    if (!socket.calls().answered(result.id(), result.payload())) {
                        journal.found(socket.peer(), Finding.UNKNOWN_RESULT, "", at);
                    }
                }
                case CallError error -> {
                    if (!socket.calls().refused(error.id(), error.code(), error.description())) {
                        journal.found(socket.peer(), Finding.UNKNOWN_RESULT, "", at);
                    }
                }
                case Unreadable unreadable -> refuse(socket, unreadable, at);
            }
        } catch (RuntimeException e) {
            LOG.errorv(
                    e,
                    "OCPP message could not be processed: charger={0} connection={1}",
                    socket.peer().chargerId(),
                    socket.id());
        }
    }

    /// OCPP 1.6 has no answer to a message without an id or of an unknown type: such messages are ignored.
    private void refuse(ChargerSocket socket, Unreadable unreadable, Instant at) {
        Fault fault = unreadable.fault();
        journal.found(socket.peer(), Finding.UNREADABLE_MESSAGE, fault.name(), at);
        boolean silent =
                socket.version() == OcppVersion.V16 && (unreadable.id() == null || fault == Fault.UNKNOWN_MESSAGE_TYPE);
        if (!silent) {
            var id = unreadable.id() == null ? MessageId.UNREADABLE : unreadable.id();
            socket.send(RpcWriter.callError(socket.version(), id, fault.code(), fault.description()));
        }
    }

    private void answer(ChargerSocket socket, Call call, String text, Instant at) {
        Optional<Answers.Given> given = socket.answers().find(call.id());
        if (given.isPresent()) {
            if (given.get().answers(text)) {
                socket.send(given.get().answer());
                return;
            }
            journal.found(socket.peer(), Finding.MESSAGE_ID_REUSED, call.action(), at);
            socket.send(
                    error(socket, call, RpcErrorCode.PROTOCOL_ERROR, "The message id was used for another message"));
            return;
        }
        if (call.id().numeric() || call.id().tooLong()) {
            journal.found(socket.peer(), Finding.MESSAGE_ID_NOT_TEXT, call.action(), at);
            if (socket.peer().strict()) {
                socket.send(error(socket, call, RpcErrorCode.FORMAT_VIOLATION, "The message id is not a short text"));
                return;
            }
        }
        boolean unheard =
                socket.standing() != Standing.ACCEPTED && !call.action().equals("BootNotification");
        if (unheard) {
            journal.found(socket.peer(), Finding.MESSAGE_BEFORE_ACCEPTANCE, call.action(), at);
            socket.send(error(socket, call, RpcErrorCode.SECURITY_ERROR, "The charger has not been accepted"));
            return;
        }
        routed(socket, call, text, at).ifPresent(reply -> {
            if (call.action().equals("StartTransaction")) {
                socket.peer().startDelay().ifPresent(delay -> slept(delay.toMillis()));
            }
            if (reply.standing()) {
                socket.answers().remember(call.id(), text, reply.frame());
            }
            socket.send(reply.frame());
        });
    }

    private Optional<Reply> routed(ChargerSocket socket, Call call, String text, Instant at) {
        Routes known = routes.get(socket.version());
        Optional<Route<?>> route = known == null ? Optional.empty() : known.find(call.action());
        if (route.isPresent()) {
            return handled(route.get(), socket, call, text, at);
        }
        String action = call.action().length() > 50 ? call.action().substring(0, 50) : call.action();
        journal.found(socket.peer(), Finding.UNKNOWN_ACTION, action, at);
        boolean off = known != null && known.knownButOff(call.action());
        return off
                ? refusal(socket, call, RpcErrorCode.NOT_SUPPORTED, "A charger cannot send this action")
                : refusal(socket, call, RpcErrorCode.NOT_IMPLEMENTED, "This action is not known");
    }

    /// Empty when the message is given up without an answer: the charger keeps it and brings it again.
    private <Q extends Record> Optional<Reply> handled(
            Route<Q> route, ChargerSocket socket, Call call, String text, Instant at) {
        try {
            Shape.Reading<Q> reading = route.shape().read(call.payload());
            for (Deviation deviation : reading.deviations()) {
                note(socket, call, deviation, at);
                if (socket.peer().strict()) {
                    return refusal(socket, call, deviation.kind().code(), deviation.description());
                }
            }
            Exchange exchange = new Exchange(socket, at, text);
            Supplier<Record> work = () -> route.handler().handle(exchange, reading.value());
            Optional<Record> conf = switch (route.storage()) {
                case NONE -> Optional.of(work.get());
                case ALONE -> stored(socket, () -> permitted(work));
                case TOGETHER -> stored(socket, work);
            };
            return conf.map(answer -> new Reply(RpcWriter.callResult(call.id(), answer), true));
        } catch (UnfitPayloadException e) {
            note(socket, call, e.deviation(), at);
            return refusal(
                    socket, call, e.deviation().kind().code(), e.deviation().description());
        } catch (RuntimeException e) {
            LOG.errorv(
                    e,
                    "OCPP action failed: charger={0} connection={1} action={2}",
                    socket.peer().chargerId(),
                    socket.id(),
                    call.action());
            return refusal(socket, call, RpcErrorCode.INTERNAL_ERROR, "The message could not be processed");
        }
    }

    /// Waits for a database that is away while the charger's further messages queue behind. An error would make a
    /// charger drop its transactions after a few attempts; one whose connection closes keeps them. Handlers may run
    /// again after a commit whose outcome is unknown: they are idempotent.
    private Optional<Record> stored(ChargerSocket socket, Supplier<Record> work) {
        long started = System.nanoTime();
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            try {
                Record conf = work.get();
                outage.over();
                return Optional.of(conf);
            } catch (RuntimeException failure) {
                if (!Outage.isTemporary(failure)) {
                    throw failure;
                }
                outage.met(failure);
            }
            long left = patience.toMillis()
                    - Duration.ofNanos(System.nanoTime() - started).toMillis();
            if (left <= 0 || !sleptAbout(Math.min(left, pause))) {
                socket.giveUp();
                return Optional.empty();
            }
            pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
        }
    }

    /// Chargers that wait together must not come back together.
    private static boolean sleptAbout(long millis) {
        return slept(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1));
    }

    private static boolean slept(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Record permitted(Supplier<Record> work) {
        permits.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            permits.release();
        }
    }

    private void note(ChargerSocket socket, Call call, Deviation deviation, Instant at) {
        journal.found(
                socket.peer(),
                Finding.SCHEMA_DEVIATION,
                deviation.kind().name() + " " + call.action() + "." + deviation.path(),
                at);
    }

    private static Optional<Reply> refusal(ChargerSocket socket, Call call, RpcErrorCode code, String description) {
        return Optional.of(new Reply(error(socket, call, code, description), false));
    }

    private static String error(ChargerSocket socket, Call call, RpcErrorCode code, String description) {
        return RpcWriter.callError(socket.version(), call.id(), code, description);
    }
}
