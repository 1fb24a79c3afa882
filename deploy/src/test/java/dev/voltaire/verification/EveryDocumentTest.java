package dev.voltaire.verification;

import static dev.voltaire.invoice.InvoiceWorld.PERIOD_END;
import static org.assertj.core.api.Assertions.assertThat;

import dev.voltaire.api.einvoice.ArchivablePdf;
import dev.voltaire.api.einvoice.EInvoices;
import dev.voltaire.api.einvoice.Form;
import dev.voltaire.api.einvoice.RuleSets;
import dev.voltaire.api.invoice.InvoicePrinting;
import dev.voltaire.deploy.TestDatabase;
import dev.voltaire.fixture.Browser;
import dev.voltaire.fixture.Customers.Customer;
import dev.voltaire.fixture.SignedIn;
import dev.voltaire.identity.Role;
import dev.voltaire.invoice.Invoice;
import dev.voltaire.invoice.InvoiceDocuments.Key;
import dev.voltaire.invoice.InvoiceDocuments.Type;
import dev.voltaire.invoice.InvoiceRepository;
import dev.voltaire.invoice.InvoiceType;
import dev.voltaire.invoice.InvoiceWorld;
import dev.voltaire.organisation.BillingAccount.PaymentMethod;
import dev.voltaire.organisation.Scope;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.sql.Sql;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Holds every invoice that any test made against the official rules, whatever form it was asked for in.
@QuarkusTest
@WithTestResource(TestDatabase.class)
class EveryDocumentTest {
    private static final Key PRINTED = new Key(Type.INVOICE, "", "application/pdf");

    @Inject
    InvoiceWorld world;

    @Inject
    SignedIn signedIn;

    @Inject
    InvoiceRepository invoices;

    @Inject
    InvoicePrinting printing;

    @Inject
    Sql sql;

    private record Made(boolean credit, byte[] pdf, Map<Form, byte[]> forms) {}

    @Test
    void everyInvoiceKeepsTheRulesOfEn16931AndOfItsForm() {
        // given: at least one, when no other test ran
        Customer customer = world.customer(PaymentMethod.BANK_TRANSFER);
        Browser operator = signedIn.as(customer.unit(), Role.PLATFORM_OPERATOR);
        world.charged(operator, customer, "5.00", PERIOD_END.minus(Duration.ofDays(1)));
        world.invoice(operator, world.issuer(operator, Map.of()), customer);

        // when
        List<UUID> all = ids("SELECT id FROM invoice WHERE status <> 'DRAFT' ORDER BY created_at");
        List<String> violations = new ArrayList<>();
        int peppol = 0;
        for (UUID id : all) {
            Made made = QuarkusTransaction.requiringNew().call(() -> made(id));
            made.forms()
                    .forEach((form, xml) -> violations(form, xml, made.credit())
                            .forEach(violation -> violations.add(id + " " + form + ": " + violation)));
            ArchivablePdf.flaws(made.pdf()).forEach(flaw -> violations.add(id + " PDF: " + flaw));
            peppol += made.forms().containsKey(Form.PEPPOL) ? 1 : 0;
        }

        // then
        assertThat(violations).isEmpty();
        assertThat(peppol).isPositive();
    }

    @Test
    void everyOtherPdfCanBeArchived() {
        List<byte[]> others =
                QuarkusTransaction.requiringNew().call(() -> sql.query("""
                        SELECT content FROM invoice_document
                        WHERE type = 'SPECIFICATION' AND media_type = 'application/pdf'
                        UNION SELECT content FROM reimbursement_statement_document
                        """, row -> row.getBytes("content")));

        assertThat(others.stream().flatMap(pdf -> ArchivablePdf.flaws(pdf).stream()))
                .isEmpty();
    }

    private Made made(UUID id) {
        Invoice invoice = invoices.get(id, Scope.EVERYTHING);
        Map<Form, byte[]> forms = new java.util.EnumMap<>(Form.class);
        for (Form form : Form.values()) {
            written(invoice, form).ifPresent(xml -> forms.put(form, xml));
        }
        return new Made(
                invoice.type() == InvoiceType.CREDIT,
                printing.document(invoice, PRINTED).content(),
                forms);
    }

    /// Empty where the customer lacks what the form demands, which the customer is told.
    private static Optional<byte[]> written(Invoice invoice, Form form) {
        try {
            return Optional.of(EInvoices.write(invoice, form));
        } catch (ProblemException incomplete) {
            assertThat(incomplete.problem()).isEqualTo(Problem.E_INVOICE_INCOMPLETE);
            return Optional.empty();
        }
    }

    private static List<String> violations(Form form, byte[] xml, boolean credit) {
        return switch (form) {
            case FACTUR_X -> RuleSets.en16931Cii(xml);
            case XRECHNUNG -> RuleSets.xRechnung(xml);
            case PEPPOL -> {
                List<String> both = new ArrayList<>(RuleSets.en16931Ubl(xml, credit));
                both.addAll(RuleSets.peppol(xml, credit));
                yield both;
            }
        };
    }

    private List<UUID> ids(String query) {
        return QuarkusTransaction.requiringNew().call(() -> sql.query(query, row -> Sql.id(row, "id")));
    }
}
