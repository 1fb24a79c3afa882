package dev.voltaire.charger;

import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/// A home charger as its owner registered it. What it reports of itself at each boot is written beside this class, by
/// plain statements.
@Entity
@Table(name = "charger")
public class Charger {
    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @Version
    private int version;

    @Column
    private String identity;

    @Column(name = "organisation_unit_id")
    private UUID organisationUnitId;

    @Column(name = "allowed_profile_ids")
    private UUID[] allowedProfileIds;

    @Column
    private String name;

    @Column
    @Enumerated(EnumType.STRING)
    private Registration registration;

    @Column(name = "minimum_security")
    private short minimumSecurity;

    @Column(name = "password_salt")
    private byte[] passwordSalt;

    @Column(name = "password_hash")
    private byte[] passwordHash;

    @Column
    private @Nullable String brand;

    @Column
    private @Nullable String model;

    @Column(insertable = false, updatable = false)
    private @Nullable String vendor;

    @Column(name = "reported_model", insertable = false, updatable = false)
    private @Nullable String reportedModel;

    @Column(name = "serial_number", insertable = false, updatable = false)
    private @Nullable String serialNumber;

    @Column(name = "firmware_version", insertable = false, updatable = false)
    private @Nullable String firmwareVersion;

    @Column(name = "ocpp_version", insertable = false, updatable = false)
    private @Nullable String ocppVersion;

    @Column(name = "last_boot_at", insertable = false, updatable = false)
    private @Nullable Instant lastBootAt;

    @Column(name = "last_rejected_tag", insertable = false, updatable = false)
    private @Nullable String lastRejectedTag;

    @Column(name = "last_rejected_at", insertable = false, updatable = false)
    private @Nullable Instant lastRejectedAt;

    @Column(name = "assume_ocpp16")
    private boolean assumeOcpp16;

    @Column
    private boolean strict;

    @Column(name = "no_trigger")
    private boolean noTrigger;

    @Column(name = "ping_seconds")
    private @Nullable Integer pingSeconds;

    @Column(name = "heartbeat_seconds")
    private @Nullable Integer heartbeatSeconds;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "retired_at")
    private @Nullable Instant retiredAt;

    protected Charger() {}

    Charger(
            String identity,
            UUID organisationUnitId,
            Set<UUID> allowedProfileIds,
            String name,
            @Nullable String brand,
            @Nullable String model,
            ChargerPassword password,
            Instant at) {
        this.identity = identity;
        this.organisationUnitId = organisationUnitId;
        this.allowedProfileIds = allowedProfileIds.toArray(UUID[]::new);
        this.name = name;
        this.brand = brand;
        this.model = model;
        this.registration = Registration.ACCEPTED;
        this.minimumSecurity = 1;
        this.createdAt = at;
        store(password);
    }

    void changePassword(ChargerPassword password) {
        mustBeInUse();
        store(password);
    }

    void rename(String newName) {
        mustBeInUse();
        name = newName;
    }

    void allow(Set<UUID> profileIds) {
        mustBeInUse();
        allowedProfileIds = profileIds.toArray(UUID[]::new);
    }

    /// How this firmware differs from the specification; absent values mean the server's own.
    void behaves(Quirks quirks) {
        mustBeInUse();
        assumeOcpp16 = quirks.assumeOcpp16();
        strict = quirks.strict();
        noTrigger = quirks.noTrigger();
        pingSeconds = quirks.pingSeconds();
        heartbeatSeconds = quirks.heartbeatSeconds();
    }

    /// For ever: its connections are refused as unknown from then on. Its sessions stay.
    void retire(Instant at) {
        mustBeInUse();
        retiredAt = at;
        registration = Registration.REJECTED;
    }

    private void store(ChargerPassword password) {
        passwordSalt = password.salt();
        passwordHash = password.hash();
    }

    private void mustBeInUse() {
        if (retiredAt != null) {
            throw new ProblemException(Problem.WRONG_STATE, name, "RETIRED");
        }
    }

    public UUID id() {
        return id;
    }

    public int version() {
        return version;
    }

    /// The OCPP identity: for managers and operators only, never for drivers or partners.
    public String identity() {
        return identity;
    }

    public UUID organisationUnitId() {
        return organisationUnitId;
    }

    /// Empty: every profile of the organisation unit.
    public Set<UUID> allowedProfileIds() {
        return Set.of(allowedProfileIds);
    }

    public String name() {
        return name;
    }

    public Registration registration() {
        return registration;
    }

    public @Nullable String brand() {
        return brand == null ? vendor : brand;
    }

    public @Nullable String model() {
        return model == null ? reportedModel : model;
    }

    public @Nullable String serialNumber() {
        return serialNumber;
    }

    public @Nullable String firmwareVersion() {
        return firmwareVersion;
    }

    public @Nullable String ocppVersion() {
        return ocppVersion;
    }

    public @Nullable Instant lastBootAt() {
        return lastBootAt;
    }

    public @Nullable String lastRejectedTag() {
        return lastRejectedTag;
    }

    public @Nullable Instant lastRejectedAt() {
        return lastRejectedAt;
    }

    public Quirks quirks() {
        return new Quirks(assumeOcpp16, strict, noTrigger, pingSeconds, heartbeatSeconds);
    }

    public Instant createdAt() {
        return createdAt;
    }

    public @Nullable Instant retiredAt() {
        return retiredAt;
    }
}
