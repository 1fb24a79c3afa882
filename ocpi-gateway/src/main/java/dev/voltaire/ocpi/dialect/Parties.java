package dev.voltaire.ocpi.dialect;

import dev.voltaire.ocpi.http.OcpiFailure;
import dev.voltaire.ocpi.http.OcpiObject;
import dev.voltaire.ocpi.http.OwnParty;
import dev.voltaire.partner.PartnerRole;
import dev.voltaire.value.Countries;
import org.jspecify.annotations.Nullable;

/// How every version describes a party in its Credentials object.
public final class Parties {
    private static final int LONGEST_NAME = 100;

    private Parties() {}

    public record Image(String url, String category, String type) {}

    /// Website and logo are optional, and some programs refuse a party without them: both are always sent.
    public record BusinessDetails(String name, String website, Image logo) {
        public static BusinessDetails of(OwnParty self) {
            return new BusinessDetails(
                    self.businessName(), self.website(), new Image(self.logoUrl(), "OPERATOR", "png"));
        }
    }

    /// Throws when country, party or name are missing.
    public static PartnerRole read(String role, OcpiObject object) {
        OcpiObject details = object.object("business_details")
                .orElseThrow(() -> OcpiFailure.invalid("Missing required field: business_details"));
        return new PartnerRole(
                role,
                code("country_code", Countries.alpha2(object.requiredText("country_code")), 2),
                code("party_id", object.requiredText("party_id"), 3),
                details.requiredText("name", LONGEST_NAME),
                optional(details, "website"),
                details.object("logo").map(logo -> optional(logo, "url")).orElse(null));
    }

    private static @Nullable String optional(OcpiObject object, String field) {
        return object.text(field);
    }

    private static String code(String field, String value, int length) {
        if (value.length() != length || !value.chars().allMatch(c -> c > 0x20 && c < 0x7F)) {
            throw OcpiFailure.invalid("Field has not " + length + " characters: " + field);
        }
        return value;
    }
}
