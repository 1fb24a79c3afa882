package dev.voltaire.identity;

import dev.voltaire.message.Language;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.UuidGenerator;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// A person who may sign in. One undeleted user per e-mail address, whatever its case; deleting frees the address.
/// `tokenVersion` rises whenever access tokens already issued must stop working.
@Entity
@Table(name = "app_user")
public class User {
    static final int FAILURES_BEFORE_LOCKOUT = 5;
    static final Duration LOCKOUT = Duration.ofMinutes(15);

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @Version
    private int version;

    @Column
    private String email;

    @Column(name = "first_name")
    private String firstName;

    @Column(name = "last_name")
    private String lastName;

    @Column
    private @Nullable String phone;

    @Column
    @Enumerated(EnumType.STRING)
    private @Nullable Language locale;

    @Column(name = "vat_visibility")
    @Enumerated(EnumType.STRING)
    private VatVisibility vatVisibility;

    @Column
    private boolean active;

    @Column(name = "lockout_enabled")
    private boolean lockoutEnabled;

    @Column
    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<Role> roles;

    // An array rather than a join table: row-level security and lists of 100,000 users read it in the row itself.
    @Column(name = "organisation_unit_ids")
    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<UUID> organisationUnitIds;

    @Column(name = "active_profile_id")
    private @Nullable UUID activeProfileId;

    @Column(name = "password_hash")
    private @Nullable String passwordHash;

    @Column(name = "token_version")
    private int tokenVersion;

    @Column(name = "failed_logins")
    private int failedLogins;

    @Column(name = "locked_until")
    private @Nullable Instant lockedUntil;

    @Column(name = "email_confirmed_at")
    private @Nullable Instant emailConfirmedAt;

    @Column(name = "last_login_at")
    private @Nullable Instant lastLoginAt;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "deleted_at")
    private @Nullable Instant deletedAt;

    /// What a manager types about a person.
    public record Particulars(
            String email,
            String firstName,
            String lastName,
            @Nullable String phone,
            VatVisibility vatVisibility,
            boolean active,
            boolean lockoutEnabled) {}

    protected User() {}

    User(Particulars particulars, Collection<Role> roles, Collection<OrganisationUnit> units, Instant at) {
        this.email = particulars.email();
        this.createdAt = at;
        describe(particulars);
        assign(roles, units);
    }

    /// A changed address is unconfirmed again, and what was signed in under the old one is signed out.
    public final void change(Particulars particulars) {
        if (!email.equalsIgnoreCase(particulars.email())) {
            emailConfirmedAt = null;
            tokenVersion++;
        }
        if (active && !particulars.active()) {
            tokenVersion++;
        }
        email = particulars.email();
        describe(particulars);
    }

    private void describe(Particulars particulars) {
        firstName = particulars.firstName();
        lastName = particulars.lastName();
        phone = particulars.phone();
        vatVisibility = particulars.vatVisibility();
        active = particulars.active();
        lockoutEnabled = particulars.lockoutEnabled();
    }

    /// Raises the token version: a right taken away must not live on in an access token.
    public final void assign(Collection<Role> newRoles, Collection<OrganisationUnit> units) {
        units.forEach(OrganisationUnit::mustBeActive);
        roles = new ArrayList<>(EnumSet.copyOf(newRoles));
        organisationUnitIds = new ArrayList<>(
                units.stream().map(OrganisationUnit::id).distinct().sorted().toList());
        tokenVersion++;
    }

    public void speak(@Nullable Language language) {
        locale = language;
    }

    public void driveAs(@Nullable UUID profileId) {
        activeProfileId = profileId;
    }

    /// Follows a link sent to the address, which proves that it is theirs.
    void acceptWith(String newPasswordHash, Instant at) {
        passwordHash = newPasswordHash;
        if (emailConfirmedAt == null) {
            emailConfirmedAt = at;
        }
        tokenVersion++;
        unlock();
    }

    void confirmEmail(Instant at) {
        emailConfirmedAt = at;
    }

    public void unlock() {
        failedLogins = 0;
        lockedUntil = null;
    }

    public void signOutEverywhere() {
        tokenVersion++;
    }

    boolean isLocked(Instant now) {
        return lockedUntil != null && now.isBefore(lockedUntil);
    }

    void loginFailed(Instant now) {
        failedLogins++;
        if (lockoutEnabled && failedLogins >= FAILURES_BEFORE_LOCKOUT) {
            lockedUntil = now.plus(LOCKOUT);
            failedLogins = 0;
        }
    }

    void loginSucceeded(Instant now) {
        unlock();
        lastLoginAt = now;
    }

    /// The row stays for histories; name and address do not.
    void delete(Instant at) {
        if (deletedAt != null) {
            throw new ProblemException(Problem.NOT_FOUND);
        }
        deletedAt = at;
        active = false;
        passwordHash = null;
        email = "deleted-" + id + "@invalid";
        firstName = "";
        lastName = "";
        phone = null;
        tokenVersion++;
    }

    public boolean hasPassword() {
        return passwordHash != null;
    }

    @Nullable
    String passwordHash() {
        return passwordHash;
    }

    public UUID id() {
        return id;
    }

    public int version() {
        return version;
    }

    public String email() {
        return email;
    }

    public String firstName() {
        return firstName;
    }

    public String lastName() {
        return lastName;
    }

    public String fullName() {
        return firstName + " " + lastName;
    }

    public @Nullable String phone() {
        return phone;
    }

    /// Absent: the organisation unit's language.
    public @Nullable Language locale() {
        return locale;
    }

    public VatVisibility vatVisibility() {
        return vatVisibility;
    }

    public boolean active() {
        return active;
    }

    public boolean lockoutEnabled() {
        return lockoutEnabled;
    }

    public Set<Role> roles() {
        return Set.copyOf(roles);
    }

    public List<UUID> organisationUnitIds() {
        return List.copyOf(organisationUnitIds);
    }

    public @Nullable UUID activeProfileId() {
        return activeProfileId;
    }

    public int tokenVersion() {
        return tokenVersion;
    }

    public @Nullable Instant lockedUntil() {
        return lockedUntil;
    }

    public @Nullable Instant emailConfirmedAt() {
        return emailConfirmedAt;
    }

    public @Nullable Instant lastLoginAt() {
        return lastLoginAt;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public @Nullable Instant deletedAt() {
        return deletedAt;
    }
}
