package dev.voltaire.invoice;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class IssuerTest {
    @Inject
    InvoiceWorld world;

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Test
    void theOperatorChangesWhatIsInThePatchAndNothingElse() {
        // given
        Browser operator = signedIn.as(customers.unit(null), Role.PLATFORM_OPERATOR);
        String issuer = "/api/v1/issuers/" + world.issuer(operator, Map.of("bic", "INGBNL2A"));
        String tag = operator.get(issuer).header("ETag");
        Map<String, Object> patch = new HashMap<>(Map.of("city", "Amersfoort", "vatRegistrations", List.of("DE")));
        patch.put("bic", null);

        // when
        operator.header("If-Match", tag).body(patch).patch(issuer).then().statusCode(200);

        // then
        operator.get(issuer)
                .then()
                .body("city", equalTo("Amersfoort"))
                .body("legalName", equalTo("Voltaire Mobility B.V."))
                .body("vatRegistrations", contains("DE"))
                .body("bic", nullValue());
        operator.header("If-Match", tag).body(patch).patch(issuer).then().statusCode(412);
        operator.body(patch).patch(issuer).then().statusCode(428);
        Map<String, Object> emptied = new HashMap<>();
        emptied.put("iban", null);
        emptied.put("country", "Netherlands");
        operator.header("If-Match", operator.get(issuer).header("ETag"))
                .body(emptied)
                .patch(issuer)
                .then()
                .statusCode(422)
                .body("violations.field", contains("country", "iban"));
        signedIn.as(customers.unit(null), Role.ORG_UNIT_ADMIN)
                .get(issuer)
                .then()
                .statusCode(403);
    }
}
