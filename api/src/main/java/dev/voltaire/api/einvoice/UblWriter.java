package dev.voltaire.api.einvoice;

import dev.voltaire.api.einvoice.StructuredInvoice.Line;
import dev.voltaire.api.einvoice.StructuredInvoice.Payment;
import dev.voltaire.api.einvoice.StructuredInvoice.Tax;
import dev.voltaire.invoice.DirectDebit;
import dev.voltaire.invoice.InvoiceParty;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/// UBL 2.1 Invoice and CreditNote, in the order their schemas demand.
final class UblWriter {
    private final StructuredInvoice invoice;
    private final Form form;
    private final Xml xml;

    private UblWriter(StructuredInvoice invoice, Form form, Xml xml) {
        this.invoice = invoice;
        this.form = form;
        this.xml = xml;
    }

    static byte[] write(StructuredInvoice invoice, Form form) {
        String root = invoice.creditNote() ? "CreditNote" : "Invoice";
        Map<String, String> namespaces = new LinkedHashMap<>();
        namespaces.put("", "urn:oasis:names:specification:ubl:schema:xsd:" + root + "-2");
        namespaces.put("cac", "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2");
        namespaces.put("cbc", "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2");
        return Xml.document(root, namespaces, xml -> new UblWriter(invoice, form, xml).body());
    }

    private void body() throws XMLStreamException {
        xml.text("cbc:CustomizationID", form.specification());
        xml.text("cbc:ProfileID", Form.PROCESS);
        xml.text("cbc:ID", invoice.number());
        xml.text("cbc:IssueDate", invoice.issuedOn().toString());
        if (invoice.creditNote()) {
            xml.text("cbc:CreditNoteTypeCode", invoice.typeCode());
        } else {
            xml.text("cbc:DueDate", invoice.dueOn().toString());
            xml.text("cbc:InvoiceTypeCode", invoice.typeCode());
        }
        xml.text("cbc:Note", invoice.note());
        xml.text("cbc:DocumentCurrencyCode", invoice.currency());
        xml.text("cbc:TaxCurrencyCode", invoice.taxCurrency());
        xml.text("cbc:BuyerReference", invoice.buyerReference());
        if (invoice.purchaseOrder() != null) {
            xml.group("cac:OrderReference", () -> xml.text("cbc:ID", invoice.purchaseOrder()));
        }
        StructuredInvoice.Preceding preceding = invoice.preceding();
        if (preceding != null) {
            xml.group(
                    "cac:BillingReference",
                    () -> xml.group("cac:InvoiceDocumentReference", () -> {
                        xml.text("cbc:ID", preceding.number());
                        xml.text("cbc:IssueDate", preceding.issuedOn().toString());
                    }));
        }
        DirectDebit debit = invoice.payment().directDebit();
        xml.group(
                "cac:AccountingSupplierParty",
                () -> xml.group("cac:Party", () -> {
                    endpoint(invoice.seller());
                    if (debit != null) {
                        xml.group(
                                "cac:PartyIdentification",
                                () -> xml.text("cbc:ID", "schemeID", "SEPA", debit.creditorIdentifier()));
                    }
                    party(invoice.seller());
                }));
        xml.group(
                "cac:AccountingCustomerParty",
                () -> xml.group("cac:Party", () -> {
                    endpoint(invoice.buyer());
                    party(invoice.buyer());
                }));
        xml.group("cac:PaymentMeans", () -> means(invoice.payment()));
        taxes();
        sums();
        for (Line line : invoice.lines()) {
            xml.group(invoice.creditNote() ? "cac:CreditNoteLine" : "cac:InvoiceLine", () -> line(line));
        }
    }

    private void endpoint(TradeParty trade) throws XMLStreamException {
        identifier("cbc:EndpointID", trade.endpoint().orElse(null));
    }

    private void party(TradeParty trade) throws XMLStreamException {
        InvoiceParty party = trade.party();
        xml.group("cac:PartyName", () -> xml.text("cbc:Name", party.legalName()));
        xml.group("cac:PostalAddress", () -> {
            xml.text("cbc:StreetName", party.street());
            xml.text("cbc:CityName", party.city());
            xml.text("cbc:PostalZone", party.postalCode());
            xml.group("cac:Country", () -> xml.text("cbc:IdentificationCode", party.country()));
        });
        if (party.vatNumber() != null) {
            xml.group("cac:PartyTaxScheme", () -> {
                xml.text("cbc:CompanyID", party.vatNumber());
                vatScheme();
            });
        }
        xml.group("cac:PartyLegalEntity", () -> {
            xml.text("cbc:RegistrationName", party.legalName());
            identifier("cbc:CompanyID", trade.registration());
        });
        if (party.contactName() != null || party.phone() != null || party.email() != null) {
            xml.group("cac:Contact", () -> {
                xml.text("cbc:Name", party.contactName());
                xml.text("cbc:Telephone", party.phone());
                xml.text("cbc:ElectronicMail", party.email());
            });
        }
    }

    private void identifier(String name, TradeParty.@Nullable Identifier identifier) throws XMLStreamException {
        if (identifier == null) {
            return;
        }
        if (identifier.scheme() == null) {
            xml.text(name, identifier.value());
        } else {
            xml.text(name, "schemeID", identifier.scheme(), identifier.value());
        }
    }

    private void means(Payment payment) throws XMLStreamException {
        xml.text("cbc:PaymentMeansCode", PaymentMeans.code(payment, form));
        if (invoice.creditNote()) {
            xml.text("cbc:PaymentDueDate", invoice.dueOn().toString());
        }
        xml.text("cbc:PaymentID", invoice.number());
        DirectDebit debit = payment.directDebit();
        if (debit != null) {
            xml.group("cac:PaymentMandate", () -> {
                xml.text("cbc:ID", debit.mandate());
                xml.group("cac:PayerFinancialAccount", () -> xml.text("cbc:ID", debit.iban()));
            });
        } else if (PaymentMeans.transfer(payment)) {
            xml.group("cac:PayeeFinancialAccount", () -> {
                xml.text("cbc:ID", payment.account().iban());
                xml.text("cbc:Name", payment.account().holder());
                if (payment.account().bic() != null) {
                    xml.group(
                            "cac:FinancialInstitutionBranch",
                            () -> xml.text("cbc:ID", payment.account().bic()));
                }
            });
        }
    }

    private void taxes() throws XMLStreamException {
        xml.group("cac:TaxTotal", () -> {
            amount("cbc:TaxAmount", invoice.tax());
            for (Tax tax : invoice.taxes()) {
                xml.group("cac:TaxSubtotal", () -> {
                    amount("cbc:TaxableAmount", tax.base());
                    amount("cbc:TaxAmount", tax.amount());
                    xml.group("cac:TaxCategory", () -> {
                        xml.text("cbc:ID", tax.category());
                        xml.number("cbc:Percent", tax.percent());
                        xml.text("cbc:TaxExemptionReasonCode", tax.exemptionCode());
                        xml.text("cbc:TaxExemptionReason", tax.exemption());
                        vatScheme();
                    });
                });
            }
        });
        BigDecimal restated = invoice.taxInTaxCurrency();
        String taxCurrency = invoice.taxCurrency();
        if (restated != null && taxCurrency != null) {
            xml.group(
                    "cac:TaxTotal",
                    () -> xml.text("cbc:TaxAmount", "currencyID", taxCurrency, restated.toPlainString()));
        }
    }

    private void sums() throws XMLStreamException {
        xml.group("cac:LegalMonetaryTotal", () -> {
            amount("cbc:LineExtensionAmount", invoice.net());
            amount("cbc:TaxExclusiveAmount", invoice.net());
            amount("cbc:TaxInclusiveAmount", invoice.gross());
            amount("cbc:PayableAmount", invoice.gross());
        });
    }

    private void line(Line line) throws XMLStreamException {
        xml.text("cbc:ID", Integer.toString(line.position()));
        xml.text(
                invoice.creditNote() ? "cbc:CreditedQuantity" : "cbc:InvoicedQuantity",
                "unitCode",
                "C62",
                line.quantity().toPlainString());
        amount("cbc:LineExtensionAmount", line.net());
        xml.text("cbc:AccountingCost", line.costCentre());
        if (line.periodEnd() != null) {
            xml.group("cac:InvoicePeriod", () -> {
                xml.text("cbc:StartDate", Objects.toString(line.periodStart(), null));
                xml.text("cbc:EndDate", Objects.toString(line.periodEnd(), null));
            });
        }
        xml.group("cac:Item", () -> {
            xml.text("cbc:Name", line.name());
            xml.group("cac:ClassifiedTaxCategory", () -> {
                xml.text("cbc:ID", line.category());
                xml.number("cbc:Percent", line.percent());
                vatScheme();
            });
        });
        xml.group("cac:Price", () -> amount("cbc:PriceAmount", line.unitPrice()));
    }

    private void vatScheme() throws XMLStreamException {
        xml.group("cac:TaxScheme", () -> xml.text("cbc:ID", "VAT"));
    }

    private void amount(String name, BigDecimal amount) throws XMLStreamException {
        xml.text(name, "currencyID", invoice.currency(), amount.toPlainString());
    }
}
