package dev.voltaire.api.user;

import dev.voltaire.identity.User;
import dev.voltaire.identity.VatVisibility;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What is typed about a person.
@Schema(name = "Person")
public record Person(
        @NotBlank @Email @Size(max = 254) String email,
        @NotBlank @Size(max = 100) String firstName,
        @NotBlank @Size(max = 100) String lastName,

        @Nullable @Pattern(regexp = "\\+[1-9]\\d{6,14}") @Schema(description = "E.164", examples = "+31201234567")
        String phone,

        @Nullable @Schema(defaultValue = "INHERIT") VatVisibility vatVisibility,
        @Nullable @Schema(defaultValue = "true") Boolean active,
        @Nullable @Schema(defaultValue = "true") Boolean lockoutEnabled) {

    public User.Particulars particulars() {
        return new User.Particulars(
                email.strip(),
                firstName.strip(),
                lastName.strip(),
                phone,
                vatVisibility == null ? VatVisibility.INHERIT : vatVisibility,
                active == null || active,
                lockoutEnabled == null || lockoutEnabled);
    }
}
