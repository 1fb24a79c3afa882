package dev.voltaire.ocpp.v201;

import dev.voltaire.charger.BootReport;
import dev.voltaire.charger.ConnectorReport;
import dev.voltaire.charger.Registration;
import dev.voltaire.ocpp.connection.Exchange;
import dev.voltaire.ocpp.v201.Messages.AuthorizationStatus;
import dev.voltaire.ocpp.v201.Messages.BootNotificationRequest;
import dev.voltaire.ocpp.v201.Messages.ChargingStation;
import dev.voltaire.ocpp.v201.Messages.IdToken;
import dev.voltaire.ocpp.v201.Messages.IdTokenInfo;
import dev.voltaire.ocpp.v201.Messages.RegistrationStatus;
import dev.voltaire.ocpp.v201.Messages.StatusNotificationRequest;
import dev.voltaire.ocpp.v201.TransactionMessages.MeterValue;
import dev.voltaire.ocpp.v201.TransactionMessages.SampledValue;
import dev.voltaire.ocpp.v201.TransactionMessages.TransactionEventRequest;
import dev.voltaire.ocpp.v201.TransactionMessages.UnitOfMeasure;
import dev.voltaire.ocpp.wire.Deviation;
import dev.voltaire.ocpp.wire.MeterSample;
import dev.voltaire.ocpp.wire.OcppVersion;
import dev.voltaire.ocpp.wire.UnfitPayloadException;
import dev.voltaire.session.MeterReading;
import dev.voltaire.session.TransactionEventFact;
import dev.voltaire.session.TransactionEventFact.Kind;
import dev.voltaire.session.TransactionEventFact.Presented;
import dev.voltaire.token.AuthorisationDecision;
import dev.voltaire.token.AuthorisationDecision.Allowed;
import dev.voltaire.token.AuthorisationDecision.Refused;
import dev.voltaire.token.TokenType;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// OCPP 2.0.1 ↔ domain.
public final class Mapping {
    private static final UnitOfMeasure WATT_HOURS = new UnitOfMeasure("Wh", 0);

    private Mapping() {}

    public static IdTokenInfo idTokenInfo(AuthorisationDecision decision) {
        return switch (decision) {
            case Allowed(var token, var _) -> new IdTokenInfo(AuthorizationStatus.Accepted, token.validUntil());
            case Refused(var reason, var _) ->
                new IdTokenInfo(
                        switch (reason) {
                            case UNKNOWN -> AuthorizationStatus.Unknown;
                            case BLOCKED -> AuthorizationStatus.Blocked;
                            case EXPIRED -> AuthorizationStatus.Expired;
                            case NO_CREDIT -> AuthorizationStatus.NoCredit;
                            case NOT_ALLOWED, PLACE_NEEDED -> AuthorizationStatus.NotAtThisLocation;
                        },
                        null);
        };
    }

    /// Free vending: nobody is named, so nobody can be refused (OCPP 2.0.1 C15).
    public static IdTokenInfo anonymous() {
        return new IdTokenInfo(AuthorizationStatus.Accepted, null);
    }

    public static Presented presented(IdToken token) {
        return switch (token.type()) {
            case "ISO14443", "ISO15693" -> new Presented(token.idToken(), TokenType.RFID, false);
            case "NoAuthorization" -> new Presented(token.idToken(), null, true);
            // The other types, and any a station invents: whatever token of ours has this uid.
            default -> new Presented(token.idToken(), null, false);
        };
    }

    public static BootReport bootReport(BootNotificationRequest request) {
        ChargingStation station = Objects.requireNonNullElse(
                request.chargingStation(), new ChargingStation(null, null, null, null, null));
        return new BootReport(
                station.vendorName(),
                station.model(),
                station.serialNumber(),
                station.firmwareVersion(),
                null,
                null,
                station.modem() == null ? null : station.modem().iccid(),
                station.modem() == null ? null : station.modem().imsi(),
                request.reason(),
                OcppVersion.V201.subprotocol());
    }

    public static RegistrationStatus status(Registration registration) {
        return switch (registration) {
            case ACCEPTED -> RegistrationStatus.Accepted;
            case PENDING -> RegistrationStatus.Pending;
            case REJECTED -> RegistrationStatus.Rejected;
        };
    }

    public static ConnectorReport connectorReport(StatusNotificationRequest request) {
        return new ConnectorReport(
                request.evseId(),
                request.connectorId(),
                request.connectorStatus(),
                null,
                null,
                null,
                request.timestamp());
    }

    public static TransactionEventFact transactionEvent(Exchange exchange, TransactionEventRequest request) {
        return new TransactionEventFact(
                exchange.peer().chargerId(),
                request.transactionInfo().transactionId(),
                kind(request.eventType()),
                Objects.requireNonNullElse(request.seqNo(), 0),
                Objects.requireNonNullElse(request.triggerReason(), ""),
                Boolean.TRUE.equals(request.offline()),
                request.evse() == null ? null : request.evse().id(),
                request.evse() == null ? null : request.evse().connectorId(),
                request.idToken() == null ? null : presented(request.idToken()),
                request.timestamp(),
                exchange.receivedAt(),
                request.transactionInfo().stoppedReason(),
                request.transactionInfo().remoteStartId(),
                readings(request.meterValue(), exchange.receivedAt()),
                exchange.frame());
    }

    public static List<MeterReading> readings(@Nullable List<MeterValue> values, Instant receivedAt) {
        return values == null
                ? List.of()
                : values.stream()
                        .filter(value -> value.sampledValue() != null)
                        .map(value -> MeterSample.reading(
                                Objects.requireNonNullElse(value.timestamp(), receivedAt),
                                Objects.requireNonNullElse(value.sampledValue(), List.<SampledValue>of()).stream()
                                        .map(Mapping::sample)
                                        .toList(),
                                Objects.requireNonNullElse(value.sampledValue(), List.of())))
                        .toList();
    }

    private static MeterSample sample(SampledValue value) {
        UnitOfMeasure unit = Objects.requireNonNullElse(value.unitOfMeasure(), WATT_HOURS);
        return new MeterSample(
                value.value(),
                Objects.requireNonNullElse(value.measurand(), MeterSample.ENERGY),
                value.phase(),
                Objects.requireNonNullElse(value.location(), "Outlet"),
                Objects.requireNonNullElse(value.context(), "Sample.Periodic"),
                Objects.requireNonNullElse(unit.unit(), "Wh"),
                Objects.requireNonNullElse(unit.multiplier(), 0),
                value.signedMeterValue() != null);
    }

    private static Kind kind(String eventType) {
        return switch (eventType) {
            case "Started" -> Kind.STARTED;
            case "Updated" -> Kind.UPDATED;
            case "Ended" -> Kind.ENDED;
            default -> throw new UnfitPayloadException(new Deviation(Deviation.Kind.UNKNOWN_WORD, "eventType"));
        };
    }
}
