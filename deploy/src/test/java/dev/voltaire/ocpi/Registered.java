package dev.voltaire.ocpi;

import dev.voltaire.partner.PartnerConnecting;
import dev.voltaire.partner.PartnerKind;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/// A CPO that went through the credentials exchange.
record Registered(ScriptedPartner cpo, String partyId, String token, java.util.UUID id) {

    static Registered as(ScriptedPartner cpo, String partyId, PartnerConnecting connecting) {
        var invitation = connecting.invite("Robocharge " + partyId, PartnerKind.CPO);
        String token = RegistrationTest.as(invitation.registrationToken().secret())
                .body(cpo.credentials(partyId))
                .post("/ocpi/2.2.1/credentials")
                .then()
                .statusCode(200)
                .extract()
                .path("data.token");
        return new Registered(cpo, partyId, token, invitation.partnerId());
    }

    RequestSpecification request() {
        return RegistrationTest.as(token);
    }

    ValidatableResponse put(String path, String body) {
        return request().body(body).put(address(path)).then();
    }

    ValidatableResponse patch(String path, String body) {
        return request().body(body).patch(address(path)).then();
    }

    ValidatableResponse get(String path) {
        return request().get(address(path)).then();
    }

    /// `locations/LOC1` with the partner's own party in between.
    String address(String path) {
        int slash = path.indexOf('/');
        return "/ocpi/2.2.1/" + path.substring(0, slash) + "/NL/" + partyId + path.substring(slash);
    }
}
