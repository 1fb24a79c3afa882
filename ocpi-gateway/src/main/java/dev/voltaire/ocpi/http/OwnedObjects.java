package dev.voltaire.ocpi.http;

import dev.voltaire.ocpi.dialect.Dialects;
import dev.voltaire.value.Countries;
import java.time.Instant;

/// The rules of client owned objects (OCPI 2.2.1 "Client Owned Object Push"): the address names owner and object, and
/// must agree with what is sent.
public final class OwnedObjects {
    private OwnedObjects() {}

    /// An owner that the partner does not speak for has nothing here: 404.
    public static void requireOwner(OcpiRequest request, String countryCode, String partyId) {
        if (!request.partner().mayPushFor(countryCode, partyId)) {
            throw OcpiFailure.notFound("You do not speak for this party");
        }
    }

    /// Absent in the body it is taken from the address; different it is refused.
    public static void requireSame(OcpiObject object, String field, String inAddress) {
        String inBody = object.text(field);
        if (inBody != null && field.equals("country_code")) {
            inBody = Countries.alpha2(inBody);
        }
        if (inBody != null && !inBody.equalsIgnoreCase(inAddress)) {
            throw OcpiFailure.invalid("The address and the body name a different " + field);
        }
    }

    /// Since 2.2 every PATCH says when (OCPI 2.2.1 "PATCH"). Before, it may leave that to us.
    public static void requirePatchTime(OcpiRequest request, OcpiObject patch, Instant now) {
        if (!patch.has("last_updated") && !Dialects.of(request.version()).patchNamesItsTime()) {
            patch.node().put("last_updated", OcpiTime.format(now));
        }
        patch.requiredInstant("last_updated");
    }
}
