package dev.voltaire.invoice;

import static dev.voltaire.invoice.InvoiceWorld.PERIOD_END;
import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.organisation.BillingAccount.PaymentMethod;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(TestDatabase.class)
class JournalTest {
    @Inject
    InvoiceWorld world;

    @Inject
    SignedIn signedIn;

    @Test
    void everyDocumentBalancesAndNoTextIsAFormula() {
        // given
        Customer customer = world.customer(PaymentMethod.BANK_TRANSFER);
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        String issuer = world.issuer(operator, Map.of());
        world.charged(operator, customer, "5.00", PERIOD_END.minus(Duration.ofDays(1)));
        String invoice = world.invoice(operator, issuer, customer);
        operator.request()
                .body(Map.of("reason", "Wrong customer"))
                .post("/api/v1/invoices/" + invoice + "/credit")
                .then()
                .statusCode(201);

        // when
        String csv = operator.request()
                .get("/api/v1/journal?issuerId=" + issuer + "&from="
                        + LocalDate.now().minusDays(1) + "&to="
                        + LocalDate.now().plusDays(1))
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .extract()
                .asString();

        // then
        List<String[]> entries =
                csv.lines().skip(1).map(line -> line.split(",", -1)).toList();
        assertThat(entries.stream().filter(entry -> entry[1].equals("1")).map(entry -> entry[2]))
                .containsExactly("1300", "8000", "1500");
        assertThat(sum(entries, 4)).isEqualByComparingTo("12.10").isEqualByComparingTo(sum(entries, 5));
        assertThat(csv.lines().flatMap(line -> Arrays.stream(line.split(",")))).noneMatch(cell -> cell.startsWith("="));
    }

    private static BigDecimal sum(List<String[]> entries, int column) {
        return entries.stream()
                .map(entry -> entry[column])
                .filter(cell -> !cell.isEmpty())
                .map(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
