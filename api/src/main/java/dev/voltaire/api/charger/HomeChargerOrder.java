package dev.voltaire.api.charger;

import dev.voltaire.charger.ChargingLimit;
import dev.voltaire.charger.CommandAction;
import dev.voltaire.charger.CommandOrder;
import dev.voltaire.charger.CommandOrder.CertificateUse;
import dev.voltaire.session.ChargerControl;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A command; which fields it needs depends on the action.
@Schema(name = "NewHomeChargerCommand")
public record HomeChargerOrder(
        @NotNull CommandAction action,
        @Min(0) @Max(100) @Nullable Integer evse,
        @Min(0) @Max(100) @Nullable Integer connector,

        @Schema(description = "Whose token, for REMOTE_START, RESERVE and CUSTOMER_INFORMATION") @Nullable
        UUID tokenId,

        @Schema(description = "What to stop, limit or ask about") @Nullable
        UUID sessionId,

        @Schema(description = "RESET at once instead of after running sessions") @Nullable
        Boolean hard,

        @Schema(description = "For CHANGE_AVAILABILITY") @Nullable
        Boolean operative,

        @Size(max = 50) @Schema(description = "What to TRIGGER, in OCPP's words") @Nullable
        String message,

        @Size(max = 50)
        @Schema(
                description = "In OCPP's words: the base report of GET_CONFIGURATION, the log of GET_LOG, the base of"
                        + " SET_MONITORING_BASE")
        @Nullable
        String kind,

        @Size(max = 50) @Schema(description = "OCPP 2.0.1 component of a single variable") @Nullable
        String component,

        @Size(max = 50) @Schema(description = "A single configuration key or variable") @Nullable
        String key,

        @Size(max = 1000) @Nullable String value,

        @Size(min = 1, max = 50) @Schema(description = "Several configuration keys or variables at once") @Nullable
        List<@Valid Variable> variables,

        @Size(max = 500) @Schema(description = "Everybody on the charger's own list, for SEND_LOCAL_LIST") @Nullable
        List<UUID> tokenIds,

        @Valid @Schema(description = "For SET_CHARGING_PROFILE") @Nullable
        Limit limit,

        @Min(0)
        @Schema(
                description = "Id of a charging profile, reservation or monitor, version of a local list, or monitoring"
                        + " severity")
        @Nullable
        Integer number,

        @Min(1) @Max(604800) @Schema(description = "For GET_COMPOSITE_SCHEDULE") @Nullable
        Integer seconds,

        @Schema(description = "When a reservation ends, or firmware may be fetched") @Nullable
        Instant at,

        @Size(max = 512)
        @Pattern(regexp = "(https?|ftps?|sftp)://\\S+")
        @Schema(description = "For UPDATE_FIRMWARE and GET_LOG")
        @Nullable
        String url,

        @Valid @Schema(description = "Makes UPDATE_FIRMWARE a signed one") @Nullable
        Signature signature,

        @Valid @Schema(description = "For the certificate commands") @Nullable
        Certificate certificate,

        @Valid @Schema(description = "For SET_MONITORING") @Nullable
        Monitor monitor,

        @Valid @Schema(description = "For SET_NETWORK_PROFILE") @Nullable
        Network network,

        @Valid @Schema(description = "For CUSTOMER_INFORMATION") @Nullable
        Customer customer,

        @Valid @Schema(description = "For DATA_TRANSFER") @Nullable
        VendorData data,

        @DecimalMin("0")
        @Digits(integer = 8, fraction = 4)
        @Schema(description = "What a session has cost so far, for COST_UPDATED")
        @Nullable
        BigDecimal cost) {

    @Schema(name = "HomeChargerVariable")
    public record Variable(
            @Size(max = 50) @Nullable String component,
            @NotBlank @Size(max = 50) String name,
            @Size(max = 1000) @Nullable String value) {
        @Override
        public String toString() {
            return "Variable[" + name + "]";
        }
    }

    @Schema(name = "HomeChargerFirmwareSignature")
    public record Signature(
            @NotBlank @Size(max = 5500) String certificate,
            @NotBlank @Size(max = 800) String value) {}

    @Schema(name = "HomeChargerCertificate")
    public record Certificate(
            @Nullable CertificateUse use,

            @Size(max = 10000) @Schema(description = "PEM; CERTIFICATE_SIGNED takes a chain, leaf first") @Nullable
            String pem,

            @Valid @Schema(description = "Names an installed certificate, for DELETE_CERTIFICATE") @Nullable
            Hash hash) {}

    @Schema(name = "HomeChargerCertificateHash")
    public record Hash(
            @NotNull @Pattern(regexp = "SHA256|SHA384|SHA512")
            String algorithm,

            @NotBlank @Size(max = 128) String issuerNameHash,
            @NotBlank @Size(max = 128) String issuerKeyHash,
            @NotBlank @Size(max = 40) String serialNumber) {}

    @Schema(name = "HomeChargerMonitor")
    public record Monitor(
            @NotNull @Pattern(regexp = "UpperThreshold|LowerThreshold|Delta|Periodic|PeriodicClockAligned")
            String type,

            @NotNull @Digits(integer = 12, fraction = 4) BigDecimal value,
            @Min(0) @Max(9) int severity) {}

    @Schema(name = "HomeChargerNetwork")
    public record Network(
            @Min(0) @Max(100) int slot,

            @NotNull @Size(max = 512) @Pattern(regexp = "wss?://\\S+")
            String url,

            @Min(1) @Max(3) int securityProfile,
            @Min(1) @Max(600) int messageTimeout,

            @NotNull @Pattern(regexp = "(Wired|Wireless)[0-3]")
            String networkInterface) {}

    @Schema(name = "HomeChargerCustomer")
    public record Customer(
            boolean report,
            boolean clear,
            @Size(max = 64) @Nullable String identifier) {}

    @Schema(name = "HomeChargerVendorData")
    public record VendorData(
            @NotBlank @Size(max = 255) String vendorId,
            @Size(max = 50) @Nullable String messageId,
            @Size(max = 5000) @Nullable String data) {}

    /// How much the charger may deliver, and when.
    @Schema(name = "HomeChargerLimit")
    public record Limit(
            ChargingLimit.@NotNull Purpose purpose,
            @Min(0) @Max(100) int stackLevel,
            ChargingLimit.@NotNull Unit unit,
            @Nullable Instant startsAt,
            boolean daily,
            @Min(1) @Max(604800) @Nullable Integer durationSeconds,
            @NotNull @Size(min = 1, max = 24) List<@Valid Period> periods) {
        ChargingLimit limit() {
            return new ChargingLimit(
                    purpose,
                    stackLevel,
                    unit,
                    startsAt,
                    daily,
                    durationSeconds,
                    periods.stream()
                            .map(period ->
                                    new ChargingLimit.Period(period.startSeconds(), period.limit(), period.phases()))
                            .toList());
        }
    }

    /// @param limit in the unit of the profile, one decimal
    @Schema(name = "HomeChargerLimitPeriod")
    public record Period(
            @Min(0) int startSeconds,

            @NotNull @DecimalMin("0") @Digits(integer = 6, fraction = 1)
            BigDecimal limit,

            @Min(1) @Max(3) @Nullable Integer phases) {}

    ChargerControl.Wish wish() {
        return new ChargerControl.Wish(action, tokenId, sessionId, tokenIds, order());
    }

    private CommandOrder order() {
        return new CommandOrder(
                evse,
                connector,
                null,
                null,
                hard,
                operative,
                message,
                kind,
                allVariables(),
                limit == null ? null : limit.limit(),
                number,
                seconds,
                at,
                url,
                signature == null ? null : new CommandOrder.Signature(signature.certificate(), signature.value()),
                certificate == null ? null : certificate(certificate),
                monitor == null ? null : new CommandOrder.Monitor(monitor.type(), monitor.value(), monitor.severity()),
                network == null
                        ? null
                        : new CommandOrder.Network(
                                network.slot(),
                                network.url(),
                                network.securityProfile(),
                                network.messageTimeout(),
                                network.networkInterface()),
                customer == null
                        ? null
                        : new CommandOrder.Customer(customer.report(), customer.clear(), customer.identifier()),
                data == null ? null : new CommandOrder.VendorData(data.vendorId(), data.messageId(), data.data()),
                cost);
    }

    private @Nullable List<CommandOrder.Variable> allVariables() {
        if (variables != null) {
            return variables.stream()
                    .map(each -> new CommandOrder.Variable(each.component(), each.name(), each.value()))
                    .toList();
        }
        return key == null ? null : List.of(new CommandOrder.Variable(component, key, value));
    }

    private static CommandOrder.Certificate certificate(Certificate certificate) {
        Hash hash = certificate.hash();
        return new CommandOrder.Certificate(
                certificate.use(),
                certificate.pem(),
                hash == null
                        ? null
                        : new CommandOrder.CertificateHash(
                                hash.algorithm(), hash.issuerNameHash(), hash.issuerKeyHash(), hash.serialNumber()));
    }
}
