package dev.voltaire.charger;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The particulars of a command; which of them count depends on the action.
///
/// @param evse the outlet, connector number in OCPP 1.6
/// @param transaction which transaction is meant; filled in from a session
/// @param who whose token is meant; filled in from tokens
/// @param hard reset at once instead of after the running transactions
/// @param operative make available, or unavailable when false
/// @param message what to trigger
/// @param kind which report, log or monitoring base, in OCPP's words
/// @param variables configuration keys or variables, with values where they are to be set
/// @param limit the charging profile to set
/// @param number id of a charging profile, reservation or monitor, version of a local list, monitoring severity
/// @param seconds how far a composite schedule reaches
/// @param at when a reservation ends, or firmware may be fetched
/// @param url where firmware comes from, or a log goes to; may hold credentials
public record CommandOrder(
        @Nullable Integer evse,
        @Nullable Integer connector,
        @Nullable Transaction transaction,
        @Nullable Who who,
        @Nullable Boolean hard,
        @Nullable Boolean operative,
        @Nullable String message,
        @Nullable String kind,
        @Nullable List<Variable> variables,
        @Nullable ChargingLimit limit,
        @Nullable Integer number,
        @Nullable Integer seconds,
        @Nullable Instant at,
        @Nullable String url,
        @Nullable Signature signature,
        @Nullable Certificate certificate,
        @Nullable Monitor monitor,
        @Nullable Network network,
        @Nullable Customer customer,
        @Nullable VendorData data,
        @Nullable BigDecimal cost) {
    public static final CommandOrder NONE = new CommandOrder(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
            null, null, null);

    /// @param number what an OCPP 1.6 charger calls it
    /// @param key the id that a 2.0.1 station gave it
    public record Transaction(@Nullable Integer number, String key) {}

    /// @param tag whose token to start with or to reserve for
    /// @param tags the complete local list
    public record Who(
            @Nullable String tag,
            @Nullable Integer remoteStartId,
            @Nullable List<String> tags) {
        @Override
        public String toString() {
            return "Who[redacted]";
        }
    }

    /// @param component absent in OCPP 1.6
    public record Variable(
            @Nullable String component,
            String name,
            @Nullable String value) {
        @Override
        public String toString() {
            return "Variable[" + name + "]";
        }
    }

    /// @param certificate PEM of who signed the firmware
    /// @param value base64
    public record Signature(String certificate, String value) {}

    public enum CertificateUse {
        /// The charger's own, for security profile 3.
        CHARGER,
        V2G,
        CENTRAL_SYSTEM_ROOT,
        MANUFACTURER_ROOT,
        V2G_ROOT,
        MOBILITY_OPERATOR_ROOT
    }

    /// @param pem a certificate or chain to install
    /// @param hash an installed one
    public record Certificate(
            @Nullable CertificateUse use,
            @Nullable String pem,
            @Nullable CertificateHash hash) {}

    public record CertificateHash(String algorithm, String issuerNameHash, String issuerKeyHash, String serialNumber) {}

    /// @param type in OCPP's words, such as `UpperThreshold`
    public record Monitor(String type, BigDecimal value, int severity) {}

    public record Network(int slot, String url, int securityProfile, int messageTimeout, String networkInterface) {}

    /// @param identifier of a customer, known to both sides; otherwise whose token is meant
    public record Customer(
            boolean report, boolean clear, @Nullable String identifier) {}

    public record VendorData(
            String vendorId,
            @Nullable String messageId,
            @Nullable String data) {}

    public static CommandOrder ofTransaction(String transactionKey) {
        return NONE.about(new Transaction(null, transactionKey));
    }

    public static CommandOrder ofCertificate(Certificate certificate) {
        return new CommandOrder(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                certificate,
                null,
                null,
                null,
                null,
                null);
    }

    public CommandOrder about(Transaction which) {
        return new CommandOrder(
                evse,
                connector,
                which,
                who,
                hard,
                operative,
                message,
                kind,
                variables,
                limit,
                number,
                seconds,
                at,
                url,
                signature,
                certificate,
                monitor,
                network,
                customer,
                data,
                cost);
    }

    public CommandOrder of(Who whose) {
        return new CommandOrder(
                evse,
                connector,
                transaction,
                whose,
                hard,
                operative,
                message,
                kind,
                variables,
                limit,
                number,
                seconds,
                at,
                url,
                signature,
                certificate,
                monitor,
                network,
                customer,
                data,
                cost);
    }

    /// With cards as the charger knows them.
    CommandOrder spoken(TagFormat format) {
        if (who == null) {
            return this;
        }
        return of(new Who(
                who.tag() == null ? null : format.write(who.tag()),
                who.remoteStartId(),
                who.tags() == null
                        ? null
                        : who.tags().stream().map(format::write).toList()));
    }

    public @Nullable String tag() {
        return who == null ? null : who.tag();
    }

    @Override
    public String toString() {
        return "CommandOrder[evse=" + evse + "]";
    }
}
