package dev.voltaire.api.user;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.voltaire.api.http.Reference;
import dev.voltaire.api.http.Tagged;
import dev.voltaire.identity.Caller;
import dev.voltaire.identity.Role;
import dev.voltaire.identity.User;
import dev.voltaire.identity.UserRepository;
import dev.voltaire.identity.VatVisibility;
import dev.voltaire.legal.Consent;
import dev.voltaire.legal.LegalDocument;
import dev.voltaire.organisation.OrganisationUnit;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A user as the edit window shows it.
@Schema(name = "User")
record UserBody(
        UUID id,
        String email,
        String firstName,
        String lastName,
        @Nullable String phone,
        VatVisibility vatVisibility,
        boolean active,
        boolean lockoutEnabled,
        @Nullable Instant lockedUntil,
        boolean emailConfirmed,
        Set<Role> roles,
        List<Reference> orgUnits,
        @Nullable Instant lastLoginAt,
        Instant createdAt,
        List<Action> allowedActions,
        @JsonIgnore int revision)
        implements Tagged {

    /// What the caller may do with the user now.
    @Schema(name = "UserAction")
    enum Action {
        EDIT,
        DELETE,
        RESEND_INVITATION,
        UNLOCK
    }

    /// That the user accepted a version of a document, in the language it was read in.
    @Schema(name = "Consent")
    record GivenConsent(
            UUID documentId, LegalDocument.Type type, int version, String language, String title, Instant acceptedAt) {

        static GivenConsent of(Consent consent) {
            return new GivenConsent(
                    consent.documentId(),
                    consent.type(),
                    consent.version(),
                    consent.language().tag(),
                    consent.title(),
                    consent.acceptedAt());
        }
    }

    /// A row of the list.
    @Schema(name = "UserRow")
    record Row(
            UUID id,
            String email,
            String firstName,
            String lastName,
            Set<Role> roles,
            boolean emailConfirmed,
            boolean active,
            @Nullable Instant lockedUntil,
            @Schema(description = "Those the caller sees") List<Reference> orgUnits,
            Instant createdAt,
            List<Action> allowedActions) {

        static Row of(UserRepository.Summary user, Caller.SignedIn by) {
            boolean editable = by.mayGrant(user.roles()) && user.unitIds().size() == user.units();
            return new Row(
                    user.id(),
                    user.email(),
                    user.firstName(),
                    user.lastName(),
                    new TreeSet<>(user.roles()),
                    user.emailConfirmed(),
                    user.active(),
                    user.lockedUntil(),
                    IntStream.range(0, user.unitIds().size())
                            .mapToObj(i -> new Reference(
                                    user.unitIds().get(i), user.unitLabels().get(i)))
                            .toList(),
                    user.createdAt(),
                    allowed(
                            editable,
                            user.id().equals(by.userId()),
                            !user.hasPassword() || !user.emailConfirmed(),
                            user.lockedUntil() != null));
        }
    }

    static List<Action> allowed(boolean editable, boolean oneself, boolean unconfirmed, boolean locked) {
        List<Action> actions = new ArrayList<>();
        if (editable) {
            actions.add(Action.EDIT);
            if (!oneself) {
                actions.add(Action.DELETE);
            }
            if (unconfirmed) {
                actions.add(Action.RESEND_INVITATION);
            }
            if (locked) {
                actions.add(Action.UNLOCK);
            }
        }
        return actions;
    }

    /// A new or changed user: all three tabs in one go.
    @Schema(name = "UserRequest")
    record Request(
            @NotBlank @Email @Size(max = 254) String email,
            @NotBlank @Size(max = 100) String firstName,
            @NotBlank @Size(max = 100) String lastName,

            @Nullable @Pattern(regexp = "\\+[1-9]\\d{6,14}") @Schema(description = "E.164", examples = "+31201234567")
            String phone,

            @Nullable @Schema(defaultValue = "INHERIT") VatVisibility vatVisibility,
            @Nullable @Schema(defaultValue = "true") Boolean active,
            @Nullable @Schema(defaultValue = "true") Boolean lockoutEnabled,

            @NotEmpty @Schema(description = "None beyond the caller's own")
            Set<@NotNull Role> roles,

            @NotNull @Schema(description = "At least one, except for platform operators")
            Set<@NotNull UUID> orgUnitIds) {

        static Request of(User user) {
            return new Request(
                    user.email(),
                    user.firstName(),
                    user.lastName(),
                    user.phone(),
                    user.vatVisibility(),
                    user.active(),
                    user.lockoutEnabled(),
                    user.roles(),
                    new TreeSet<>(user.organisationUnitIds()));
        }

        User.Particulars particulars() {
            return new Person(email, firstName, lastName, phone, vatVisibility, active, lockoutEnabled).particulars();
        }
    }

    /// A new user of the unit that is asked for.
    @Schema(name = "UserOfUnitRequest")
    record OfUnit(
            @NotBlank @Email @Size(max = 254) String email,
            @NotBlank @Size(max = 100) String firstName,
            @NotBlank @Size(max = 100) String lastName,

            @Nullable @Pattern(regexp = "\\+[1-9]\\d{6,14}") @Schema(description = "E.164", examples = "+31201234567")
            String phone,

            @Nullable @Schema(defaultValue = "INHERIT") VatVisibility vatVisibility,
            @Nullable @Schema(defaultValue = "true") Boolean active,
            @Nullable @Schema(defaultValue = "true") Boolean lockoutEnabled,

            @NotEmpty @Schema(description = "None beyond the caller's own")
            Set<@NotNull Role> roles) {

        Request within(UUID unit) {
            return new Request(
                    email, firstName, lastName, phone, vatVisibility, active, lockoutEnabled, roles, Set.of(unit));
        }
    }

    static UserBody of(User user, List<OrganisationUnit> units, List<Action> allowedActions) {
        return new UserBody(
                user.id(),
                user.email(),
                user.firstName(),
                user.lastName(),
                user.phone(),
                user.vatVisibility(),
                user.active(),
                user.lockoutEnabled(),
                user.lockedUntil(),
                user.emailConfirmedAt() != null,
                new TreeSet<>(user.roles()),
                units.stream()
                        .map(unit -> new Reference(unit.id(), unit.displayName()))
                        .toList(),
                user.lastLoginAt(),
                user.createdAt(),
                allowedActions,
                user.version());
    }
}
