package dev.voltaire.api.token;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.voltaire.api.http.Reference;
import dev.voltaire.api.http.Tagged;
import dev.voltaire.driver.Profile;
import dev.voltaire.identity.Caller;
import dev.voltaire.organisation.OrganisationUnit;
import dev.voltaire.token.Token;
import dev.voltaire.token.TokenRepository;
import dev.voltaire.token.TokenStatus;
import dev.voltaire.token.TokenType;
import dev.voltaire.token.Whitelist;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A token as its detail page shows it.
@Schema(name = "Token")
public record TokenBody(
        UUID id,
        String visualNumber,

        @Schema(description = "EMA-ID", examples = "NL-VLT-CWRRHWVXL-J")
        String contractId,

        String countryCode,
        TokenType type,
        Token.Kind kind,
        TokenStatus status,
        String uid,
        @Nullable Reference orgUnit,
        @Nullable Reference profile,
        @Nullable String externalId,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        Whitelist whitelist,

        @Schema(description = "Rises with each change partners must know")
        long version,

        Instant lastUpdated,
        Instant createdAt,
        @Nullable Instant activatedAt,
        @Nullable Instant deactivatedAt,
        List<Action> allowedActions,
        @JsonIgnore int revision)
        implements Tagged {

    /// What the caller may do with the token now.
    @Schema(name = "TokenAction")
    public enum Action {
        EDIT,
        ASSIGN,
        BLOCK,
        UNBLOCK,
        DEACTIVATE,
        SHOW_DISTRIBUTION
    }

    /// A row of the list.
    @Schema(name = "TokenRow")
    public record Row(
            UUID id,
            String visualNumber,
            TokenType type,
            Token.Kind kind,
            TokenStatus status,
            String uid,
            String contractId,
            @Nullable Reference orgUnit,
            @Nullable Reference profile,
            @Nullable Instant validFrom,
            @Nullable Instant validUntil,
            Instant createdAt,
            List<Action> allowedActions) {

        static Row of(TokenRepository.Summary token, Caller by) {
            return new Row(
                    token.id(),
                    token.visualNumber(),
                    token.type(),
                    token.kind(),
                    token.status(),
                    token.uid(),
                    token.contractId().dashed(),
                    reference(token.unitId(), token.unitLabel()),
                    reference(token.profileId(), token.profileName()),
                    token.validFrom(),
                    token.validUntil(),
                    token.createdAt(),
                    allowed(token.status(), by));
        }
    }

    public static TokenBody of(Token token, Caller by) {
        OrganisationUnit unit = token.organisationUnit();
        Profile profile = token.profile();
        return new TokenBody(
                token.id(),
                token.visualNumber(),
                token.contractId().dashed(),
                token.contractId().compact().substring(0, 2),
                token.type(),
                token.kind(),
                token.status(),
                token.uid().canonical(),
                unit == null ? null : new Reference(unit.id(), unit.displayName()),
                profile == null ? null : new Reference(profile.id(), profile.name()),
                token.externalId(),
                token.validFrom(),
                token.validUntil(),
                token.whitelist(),
                token.version(),
                token.lastUpdated(),
                token.createdAt(),
                token.activatedAt(),
                token.deactivatedAt(),
                allowed(token.status(), by),
                token.revision());
    }

    private static List<Action> allowed(TokenStatus status, Caller by) {
        return switch (status) {
            case AVAILABLE ->
                by.isOperator()
                        ? List.of(Action.EDIT, Action.ASSIGN, Action.DEACTIVATE, Action.SHOW_DISTRIBUTION)
                        : List.of();
            case LINKED, ACTIVE -> List.of(Action.EDIT, Action.BLOCK, Action.DEACTIVATE, Action.SHOW_DISTRIBUTION);
            case BLOCKED ->
                List.of(Action.EDIT, Action.UNBLOCK, Action.BLOCK, Action.DEACTIVATE, Action.SHOW_DISTRIBUTION);
            case INACTIVE -> List.of(Action.SHOW_DISTRIBUTION);
        };
    }

    private static @Nullable Reference reference(@Nullable UUID id, @Nullable String label) {
        return id == null || label == null ? null : new Reference(id, label);
    }
}
