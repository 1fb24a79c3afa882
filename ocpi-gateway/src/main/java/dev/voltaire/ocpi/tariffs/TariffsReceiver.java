package dev.voltaire.ocpi.tariffs;

import dev.voltaire.ocpi.http.Notes;
import dev.voltaire.ocpi.http.OcpiFailure;
import dev.voltaire.ocpi.http.OcpiModule;
import dev.voltaire.ocpi.http.OcpiObject;
import dev.voltaire.ocpi.http.OcpiReply;
import dev.voltaire.ocpi.http.OcpiRequest;
import dev.voltaire.ocpi.http.OcpiRequest.Method;
import dev.voltaire.ocpi.http.OwnedObjects;
import dev.voltaire.ocpi.http.RawJson;
import dev.voltaire.partner.FindingLog;
import dev.voltaire.partner.PartnerEndpoint.Side;
import dev.voltaire.partner.ProtocolVersion;
import dev.voltaire.tariff.store.ReceivedTariff;
import dev.voltaire.tariff.store.TariffStore;
import dev.voltaire.tariff.store.TariffStore.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// What partners push about their tariffs: whole objects only.
@ApplicationScoped
class TariffsReceiver implements OcpiModule {
    private final TariffStore tariffs;
    private final FindingLog findings;
    private final Clock clock;

    @Inject
    TariffsReceiver(TariffStore tariffs, FindingLog findings, Clock clock) {
        this.tariffs = tariffs;
        this.findings = findings;
        this.clock = clock;
    }

    @Override
    public String identifier() {
        return "tariffs";
    }

    @Override
    public Side side() {
        return Side.RECEIVER;
    }

    @Override
    public Set<ProtocolVersion> versions() {
        return EnumSet.allOf(ProtocolVersion.class);
    }

    @Override
    public OcpiReply handle(OcpiRequest request) {
        List<String> path = request.path();
        if (request.method() == Method.POST || request.method() == Method.PATCH) {
            throw OcpiFailure.methodNotAllowed("Tariffs are pushed with PUT and removed with DELETE");
        }
        if (path.size() != 3) {
            throw OcpiFailure.notFound("A tariff is addressed by country code, party id and tariff id");
        }
        OwnedObjects.requireOwner(request, path.get(0), path.get(1));
        UUID partner = request.partner().id();
        return switch (request.method()) {
            case GET ->
                OcpiReply.ok(tariffs.current(partner, path.get(0), path.get(1), path.get(2))
                        .map(stored -> RawJson.object(stored.raw()))
                        .orElseThrow(() -> OcpiFailure.notFound("Unknown tariff")));
            case PUT -> put(request, path);
            case DELETE -> {
                if (!tariffs.withdraw(partner, path.get(0), path.get(1), path.get(2))) {
                    throw OcpiFailure.notFound("Unknown tariff");
                }
                yield OcpiReply.ok();
            }
            case POST, PATCH -> throw OcpiFailure.methodNotAllowed("Tariffs are pushed with PUT");
        };
    }

    private OcpiReply put(OcpiRequest request, List<String> path) {
        OcpiObject object = request.object();
        OwnedObjects.requireSame(object, "country_code", path.get(0));
        OwnedObjects.requireSame(object, "party_id", path.get(1));
        OwnedObjects.requireSame(object, "id", path.get(2));
        object.requiredText("currency");
        if (object.objects("elements").isEmpty()) {
            throw OcpiFailure.invalid("Missing required field: elements");
        }
        ReceivedTariff tariff =
                TariffMapping.read(object, request.partner(), path.get(0), path.get(1), clock.instant());
        Outcome outcome = tariffs.receive(tariff);
        Notes notes = new Notes("tariffs", path.get(2), object.node());
        TariffOddities.note(object, notes);
        findings.record(request.partner().id(), notes.findings());
        return OcpiReply.stored(outcome == Outcome.CREATED);
    }
}
