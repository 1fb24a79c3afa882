package dev.voltaire.partner;

import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UuidGenerator;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// A platform we exchange OCPI messages with. Its states: invited → connected ⇄ suspended → disconnected → invited.
@Entity
@Table(name = "partner")
public class Partner {
    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @Version
    private int revision;

    @Column(name = "name")
    private String name;

    @Enumerated(EnumType.STRING)
    @Column(name = "kind")
    private PartnerKind kind;

    @Enumerated(EnumType.STRING)
    @Column(name = "status")
    private PartnerStatus status;

    @Column(name = "versions_url")
    private @Nullable String versionsUrl;

    @Enumerated(EnumType.STRING)
    @Column(name = "version")
    private @Nullable ProtocolVersion version;

    @Column(name = "their_token")
    private @Nullable String theirToken;

    @Column(name = "their_token_before")
    private @Nullable String theirTokenBefore;

    @Column(name = "credentials_renewed_at")
    private @Nullable Instant credentialsRenewedAt;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "settings")
    private PartnerSettings settings;

    @Column(name = "connected_at")
    private @Nullable Instant connectedAt;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @ElementCollection
    @CollectionTable(name = "partner_role", joinColumns = @JoinColumn(name = "partner_id"))
    private List<PartnerRole> roles = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "partner_endpoint", joinColumns = @JoinColumn(name = "partner_id"))
    private List<PartnerEndpoint> endpoints = new ArrayList<>();

    protected Partner() {}

    /// A partner the operator expects: it holds a registration token and nothing else is known yet.
    Partner(String name, PartnerKind kind, Instant at) {
        this.name = name;
        this.kind = kind;
        this.status = PartnerStatus.INVITED;
        this.settings = PartnerSettings.STANDARD;
        this.createdAt = at;
        this.updatedAt = at;
    }

    /// The credentials exchange is finished for the first time, or again after a disconnection and a new invitation.
    void connect(Handshake handshake, Instant at) {
        require(status == PartnerStatus.INVITED);
        status = PartnerStatus.CONNECTED;
        connectedAt = at;
        theirToken = null;
        learn(handshake, at);
    }

    /// New credentials, endpoints or version of a connected partner (PUT credentials).
    void renew(Handshake handshake, Instant at) {
        require(status == PartnerStatus.CONNECTED);
        learn(handshake, at);
    }

    void disconnect(Instant at) {
        require(status == PartnerStatus.CONNECTED || status == PartnerStatus.SUSPENDED);
        status = PartnerStatus.DISCONNECTED;
        theirToken = null;
        theirTokenBefore = null;
        endpoints.clear();
        updatedAt = at;
    }

    void suspend(Instant at) {
        require(status == PartnerStatus.CONNECTED);
        status = PartnerStatus.SUSPENDED;
        updatedAt = at;
    }

    void resume(Instant at) {
        require(status == PartnerStatus.SUSPENDED);
        status = PartnerStatus.CONNECTED;
        updatedAt = at;
    }

    void inviteAgain(Instant at) {
        require(status == PartnerStatus.INVITED || status == PartnerStatus.DISCONNECTED);
        status = PartnerStatus.INVITED;
        updatedAt = at;
    }

    void requireConnected() {
        require(status == PartnerStatus.CONNECTED);
    }

    /// The token it gave us last has worked: the one before is not needed any more.
    void confirm(Credential worked) {
        if (worked.secret().equals(theirToken)) {
            theirTokenBefore = null;
        }
    }

    void rename(String newName, Instant at) {
        name = newName;
        updatedAt = at;
    }

    void adjust(PartnerSettings newSettings, Instant at) {
        settings = newSettings;
        updatedAt = at;
    }

    private void learn(Handshake handshake, Instant at) {
        version = handshake.version();
        versionsUrl = handshake.versionsUrl();
        theirTokenBefore = theirToken;
        theirToken = handshake.credential().secret();
        credentialsRenewedAt = at;
        settings = settings.withTokenEncoding(handshake.encoding());
        kind = handshake.kind();
        roles.clear();
        roles.addAll(handshake.roles());
        endpoints.clear();
        endpoints.addAll(handshake.endpoints());
        updatedAt = at;
    }

    private void require(boolean allowed) {
        if (!allowed) {
            throw new ProblemException(Problem.WRONG_STATE, name, status);
        }
    }

    public UUID id() {
        return id;
    }

    public int revision() {
        return revision;
    }

    public String name() {
        return name;
    }

    public PartnerKind kind() {
        return kind;
    }

    public PartnerStatus status() {
        return status;
    }

    public Optional<ProtocolVersion> version() {
        return Optional.ofNullable(version);
    }

    public Optional<String> versionsUrl() {
        return Optional.ofNullable(versionsUrl);
    }

    public PartnerSettings settings() {
        return settings;
    }

    public Optional<Instant> connectedAt() {
        return Optional.ofNullable(connectedAt);
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    public List<PartnerRole> roles() {
        return List.copyOf(roles);
    }

    public List<PartnerEndpoint> endpoints() {
        return List.copyOf(endpoints);
    }

    Optional<Credential> theirTokenBefore() {
        return Optional.ofNullable(theirTokenBefore).map(Credential::new);
    }

    Optional<Credential> theirToken() {
        return Optional.ofNullable(theirToken).map(Credential::new);
    }
}
