package dev.voltaire.api.profile;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.voltaire.api.http.AddressBody;
import dev.voltaire.api.http.OfItsCountry;
import dev.voltaire.api.http.Reference;
import dev.voltaire.api.http.Tagged;
import dev.voltaire.api.token.TokenRequestResource;
import dev.voltaire.api.user.Person;
import dev.voltaire.driver.Profile;
import dev.voltaire.driver.ProfileRepository;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A profile with the content of its tabs: general, payment information, addresses.
@Schema(name = "Profile")
record ProfileBody(
        UUID id,
        String name,
        String email,
        Reference user,
        Reference orgUnit,
        Profile.Status status,
        @Nullable String billingEmail,
        @Nullable String externalId,
        @Nullable String costCentre,
        Profile.Billable billable,
        boolean fraudDetectionEnabled,
        boolean shared,
        @Nullable String chamberOfCommerce,
        @Nullable String vatNumber,
        @Nullable AddressBody address,
        boolean deliverySameAsAddress,
        @Nullable AddressBody deliveryAddress,
        Instant createdAt,
        List<Action> allowedActions,
        @JsonIgnore int revision)
        implements Tagged {

    /// What the caller may do with the profile now.
    @Schema(name = "ProfileAction")
    enum Action {
        EDIT,
        DELETE,
        ADD_TOKEN
    }

    /// A row of the list.
    @Schema(name = "ProfileRow")
    record Row(
            UUID id,
            String name,
            String email,
            @Nullable String externalId,
            Reference orgUnit,
            Reference user,
            boolean shared,
            Profile.Status status,
            Instant createdAt,
            List<Action> allowedActions) {

        static Row of(ProfileRepository.Summary profile) {
            return new Row(
                    profile.id(),
                    profile.name(),
                    profile.email(),
                    profile.externalId(),
                    new Reference(profile.unitId(), profile.unitLabel()),
                    new Reference(profile.userId(), profile.email()),
                    profile.shared(),
                    profile.status(),
                    profile.createdAt(),
                    allowed(profile.status()));
        }
    }

    private static List<Action> allowed(Profile.Status status) {
        return switch (status) {
            case ACTIVE -> List.of(Action.EDIT, Action.DELETE, Action.ADD_TOKEN);
            case SUSPENDED -> List.of(Action.EDIT, Action.DELETE);
            case DELETED -> List.of();
        };
    }

    /// The tabs of the form.
    @Schema(name = "ProfileDetails")
    @OfItsCountry
    record Details(
            @Nullable @Size(max = 200) @Schema(description = "Absent: the user's name")
            String name,

            @Nullable @Email @Size(max = 254) String billingEmail,
            @Nullable @Size(max = 100) String externalId,
            @Nullable @Size(max = 100) String costCentre,
            @Schema(defaultValue = "INHERIT") Profile.@Nullable Billable billable,
            @Nullable @Schema(defaultValue = "false") Boolean fraudDetectionEnabled,

            @Nullable @Schema(defaultValue = "false", description = "true for the platform operator only")
            Boolean shared,

            @Nullable @Size(max = 30) String chamberOfCommerce,
            @Nullable @Size(max = 30) String vatNumber,
            @Nullable @Valid AddressBody address,

            @Nullable @Valid @Schema(description = "Absent: cards are sent to the address")
            AddressBody deliveryAddress)
            implements OfItsCountry.Holder {

        static final Details NONE = new Details(null, null, null, null, null, null, null, null, null, null, null);

        static Details of(Profile profile) {
            Profile.Particulars tabs = profile.particulars();
            return new Details(
                    tabs.name(),
                    tabs.billingEmail(),
                    tabs.externalId(),
                    tabs.costCentre(),
                    tabs.billable(),
                    tabs.fraudDetectionEnabled(),
                    tabs.shared(),
                    tabs.chamberOfCommerce(),
                    tabs.vatNumber(),
                    AddressBody.of(tabs.address()),
                    AddressBody.of(tabs.deliveryAddress()));
        }

        @Override
        public @Nullable String countryOfNumbers() {
            return address == null ? null : address.country();
        }

        @Override
        public List<OfItsCountry.Written> numbers() {
            return List.of(
                    new OfItsCountry.Written("vatNumber", OfItsCountry.Form.VAT_NUMBER, vatNumber),
                    new OfItsCountry.Written(
                            "chamberOfCommerce", OfItsCountry.Form.REGISTRATION_NUMBER, chamberOfCommerce));
        }

        Profile.Particulars particulars(String defaultName) {
            return new Profile.Particulars(
                    name == null || name.isBlank() ? defaultName : name.strip(),
                    billingEmail,
                    externalId,
                    costCentre,
                    billable == null ? Profile.Billable.INHERIT : billable,
                    fraudDetectionEnabled != null && fraudDetectionEnabled,
                    shared != null && shared,
                    chamberOfCommerce,
                    vatNumber,
                    AddressBody.toAddress(address),
                    AddressBody.toAddress(deliveryAddress));
        }
    }

    /// The fourth tab of the form: what to order for the profile.
    @Schema(name = "CardWish")
    record CardWish(
            @NotNull @Schema(description = "CARD; key fobs are not available")
            TokenRequestResource.OrderedType type,

            @NotNull @Min(1) @Max(1) Integer quantity) {}

    /// A new profile for a known or a new user.
    @Schema(name = "ProfileRequest")
    record Request(
            @NotNull UUID orgUnitId,

            @Nullable @Schema(description = "Either this or user")
            UUID userId,

            @Nullable @Valid @Schema(description = "A new user, invited as a driver")
            Person user,

            @Nullable @Email @Schema(description = "If given, must equal the user's")
            String email,

            @Nullable @Valid Details details,

            @Nullable @Valid @Schema(description = "A card ordered at once, sent to the address")
            CardWish tokenRequest) {

        Details tabs() {
            return details == null ? Details.NONE : details;
        }
    }

    static ProfileBody of(Profile profile) {
        Profile.Particulars tabs = profile.particulars();
        return new ProfileBody(
                profile.id(),
                profile.name(),
                profile.email(),
                new Reference(profile.user().id(), profile.user().email()),
                new Reference(
                        profile.organisationUnit().id(),
                        profile.organisationUnit().displayName()),
                profile.status(),
                tabs.billingEmail(),
                tabs.externalId(),
                tabs.costCentre(),
                tabs.billable(),
                tabs.fraudDetectionEnabled(),
                tabs.shared(),
                tabs.chamberOfCommerce(),
                tabs.vatNumber(),
                AddressBody.of(tabs.address()),
                tabs.deliveryAddress() == null,
                AddressBody.of(tabs.deliveryAddress()),
                profile.createdAt(),
                allowed(profile.status()),
                profile.version());
    }
}
