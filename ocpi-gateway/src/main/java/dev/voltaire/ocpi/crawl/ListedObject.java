package dev.voltaire.ocpi.crawl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.ocpi.http.OcpiFailure;
import dev.voltaire.ocpi.http.OcpiObject;
import dev.voltaire.partner.ConnectedPartner;
import dev.voltaire.partner.PartnerRole;
import dev.voltaire.value.Countries;

/// One object of a partner's list. Its owner stands in the object; in 2.1.1 and in forgetful partners it does not, and
/// is the partner itself when that has one party only.
public record ListedObject(OcpiObject object, String countryCode, String partyId) {

    /// Throws when it is no object or its owner cannot be told.
    public static ListedObject read(ConnectedPartner partner, JsonNode node) {
        OcpiObject object = OcpiObject.of(node);
        String countryCode = object.text("country_code");
        String partyId = object.text("party_id");
        if (countryCode != null && partyId != null) {
            countryCode = Countries.alpha2(countryCode);
            if (!partner.mayPushFor(countryCode, partyId)) {
                throw OcpiFailure.invalid("The partner does not speak for " + countryCode + "-" + partyId);
            }
            return new ListedObject(object, countryCode, partyId);
        }
        PartnerRole owner = partner.addressee()
                .filter(role -> !role.role().equals("HUB"))
                .orElseThrow(() -> OcpiFailure.invalid("The object names no owner"));
        return new ListedObject(object, owner.countryCode(), owner.partyId());
    }
}
