package dev.voltaire.identity;

import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UuidGenerator;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// A program of an integrator: it signs in with its own secret (OAuth 2.0 client credentials), sees one unit and those
/// below it with the rights of a role, and of these only what its scopes name. The secret can be replaced without an
/// interruption: the one before goes on working for a day.
@Entity
@Table(name = "api_client")
public class ApiClient {
    static final Duration OVERLAP = Duration.ofDays(1);

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @Version
    private int version;

    @Column(name = "client_id")
    private String clientId;

    @Column
    private String name;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "organisation_unit_id")
    private @Nullable OrganisationUnit organisationUnit;

    @Column
    @Enumerated(EnumType.STRING)
    private Role role;

    @Column
    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> scopes;

    @Column(name = "secret_hash")
    private byte[] secretHash;

    @Column(name = "secret_since")
    private Instant secretSince;

    @Column(name = "former_secret_hash")
    private byte @Nullable [] formerSecretHash;

    @Column(name = "former_secret_until")
    private @Nullable Instant formerSecretUntil;

    @Column(name = "token_version")
    private int tokenVersion;

    @Column(name = "created_by")
    private String createdBy;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "last_used_at")
    private @Nullable Instant lastUsedAt;

    @Column(name = "revoked_at")
    private @Nullable Instant revokedAt;

    protected ApiClient() {}

    ApiClient(
            String clientId,
            String name,
            @Nullable OrganisationUnit unit,
            Role role,
            Collection<String> scopes,
            Secret secret,
            String by,
            Instant at) {
        this.clientId = clientId;
        this.organisationUnit = unit;
        this.role = role;
        this.secretHash = secret.hash();
        this.secretSince = at;
        this.createdBy = by;
        this.createdAt = at;
        describe(name, scopes);
    }

    /// Scopes taken away are gone from access tokens already issued, too.
    final void describe(String newName, Collection<String> newScopes) {
        name = newName;
        scopes = new ArrayList<>(new TreeSet<>(newScopes));
    }

    void rotate(Secret secret, Instant at) {
        mustNotBeRevoked();
        formerSecretHash = secretHash;
        formerSecretUntil = at.plus(OVERLAP);
        secretHash = secret.hash();
        secretSince = at;
    }

    void revoke(Instant at) {
        mustNotBeRevoked();
        revokedAt = at;
        tokenVersion++;
    }

    void mustNotBeRevoked() {
        if (revokedAt != null) {
            throw new ProblemException(Problem.WRONG_STATE, name, "REVOKED");
        }
    }

    boolean accepts(Secret secret, Instant now) {
        byte[] given = secret.hash();
        boolean present = MessageDigest.isEqual(given, secretHash);
        boolean former = formerSecretHash != null
                && formerSecretUntil != null
                && now.isBefore(formerSecretUntil)
                && MessageDigest.isEqual(given, formerSecretHash);
        return revokedAt == null && (present || former);
    }

    public UUID id() {
        return id;
    }

    public int version() {
        return version;
    }

    public String clientId() {
        return clientId;
    }

    public String name() {
        return name;
    }

    /// Absent for a client of the platform operator, which sees everything.
    public @Nullable OrganisationUnit organisationUnit() {
        return organisationUnit;
    }

    public Role role() {
        return role;
    }

    public Set<String> scopes() {
        return new TreeSet<>(scopes);
    }

    public Instant secretSince() {
        return secretSince;
    }

    public @Nullable Instant formerSecretUntil() {
        return formerSecretUntil;
    }

    public int tokenVersion() {
        return tokenVersion;
    }

    public String createdBy() {
        return createdBy;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public @Nullable Instant lastUsedAt() {
        return lastUsedAt;
    }

    public @Nullable Instant revokedAt() {
        return revokedAt;
    }
}
