package dev.voltaire.ocpi.http;

import dev.voltaire.exchange.Exchange;
import dev.voltaire.exchange.MessageLog;
import dev.voltaire.ocpi.dialect.Dialects;
import dev.voltaire.ocpi.http.OcpiRequest.Method;
import dev.voltaire.partner.ConnectedPartner;
import dev.voltaire.partner.PartnerDirectory;
import dev.voltaire.partner.PartnerDirectory.Caller;
import dev.voltaire.partner.PartnerDirectory.Recognised;
import dev.voltaire.partner.PartnerDirectory.Standing;
import dev.voltaire.partner.ProtocolVersion;
import dev.voltaire.problem.ProblemException;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Authenticates a request, finds its module, and turns what the module says, whatever it is, into an envelope.
@ApplicationScoped
public class OcpiDoor {
    private static final Logger LOG = Logger.getLogger(OcpiDoor.class);
    static final int LARGEST_BODY = 4 * 1024 * 1024;

    private final List<OcpiModule> modules;
    private final Map<ProtocolVersion, Map<String, OcpiModule>> byVersion = new EnumMap<>(ProtocolVersion.class);
    private final PartnerDirectory directory;
    private final OwnParty self;
    private final Clock clock;
    private final MessageLog journal;
    private final SpokenVersions versions;

    @Inject
    OcpiDoor(
            @All List<OcpiModule> modules,
            PartnerDirectory directory,
            OwnParty self,
            Clock clock,
            MessageLog journal,
            SpokenVersions versions) {
        this.modules = modules;
        this.directory = directory;
        this.self = self;
        this.clock = clock;
        this.journal = journal;
        this.versions = versions;
        for (ProtocolVersion version : ProtocolVersion.values()) {
            byVersion.put(
                    version,
                    modules(version).stream().collect(Collectors.toMap(OcpiModule::identifier, module -> module)));
        }
    }

    /// @param path the decoded segments behind `/ocpi`
    /// @param query its parameters, decoded
    /// @param cutOff the body is larger than we accept, and is not here whole
    /// @param origin scheme and authority by which we were reached
    /// @param address path and query as they came
    public record Inbound(
            Method method,
            List<String> path,
            Map<String, String> query,
            Headers headers,
            byte[] body,
            boolean cutOff,
            String origin,
            String address) {}

    /// Case-insensitive look-up of request headers.
    @FunctionalInterface
    public interface Headers {
        Optional<String> first(String name);
    }

    /// @param body the envelope as JSON
    public record Outbound(int status, Map<String, String> headers, byte[] body, int ocpiStatus, String message) {}

    List<OcpiModule> modules(ProtocolVersion version) {
        return modules.stream()
                .filter(module -> module.versions().contains(version))
                .toList();
    }

    public Outbound handle(Inbound inbound) {
        Instant at = clock.instant();
        long started = System.nanoTime();
        Caller[] caller = new Caller[1];
        Outbound outbound = answer(inbound, () -> {
            Recognised authenticated = authenticate(inbound);
            caller[0] = authenticated.caller();
            return authenticated;
        });
        journal.keep(noted(inbound, outbound, caller[0], null, at, started));
        return outbound;
    }

    /// Takes a message in again that a partner sent before, as if it came now.
    ///
    /// @param original its id in the message log
    public Outbound again(Inbound inbound, ConnectedPartner partner, UUID original) {
        Instant at = clock.instant();
        long started = System.nanoTime();
        Caller caller = new Caller(partner, Standing.CONNECTED);
        Outbound outbound = answer(inbound, () -> new Recognised(caller, ""));
        journal.keep(noted(inbound, outbound, caller, original, at, started));
        return outbound;
    }

    private Exchange noted(
            Inbound inbound,
            Outbound outbound,
            @Nullable Caller caller,
            @Nullable UUID replayOf,
            Instant at,
            long started) {
        List<String> path = Addresses.asWeServe(
                inbound.path(), caller == null ? null : caller.partner().version());
        boolean versioned =
                !path.isEmpty() && ProtocolVersion.of(path.getFirst()).isPresent();
        boolean succeeded = outbound.status() < 300 && outbound.ocpiStatus() < 2000;
        return new Exchange(
                at,
                caller == null ? null : caller.partner().id(),
                Exchange.Direction.IN,
                versioned && path.size() > 1 ? path.get(1) : "versions",
                inbound.method().name(),
                inbound.address(),
                outbound.status(),
                outbound.ocpiStatus(),
                succeeded,
                (int) Duration.ofNanos(System.nanoTime() - started).toMillis(),
                outbound.headers().getOrDefault("X-Request-ID", ""),
                outbound.headers().getOrDefault("X-Correlation-ID", ""),
                succeeded ? null : outbound.message(),
                versioned ? path.getFirst() : null,
                inbound.body(),
                outbound.body(),
                null,
                replayOf);
    }

    private Outbound answer(Inbound inbound, Supplier<Recognised> authentication) {
        String requestId = inbound.headers().first("X-Request-ID").orElseGet(OcpiDoor::newId);
        String correlationId = inbound.headers().first("X-Correlation-ID").orElseGet(OcpiDoor::newId);
        RoutingHeaders routing =
                RoutingHeaders.read(name -> inbound.headers().first(name).orElse(null));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("X-Request-ID", requestId);
        headers.put("X-Correlation-ID", correlationId);
        OcpiReply reply;
        try {
            reply = route(inbound, authentication.get(), routing, headers, requestId, correlationId);
        } catch (OcpiFailure failure) {
            reply = OcpiReply.of(failure);
        } catch (ProblemException refused) {
            reply = Envelope.refused(refused);
        } catch (RuntimeException unexpected) {
            LOG.errorf(unexpected, "OCPI request failed, requestId=%s correlationId=%s", requestId, correlationId);
            reply = OcpiReply.of(OcpiFailure.refused(OcpiStatus.SERVER_ERROR, OcpiStatus.SERVER_ERROR.message()));
        }
        headers.putAll(reply.headers());
        return new Outbound(
                reply.httpStatus(),
                headers,
                Envelope.of(reply, clock.instant()),
                reply.status().code(),
                Envelope.message(reply));
    }

    private OcpiReply route(
            Inbound inbound,
            Recognised authenticated,
            RoutingHeaders routing,
            Map<String, String> headers,
            String requestId,
            String correlationId) {
        if (inbound.cutOff()) {
            throw OcpiFailure.tooLarge();
        }
        String baseUrl = self.baseUrl(inbound.origin());
        List<String> path = Addresses.asWeServe(
                inbound.path(), authenticated.caller().partner().version());
        if (path.equals(List.of("versions"))) {
            requireGet(inbound.method());
            return OcpiReply.ok(VersionLists.versions(versions.all(), baseUrl));
        }
        ProtocolVersion version = path.isEmpty()
                ? null
                : ProtocolVersion.of(path.getFirst())
                        .filter(versions.all()::contains)
                        .orElse(null);
        if (version == null) {
            throw OcpiFailure.notFound(OcpiStatus.UNSUPPORTED_VERSION, "There is nothing at this address");
        }
        if (path.size() == 1 || path.equals(List.of(version.number(), "details"))) {
            requireGet(inbound.method());
            return OcpiReply.ok(VersionLists.details(version, modules(version), baseUrl));
        }
        OcpiModule module = Optional.ofNullable(
                        byVersion.getOrDefault(version, Map.of()).get(path.get(1)))
                .orElseThrow(() -> OcpiFailure.notFound("There is nothing at this address"));
        if (module.functional()) {
            if (authenticated.caller().registering()) {
                throw OcpiFailure.unauthorised("The registration token is for the credentials exchange only");
            }
            if (authenticated.caller().standing() == Standing.RENEWING) {
                directory.adopted(authenticated);
            }
        }
        if (module.routed() && Dialects.of(version).routed()) {
            headers.putAll(
                    routing.reply(self.party().countryCode(), self.party().partyId())
                            .asMap());
        }
        return module.handle(new OcpiRequest(
                inbound.method(),
                version,
                module.identifier(),
                Addresses.owned(path.subList(2, path.size())),
                inbound.query(),
                inbound.body(),
                authenticated.caller(),
                authenticated.token(),
                routing,
                baseUrl,
                requestId,
                correlationId));
    }

    private Recognised authenticate(Inbound inbound) {
        return directory
                .authenticate(AuthorizationHeader.candidates(
                        inbound.headers().first("Authorization").orElse(null)))
                .orElseThrow(() -> OcpiFailure.unauthorised("The credentials token is missing or unknown"));
    }

    private static void requireGet(Method method) {
        if (method != Method.GET) {
            throw OcpiFailure.methodNotAllowed("This address is read with GET only");
        }
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }
}
