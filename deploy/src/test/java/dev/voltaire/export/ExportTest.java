package dev.voltaire.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Cdrs;
import dev.voltaire.fixture.Customers;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.sql.Sql;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class ExportTest {
    @Inject
    Cdrs cdrs;

    @Inject
    Customers customers;

    @Inject
    SignedIn signedIn;

    @Inject
    ExportJobs jobs;

    @Inject
    Sql sql;

    @Test
    void aFileHoldsWhatItsRequesterSeesAndNoFormula() {
        // given
        Customer customer = customers.withACard();
        cdrs.received(customer, Cdrs.newId("z"), "5.00", ", \"remark\": \"=HYPERLINK(1)\"");
        cdrs.received(customers.withACard(), Cdrs.newId("other"), "5.00", "");
        Browser manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);

        // when
        String export = requested(manager, Map.of("type", "CPO_CDR", "format", "CSV", "byteOrderMark", true));

        // then
        byte[] file =
                manager.get(export + "/file").then().statusCode(200).extract().asByteArray();
        List<String> lines = new String(file, StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).startsWith("\uFEFFcdrId,").contains("energyReceived,energyCalculatedLocal");
        assertThat(lines.getLast()).startsWith("z-").contains("'=HYPERLINK(1)", ",5.000000,5.000000,EUR,");
        assertThat(signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN).get(export).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aWorkbookIsOne() {
        // given
        Customer customer = customers.withACard();
        cdrs.received(customer, Cdrs.newId("w"), "5.00", "");
        Browser manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);

        // when
        String export = requested(
                manager,
                Map.of("type", "MSP_CDR", "format", "XLSX", "filters", Map.of("approvalState", List.of("APPROVED"))));

        // then
        byte[] file = manager.get(export + "/file").asByteArray();
        assertThat(new String(file, 0, 2, StandardCharsets.US_ASCII)).isEqualTo("PK");
        manager.get(export).then().body("rowsTotal", equalTo(1)).body("rowsWritten", equalTo(1));
    }

    @Test
    void aFileIsGoneWhenItsTimeIsOver() {
        // given
        Customer customer = customers.withACard();
        Browser manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);
        String export = requested(manager, Map.of("type", "MSP_CDR", "format", "CSV"));
        UUID id = UUID.fromString(export.substring(export.lastIndexOf('/') + 1));
        QuarkusTransaction.requiringNew()
                .run(() -> sql.update("UPDATE export_job SET expires_at = now() - interval '1 day' WHERE id = ?", id));

        // when
        jobs.expire();

        // then
        manager.get(export).then().body("state", equalTo("EXPIRED"));
        assertThat(manager.get(export + "/file").statusCode()).isEqualTo(404);
    }

    @Test
    void aFilterThatDoesNotExistFailsAtOnce() {
        // given
        Customer customer = customers.withACard();
        Browser manager = signedIn.as(customer.unit(), Role.ORG_UNIT_ADMIN);

        // when
        String export = manager.body(
                        Map.of("type", "MSP_CDR", "format", "CSV", "filters", Map.of("nope", List.of("1"))))
                .post("/api/v1/exports")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");

        // then
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> manager.get(export).then().body("state", equalTo("FAILED")));
    }

    private static String requested(Browser manager, Map<String, Object> request) {
        String export = manager.body(request)
                .post("/api/v1/exports")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> manager.get(export).then().body("state", equalTo("DONE")));
        return export;
    }
}
