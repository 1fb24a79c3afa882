package dev.voltaire.ocpi.handshake;

import dev.voltaire.ocpi.dialect.Dialects;
import dev.voltaire.ocpi.http.OcpiFailure;
import dev.voltaire.ocpi.http.OcpiObject;
import dev.voltaire.ocpi.http.OwnParty;
import dev.voltaire.partner.Credential;
import dev.voltaire.partner.PartnerRole;
import dev.voltaire.partner.ProtocolVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The Credentials object, of whichever version.
final class CredentialsMapping {
    private static final int LONGEST_TEXT = 255;

    private CredentialsMapping() {}

    /// What a partner presents.
    record Presented(Credential credential, String versionsUrl, List<PartnerRole> roles) {}

    static Presented read(ProtocolVersion version, OcpiObject object) {
        String token = object.requiredText("token");
        if (!Credential.isWellFormed(token)) {
            throw OcpiFailure.invalid("The token has 1 to 64 printable ASCII characters");
        }
        String url = object.requiredText("url", LONGEST_TEXT);
        return new Presented(
                new Credential(token), url, distinct(Dialects.of(version).roles(object)));
    }

    static Object write(ProtocolVersion version, OwnParty self, String token, String baseUrl) {
        return Dialects.of(version).credentials(token, baseUrl + "/versions", self);
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
