package dev.voltaire.ocpp.v16;

import dev.voltaire.charger.BootReport;
import dev.voltaire.charger.ConnectorReport;
import dev.voltaire.charger.Registration;
import dev.voltaire.ocpp.v16.Messages.AuthorizationStatus;
import dev.voltaire.ocpp.v16.Messages.BootNotificationReq;
import dev.voltaire.ocpp.v16.Messages.IdTagInfo;
import dev.voltaire.ocpp.v16.Messages.MeterValue;
import dev.voltaire.ocpp.v16.Messages.RegistrationStatus;
import dev.voltaire.ocpp.v16.Messages.SampledValue;
import dev.voltaire.ocpp.v16.Messages.StatusNotificationReq;
import dev.voltaire.ocpp.wire.MeterSample;
import dev.voltaire.ocpp.wire.OcppVersion;
import dev.voltaire.session.MeterReading;
import dev.voltaire.token.AuthorisationDecision;
import dev.voltaire.token.AuthorisationDecision.Allowed;
import dev.voltaire.token.AuthorisationDecision.Refused;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// OCPP 1.6 ↔ domain.
public final class Mapping {
    private static final int LONGEST_NUMBER = 40;

    private Mapping() {}

    public static IdTagInfo idTagInfo(AuthorisationDecision decision) {
        return switch (decision) {
            case Allowed(var token, var _) -> new IdTagInfo(token.validUntil(), null, AuthorizationStatus.Accepted);
            case Refused(var reason, var _) ->
                IdTagInfo.of(
                        switch (reason) {
                            case UNKNOWN -> AuthorizationStatus.Invalid;
                            case BLOCKED, NO_CREDIT -> AuthorizationStatus.Blocked;
                            case EXPIRED -> AuthorizationStatus.Expired;
                            case NOT_ALLOWED, PLACE_NEEDED -> AuthorizationStatus.Invalid;
                        });
        };
    }

    public static BootReport bootReport(BootNotificationReq request) {
        return new BootReport(
                request.chargePointVendor(),
                request.chargePointModel(),
                request.chargePointSerialNumber() == null
                        ? request.chargeBoxSerialNumber()
                        : request.chargePointSerialNumber(),
                request.firmwareVersion(),
                request.meterSerialNumber(),
                request.meterType(),
                request.iccid(),
                request.imsi(),
                null,
                OcppVersion.V16.subprotocol());
    }

    public static RegistrationStatus status(Registration registration) {
        return switch (registration) {
            case ACCEPTED -> RegistrationStatus.Accepted;
            case PENDING -> RegistrationStatus.Pending;
            case REJECTED -> RegistrationStatus.Rejected;
        };
    }

    /// 1.6 knows no EVSEs: connector n is the only connector of EVSE n.
    public static ConnectorReport connectorReport(StatusNotificationReq request) {
        return new ConnectorReport(
                request.connectorId(),
                request.connectorId() == 0 ? 0 : 1,
                request.status(),
                request.errorCode(),
                request.info(),
                request.vendorErrorCode(),
                request.timestamp());
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

    /// Defaults of OCPP 1.6 §7.43: the active import register in Wh at the outlet, sampled periodically.
    private static MeterSample sample(SampledValue value) {
        boolean signed = "SignedData".equals(value.format());
        return new MeterSample(
                signed ? null : number(value.value()),
                Objects.requireNonNullElse(value.measurand(), MeterSample.ENERGY),
                value.phase(),
                Objects.requireNonNullElse(value.location(), "Outlet"),
                Objects.requireNonNullElse(value.context(), "Sample.Periodic"),
                Objects.requireNonNullElse(value.unit(), "Wh"),
                0,
                signed);
    }

    private static @Nullable BigDecimal number(String text) {
        if (text.length() > LONGEST_NUMBER) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(text.strip().replace(',', '.'));
            return Math.abs((long) number.scale()) > LONGEST_NUMBER ? null : number;
        } catch (NumberFormatException _) {
            return null;
        }
    }
}
