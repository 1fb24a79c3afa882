package dev.voltaire.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.voltaire.demo.cpo.FakeCpo;
import dev.voltaire.harness.Api;
import dev.voltaire.harness.Customer;
import dev.voltaire.harness.Demo;
import dev.voltaire.harness.Operator;
import dev.voltaire.harness.Rows;
import dev.voltaire.harness.Voltaire;
import dev.voltaire.harness.VoltaireProcess;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/// A driver charges at an operator's; at the end of the period the company has it on its invoice.
class RoamingInvoiceTest {
    private static final BigDecimal KWH = new BigDecimal("12.5");

    private final VoltaireProcess voltaire = Voltaire.shared();
    private final Api api = Api.of(voltaire);
    private final FakeCpo cpo = Operator.registered();

    @Test
    void aChargeAtAnOperatorEndsOnTheInvoiceOfTheUnit() throws IOException, InterruptedException {
        // given
        var customer = Customer.onBoard(api);
        await().atMost(Duration.ofSeconds(60)).until(() -> Operator.holdsValid(cpo, customer.tokenUid()));
        var end = Instant.now();
        var charge = cpo.charge(cpo.receivedToken(customer.tokenUid()).orElseThrow(), end.minusSeconds(3600));

        // when the operator reports the charge
        assertThat(cpo.putSession(charge.completedSession(KWH, end)).ocpiStatus())
                .isEqualTo(1000);
        var bytes = " " + charge.cdr(KWH, end) + "\r\n\t";
        assertThat(cpo.postCdrBytes(bytes).ocpiStatus()).isEqualTo(1000);

        // then the record is kept to the byte, the session is in the portal, and the charge has its price
        assertThat(Rows.select(voltaire, "SELECT encode(raw, 'hex') FROM cpo_cdr WHERE cdr_id = ?", charge.cdrId()))
                .containsExactly(HexFormat.of().formatHex(bytes.getBytes(StandardCharsets.UTF_8)));
        api.as(customer.manager(), Customer.PASSWORD)
                .get("/api/v1/sessions")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1))
                .body("items[0].origin", equalTo("ROAMING"))
                .body("items[0].status", equalTo("COMPLETED"));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(chargedTo(customer).getString("items[0].approvalState"))
                        .isEqualTo("APPROVED"));
        assertThat(chargedTo(customer).getString("items[0].total.amount")).isEqualTo("5.63");

        // when the operator of Voltaire closes the period
        var run = api.as(Demo.OPERATOR, Demo.PASSWORD)
                .body(Map.of(
                        "periodStart", end.minus(Duration.ofDays(1)).toString(),
                        "periodEnd", Instant.now().toString(),
                        "orgUnitIds", List.of(customer.unit()),
                        "dryRun", false))
                .post("/api/v1/invoice-runs")
                .then()
                .statusCode(200)
                .body("invoices.size()", equalTo(1))
                .body("invoices[0].sessions", equalTo(1))
                .body("invoices[0].net.amount", equalTo("5.63"))
                .extract()
                .jsonPath();

        // then the manager finds it, with its document
        var invoice = run.getString("invoices[0].invoiceId");
        var reference = api.as(customer.manager(), Customer.PASSWORD)
                .get("/api/v1/invoices/" + invoice)
                .then()
                .statusCode(200)
                .body("orgUnit.id", equalTo(customer.unit()))
                .body("total.gross.amount", equalTo("6.81"))
                .extract()
                .jsonPath()
                .getString("reference");
        var document = documentOf(customer, invoice);
        assertThat(new String(document, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        assertThat(text(document)).contains(reference, "Lighthouse Couriers B.V.", "6.81");
        api.as(customer.manager(), Customer.PASSWORD)
                .get("/api/v1/invoices/" + invoice + "/cdrs")
                .then()
                .statusCode(200)
                .body("items.cdrId", equalTo(List.of(charge.cdrId())));
    }

    private JsonPath chargedTo(Customer customer) {
        return api.as(customer.manager(), Customer.PASSWORD)
                .get("/api/v1/msp-cdrs")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /// Rendered after the run, from the outbox.
    private byte[] documentOf(Customer customer, String invoice) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> api.as(customer.manager(), Customer.PASSWORD)
                                .accept("application/pdf, application/problem+json")
                                .get("/api/v1/invoices/" + invoice + "/document"),
                        answer -> answer.statusCode() == 200)
                .asByteArray();
    }

    private static String text(byte[] pdf) throws IOException {
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }
}
