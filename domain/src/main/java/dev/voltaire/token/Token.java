package dev.voltaire.token;

import dev.voltaire.driver.Profile;
import dev.voltaire.message.Language;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.value.ContractId;
import dev.voltaire.value.TokenUid;
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
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/// What a driver shows to a charger: a card or a virtual token of the app.
///
/// AVAILABLE (stock) → LINKED (a profile has it) → ACTIVE ⇄ BLOCKED (at least one open block); any → INACTIVE, for
/// ever. `version` and `lastUpdated` rise with every change that partners must know; `revision` guards concurrent
/// edits.
@Entity
@Table(name = "token")
public class Token {
    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    private UUID id;

    @Version
    private int revision;

    @Column
    private String uid;

    @Column
    @Enumerated(EnumType.STRING)
    private TokenType type;

    @Column
    @Enumerated(EnumType.STRING)
    private Kind kind;

    @Column(name = "contract_id")
    private String contractId;

    @Column(name = "visual_number")
    private String visualNumber;

    @Column(name = "external_id")
    private @Nullable String externalId;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "organisation_unit_id")
    private @Nullable OrganisationUnit organisationUnit;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "profile_id")
    private @Nullable Profile profile;

    @Column
    @Enumerated(EnumType.STRING)
    private TokenStatus status;

    @Column(name = "valid_from")
    private @Nullable Instant validFrom;

    @Column(name = "valid_until")
    private @Nullable Instant validUntil;

    @Column
    @Enumerated(EnumType.STRING)
    private Whitelist whitelist;

    @Column
    @Enumerated(EnumType.STRING)
    private @Nullable Language language;

    @Column(name = "open_blocks")
    private int openBlocks;

    @Column
    private long version;

    @Column(name = "last_updated")
    private Instant lastUpdated;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "activated_at")
    private @Nullable Instant activatedAt;

    @Column(name = "deactivated_at")
    private @Nullable Instant deactivatedAt;

    /// A thing in a pocket, or a number in the app.
    public enum Kind {
        PHYSICAL,
        VIRTUAL
    }

    protected Token() {}

    private Token(TokenUid uid, TokenType type, Kind kind, ContractId contractId, Whitelist whitelist, Instant at) {
        this.uid = uid.canonical();
        this.type = type;
        this.kind = kind;
        this.contractId = contractId.compact();
        this.visualNumber = contractId.dashed();
        this.whitelist = whitelist;
        this.status = TokenStatus.AVAILABLE;
        this.version = 1;
        this.createdAt = at;
        this.lastUpdated = at;
    }

    /// A card in stock. `visualNumber` is what is printed on it; absent, the contract id.
    static Token card(TokenUid uid, ContractId contractId, @Nullable String visualNumber, Instant at) {
        Token token = new Token(uid, TokenType.RFID, Kind.PHYSICAL, contractId, Whitelist.ALLOWED, at);
        if (visualNumber != null) {
            token.visualNumber = visualNumber;
        }
        return token;
    }

    /// A token of the app. Partners always ask us before they let it charge.
    static Token virtual(TokenUid uid, ContractId contractId, Instant at) {
        return new Token(uid, TokenType.OTHER, Kind.VIRTUAL, contractId, Whitelist.NEVER, at);
    }

    void linkTo(Profile newProfile, Instant at) {
        if (status != TokenStatus.AVAILABLE) {
            throw wrongState();
        }
        newProfile.mustBeActive();
        profile = newProfile;
        organisationUnit = newProfile.organisationUnit();
        language = newProfile.organisationUnit().language();
        status = TokenStatus.LINKED;
        changed(at);
    }

    void activate(Instant at) {
        if (status != TokenStatus.LINKED) {
            throw wrongState();
        }
        status = TokenStatus.ACTIVE;
        activatedAt = at;
        if (validFrom == null) {
            validFrom = at;
        }
        changed(at);
    }

    TokenBlock block(
            TokenBlock.Reason reason, TokenBlock.Initiator initiator, @Nullable String note, String by, Instant at) {
        if (status == TokenStatus.AVAILABLE || status == TokenStatus.INACTIVE) {
            throw wrongState();
        }
        openBlocks++;
        status = TokenStatus.BLOCKED;
        changed(at);
        return new TokenBlock(this, reason, initiator, note, by, at);
    }

    void lift(TokenBlock block, String by, Instant at) {
        if (status != TokenStatus.BLOCKED) {
            throw wrongState();
        }
        block.lift(by, at);
        openBlocks--;
        if (openBlocks == 0) {
            status = activatedAt == null ? TokenStatus.LINKED : TokenStatus.ACTIVE;
            changed(at);
        }
    }

    /// For ever: loss, theft, the end of the profile or of the account.
    void deactivate(Instant at) {
        if (status == TokenStatus.INACTIVE) {
            throw new ProblemException(Problem.TOKEN_DEACTIVATED);
        }
        status = TokenStatus.INACTIVE;
        deactivatedAt = at;
        changed(at);
    }

    void validBetween(@Nullable Instant from, @Nullable Instant until, Instant at) {
        mustNotBeInactive();
        validFrom = from;
        validUntil = until;
        changed(at);
    }

    void offlineRule(Whitelist rule, Instant at) {
        mustNotBeInactive();
        whitelist = rule;
        changed(at);
    }

    void knownAs(@Nullable String newExternalId) {
        externalId = newExternalId;
    }

    /// Its holder changed in a way that partners must know.
    void touch(Instant at) {
        changed(at);
    }

    private void mustNotBeInactive() {
        if (status == TokenStatus.INACTIVE) {
            throw new ProblemException(Problem.TOKEN_DEACTIVATED);
        }
    }

    private ProblemException wrongState() {
        return status == TokenStatus.INACTIVE
                ? new ProblemException(Problem.TOKEN_DEACTIVATED)
                : new ProblemException(Problem.WRONG_STATE, visualNumber, status);
    }

    private void changed(Instant at) {
        version++;
        lastUpdated = at;
    }

    /// OCPI's `valid`: may be used now as far as the token itself is concerned.
    public boolean isValid(Instant now) {
        return status == TokenStatus.ACTIVE
                && (validFrom == null || !now.isBefore(validFrom))
                && (validUntil == null || now.isBefore(validUntil));
    }

    public UUID id() {
        return id;
    }

    public int revision() {
        return revision;
    }

    public TokenUid uid() {
        return new TokenUid(uid);
    }

    public TokenType type() {
        return type;
    }

    public Kind kind() {
        return kind;
    }

    public ContractId contractId() {
        return new ContractId(contractId);
    }

    public String visualNumber() {
        return visualNumber;
    }

    public @Nullable String externalId() {
        return externalId;
    }

    /// Absent for a card in the operator's stock.
    public @Nullable OrganisationUnit organisationUnit() {
        return organisationUnit;
    }

    public @Nullable Profile profile() {
        return profile;
    }

    public TokenStatus status() {
        return status;
    }

    public @Nullable Instant validFrom() {
        return validFrom;
    }

    public @Nullable Instant validUntil() {
        return validUntil;
    }

    public Whitelist whitelist() {
        return whitelist;
    }

    public @Nullable Language language() {
        return language;
    }

    public long version() {
        return version;
    }

    public Instant lastUpdated() {
        return lastUpdated;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public @Nullable Instant activatedAt() {
        return activatedAt;
    }

    public @Nullable Instant deactivatedAt() {
        return deactivatedAt;
    }
}
