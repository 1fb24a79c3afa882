package dev.voltaire.ocpi.handshake;

import dev.voltaire.ocpi.http.OcpiFailure;
import dev.voltaire.ocpi.http.OcpiObject;
import dev.voltaire.ocpi.http.OwnParty;
import dev.voltaire.partner.Credential;
import dev.voltaire.partner.PartnerRole;
import dev.voltaire.partner.ProtocolVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The Credentials object of each version. 2.1.1 is flat and names one party; later versions list roles.
final class CredentialsMapping {
    private static final int LONGEST_TEXT = 255;

    private CredentialsMapping() {}

    /// What a partner presents.
    record Presented(Credential credential, String versionsUrl, List<PartnerRole> roles) {}

    record Image(String url, String category, String type) {}

    record BusinessDetails(String name, String website, Image logo) {}

    record Role(String role, BusinessDetails businessDetails, String partyId, String countryCode) {}

    record Credentials(String token, String url, List<Role> roles) {}

    record FlatCredentials(
            String token, String url, BusinessDetails businessDetails, String partyId, String countryCode) {}

    static Presented read(ProtocolVersion version, OcpiObject object) {
        String token = object.requiredText("token");
        if (!Credential.isWellFormed(token)) {
            throw OcpiFailure.invalid("The token has 1 to 64 printable ASCII characters");
        }
        String url = object.requiredText("url", LONGEST_TEXT);
        List<PartnerRole> roles = version == ProtocolVersion.V2_1_1
                ? List.of(role("CPO", object))
                : object.objects("roles").stream()
                        .map(role -> role(role.requiredText("role").toUpperCase(Locale.ROOT), role))
                        .toList();
        if (roles.isEmpty()) {
            throw OcpiFailure.invalid("Missing required field: roles");
        }
        return new Presented(new Credential(token), url, distinct(roles));
    }

    static Object write(ProtocolVersion version, OwnParty self, String token, String baseUrl) {
        BusinessDetails details =
                new BusinessDetails(self.businessName(), self.website(), new Image(self.logoUrl(), "OPERATOR", "png"));
        String versionsUrl = baseUrl + "/versions";
        String partyId = self.party().partyId();
        String countryCode = self.party().countryCode();
        return version == ProtocolVersion.V2_1_1
                ? new FlatCredentials(token, versionsUrl, details, partyId, countryCode)
                : new Credentials(token, versionsUrl, List.of(new Role("EMSP", details, partyId, countryCode)));
    }

    private static PartnerRole role(String role, OcpiObject object) {
        OcpiObject details = object.object("business_details")
                .orElseThrow(() -> OcpiFailure.invalid("Missing required field: business_details"));
        return new PartnerRole(
                role,
                code(object, "country_code", 2),
                code(object, "party_id", 3),
                details.requiredText("name"),
                details.text("website"),
                details.object("logo").map(logo -> logo.text("url")).orElse(null));
    }

    private static String code(OcpiObject object, String field, int length) {
        String value = object.requiredText(field);
        if (value.length() != length || !value.chars().allMatch(c -> c > 0x20 && c < 0x7F)) {
            throw OcpiFailure.invalid("Field has not " + length + " characters: " + field);
        }
        return value;
    }

    private static List<PartnerRole> distinct(List<PartnerRole> roles) {
        Set<List<@Nullable String>> seen = new HashSet<>();
        List<PartnerRole> distinct = new ArrayList<>();
        for (PartnerRole role : roles) {
            if (seen.add(List.of(role.role(), role.countryCode(), role.partyId()))) {
                distinct.add(role);
            }
        }
        return distinct;
    }
}
